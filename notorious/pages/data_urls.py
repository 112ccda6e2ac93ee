"""Addresses of what can be taken away."""

from django.urls import URLPattern, path, re_path

from notorious.pages import data, data_compared, data_files, data_lists, data_versions

FORM = r"\.(?P<extension>csv|json)$"
FILE = r"(?P<name>[A-Za-z0-9_.+-]+)$"

urlpatterns: list[URLPattern] = [
    path("data/", data.data, name="data"),
    re_path(
        r"^data/(?P<name>notorious-markets\.zip|datapackage\.json|dictionary\.csv)$",
        data_versions.package_now,
    ),
    path("data/latest/", data_versions.latest_version),
    re_path(rf"^data/latest/{FILE}", data_versions.latest_version),
    re_path(r"^data/(?P<label>\d{4}\.\d{1,4})/$", data_versions.version_page, name="data-version"),
    re_path(rf"^data/(?P<label>\d{{4}}\.\d{{1,4}})/{FILE}", data_versions.version_file),
    re_path(r"^data/(?P<label>\d{4}\.\d{1,4})(?P<since>[+@][0-9-]{1,20})/", data_versions.not_kept),
    re_path(rf"^data/(?P<name>[a-z_]+){FORM}", data_files.table_file, name="table-file"),
    re_path(rf"^(?P<name>markets|editions|recommendations|responses|claims){FORM}", data_files.list_file),
    re_path(rf"^editions/(?P<year>\d{{4}}){FORM}", data_files.edition_file),
    re_path(rf"^editions/(?P<year>\d{{4}})/changes{FORM}", data_compared.changes_file),
    re_path(rf"^search{FORM}", data_lists.search_file),
    re_path(rf"^parties{FORM}", data_lists.parties_file),
    re_path(rf"^issue-focus{FORM}", data_lists.editions_file),
    re_path(rf"^corrections{FORM}", data_lists.corrections_file),
    re_path(rf"^(?P<rollup>countries|categories|harms){FORM}", data_lists.rollup_file),
    re_path(rf"^(?P<rollup>countries|categories|harms)/(?P<slug>[a-z0-9_-]+){FORM}", data_lists.value_file),
    re_path(rf"^parties/(?P<slug>[a-z0-9-]+){FORM}", data_files.party_file),
    re_path(rf"^compare/(?P<earlier>\d{{4}})/(?P<later>\d{{4}}){FORM}", data_compared.compare_file),
]
