"""Addresses; the table stands in the README."""

from django.urls import URLPattern, path, re_path

from notorious.pages import data, data_files, home

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("data/", data.data, name="data"),
    re_path(r"^data/(?P<name>[a-z_]+)\.(?P<extension>csv|json)$", data_files.table_file, name="table_file"),
    re_path(
        r"^(?P<name>markets|editions|recommendations|responses|claims)\.(?P<extension>csv|json)$",
        data_files.list_file,
        name="list_file",
    ),
    re_path(r"^editions/(?P<year>\d{4})\.(?P<extension>csv|json)$", data_files.edition_file),
    re_path(r"^editions/(?P<year>\d{4})/changes\.(?P<extension>csv|json)$", data_files.changes_file),
    re_path(
        r"^compare/(?P<earlier>\d{4})/(?P<later>\d{4})\.(?P<extension>csv|json)$", data_files.compare_file
    ),
]
