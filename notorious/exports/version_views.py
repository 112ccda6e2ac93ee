"""The data package of the present, and every archived version: `/data/v2026.1/` never changes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from markets.tables.filtering import refuse_unknown
from markets.tables.known import known_years
from markets.tables.scope import Scope, state_version
from notorious.citations import write_citation
from notorious.exports.cache import cached_export, render_and_cache
from notorious.exports.package import (
    build_package,
    read_file,
    tables_of_dictionary,
    tables_of_package,
    unpack_files,
)
from notorious.exports.render import Export
from notorious.exports.responses import IMMUTABLE, export_response, get_content_type
from notorious.exports.schema import DESCRIPTION_OF_DATA, NAME, write_dictionary
from notorious.exports.sqlite import write_sqlite
from notorious.exports.version_files import SQLITE, ZIP, FileNotWritten, find_version_file
from notorious.exports.versions import find_version, get_version, latest_version
from notorious.exports.views import answer_not_written, refused
from notorious.models import ArchivedVersion
from notorious.pages.linked_data import describe_dataset
from notorious.tables.state import current_scope

ZIP_PATH = f"/data/{ZIP}"
SQLITE_PATH = f"/data/{SQLITE}"
DICTIONARY = "dictionary.csv"


@refused
def current_package(request: HttpRequest, name: str) -> HttpResponse:
    """`/data/notorious-markets.zip`, and two of its files, from the present data."""
    refuse_unknown(request.GET, [])
    scope = current_scope()
    if name == DICTIONARY:
        content = write_dictionary(tables_of_dictionary())
        return export_response(request, Export(content, None, scope.version, scope.changed_at), name)
    archived = find_version(scope.label)
    if archived is not None and current_scope().version == archived.label:
        package = find_version_file(archived, ZIP)
    else:
        package = cached_export(scope, ZIP_PATH) or render_and_cache(ZIP_PATH, _render_package)
    if name == ZIP:
        return export_response(request, package, f"{NAME}-{package.version}.zip")
    if name == SQLITE:
        database = cached_export(scope, SQLITE_PATH) or render_and_cache(
            SQLITE_PATH, lambda scope: _render_sqlite(package)
        )
        return export_response(request, database, f"{NAME}-{package.version}.sqlite")
    content = read_file(package.content, name)
    return export_response(request, Export(content, None, package.version, package.modified), name)


def _render_package(scope: Scope) -> Export:
    earlier = ArchivedVersion.objects.filter(revision__lt=scope.revision).order_by("-revision").first()
    content, _ = build_package(scope, earlier)
    return Export(content, None, scope.version, scope.changed_at)


def _render_sqlite(package: Export) -> Export:
    content = write_sqlite(unpack_files(package.content), tables_of_package())
    return Export(content, None, package.version, package.modified)


@refused
def redirect_to_latest(request: HttpRequest, name: str = "") -> HttpResponse:
    """`/data/latest/…` leads to the last archived version."""
    refuse_unknown(request.GET, [])
    latest = latest_version()
    if latest is None:
        raise Http404("No version of the data is published yet.")
    return redirect(f"/data/{latest.label}/{name}")


@require_safe
def redirect_to_label(request: HttpRequest, kind: str, rest: str) -> HttpResponse:
    """`/data/2026.1/…` was the address of v2026.1."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"/{kind}/v{rest}{query}", permanent=True)


@require_safe
def version_page(request: HttpRequest, label: str) -> HttpResponse:
    """`/data/v2026.1/`: the files of a version."""
    version = get_version(label)
    shown = {
        "version": version,
        "size": len(find_version_file(version, ZIP).content),
        "zip": ZIP,
        "dataset": describe_dataset(
            f"/data/{label}/",
            label,
            version.changed_at.date(),
            (int(year) for year in known_years()),
            [
                (file["name"], f"/data/{label}/{file['name']}", get_content_type(file["name"]))
                for file in ({"name": ZIP}, *version.files)
            ],
            DESCRIPTION_OF_DATA,
        ),
        "citation": write_citation("The whole record", f"/data/{label}/", label, version.changed_at),
    }
    return render(request, "pages/data_version.html", shown)


@refused
def version_file(request: HttpRequest, label: str, name: str) -> HttpResponse:
    """`/data/v2026.1/timeline.csv`: a file of a version; it never changes."""
    refuse_unknown(request.GET, [])
    stem, _, suffix = name.rpartition(".")
    file_name = f"{stem}-{label}.{suffix}" if stem else name
    try:
        export = find_version_file(get_version(label), name)
    except FileNotWritten:
        return answer_not_written("The worker has been asked to write this file of the version.")
    return export_response(request, export, file_name, IMMUTABLE)


@refused
def not_archived(request: HttpRequest, label: str, since: str) -> HttpResponse:
    """`/data/v2026.1+7/`: a state between two versions, as citations name it."""
    shown = state_version(f"{label}{since}") if since.startswith("+") else f"as_of={since[1:]}"
    raise Http404(
        f"The files of {label}{since} were not archived: those of {label} are at /data/{label}/. "
        f"Add ?{shown} to the address of a page or a table to see it in that state."
    )
