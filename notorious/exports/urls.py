"""Addresses of what can be taken away."""

from django.urls import URLPattern, path, re_path

from notorious.exports import comparison_views, embed, list_views, oembed, overview, version_views, views
from notorious.exports.formats import FORMATS, LIST_FORMATS

EXTENSION = rf"\.(?P<extension>{'|'.join(each.extension for each in LIST_FORMATS)})$"
WORKER_EXTENSION = (
    rf"\.(?P<extension>{'|'.join(each.extension for each in FORMATS.values() if each.by_worker)})$"
)
FILE = r"(?P<name>[A-Za-z0-9_.+-]+)$"

urlpatterns: list[URLPattern] = [
    path("data/", overview.data, name="data"),
    re_path(
        r"^data/(?P<name>notorious-markets\.(?:zip|sqlite)|datapackage\.json|dictionary\.csv)$",
        version_views.current_package,
    ),
    path("data/latest/", version_views.redirect_to_latest),
    re_path(rf"^data/latest/{FILE}", version_views.redirect_to_latest),
    re_path(r"^data/(?P<label>v\d{4}\.\d{1,4})/$", version_views.version_page, name="data-version"),
    re_path(rf"^data/(?P<label>v\d{{4}}\.\d{{1,4}})/{FILE}", version_views.version_file),
    re_path(r"^(?P<kind>data|embed)/(?P<rest>\d{4}\.\d{1,4}[/+@].*)$", version_views.redirect_to_label),
    re_path(r"^data/(?P<label>v\d{4}\.\d{1,4})(?P<since>[+@][0-9-]{1,20})/", version_views.not_archived),
    path("data/physical-markets.geojson", views.places_file),
    re_path(rf"^data/(?P<name>[a-z_-]+){EXTENSION}", views.table_file, name="table-file"),
    re_path(rf"^data/(?P<name>[a-z_-]+){WORKER_EXTENSION}", views.worker_file),
    re_path(rf"^(?P<name>markets|editions|recommendations|responses|claims){EXTENSION}", views.list_file),
    re_path(rf"^editions/(?P<year>\d{{4}}){EXTENSION}", views.edition_file),
    re_path(rf"^editions/(?P<year>\d{{4}})/changes{EXTENSION}", comparison_views.changes_file),
    re_path(rf"^search{EXTENSION}", list_views.search_file),
    re_path(rf"^parties{EXTENSION}", list_views.parties_file),
    re_path(rf"^issue-focus{EXTENSION}", list_views.editions_file),
    re_path(rf"^corrections{EXTENSION}", list_views.corrections_file),
    re_path(rf"^(?P<rollup>countries|categories|harms){EXTENSION}", list_views.rollup_file),
    re_path(
        rf"^(?P<rollup>countries|categories|harms)/(?P<slug>[a-z0-9_-]+){EXTENSION}",
        list_views.value_file,
    ),
    re_path(rf"^parties/(?P<slug>[a-z0-9-]+){EXTENSION}", views.party_file),
    re_path(rf"^compare/(?P<earlier>\d{{4}})/(?P<later>\d{{4}}){EXTENSION}", comparison_views.compare_file),
    path("oembed", oembed.send_oembed, name="oembed"),
    path("embed/markets/", embed.embed_matrix, name="embed-matrix"),
    path("embed/markets/<slug:slug>/", embed.embed_strip, name="embed-strip"),
    path("embed/recommendations/", embed.embed_summary, name="embed-summary"),
    path("embed/recommendations/<slug:slug>/", embed.embed_recommendations, name="embed-recommendations"),
    re_path(r"^embed/charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)/$", embed.embed, name="embed"),
    re_path(
        r"^embed/(?P<label>v\d{4}\.\d{1,4})/charts/(?P<slug>[a-z-]+(?:/[a-z0-9_-]+)?)/$",
        embed.embed_of_version,
        name="embed-of-version",
    ),
]
