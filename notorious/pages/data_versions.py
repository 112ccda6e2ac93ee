"""The package as it stands, and every version that was kept: `/data/2026.1/` never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.citations import cite
from notorious.exports.inside import Inflated, inflated
from notorious.exports.parts import parts_of, resources_ahead
from notorious.exports.prepare import LARGE
from notorious.exports.schema import NAME, described, dictionary
from notorious.exports.versions import NotYet, kept, kept_as, latest, packing
from notorious.models import Package
from notorious.pages.data_begun import begun, in_background, tag_of
from notorious.pages.data_delivery import PREPARED, WRITERS
from notorious.pages.data_files import refused
from notorious.pages.data_growing import Growing
from notorious.pages.data_prepared import Pieces
from notorious.pages.data_ranges import Content, busy, known_to_reader
from notorious.pages.data_whole import FOR_EVER, LIVE, WholeFile
from notorious.tables import ALL
from notorious.tables.parameters import refuse_unknown
from notorious.tables.state import current_scope, one_state

ZIP = f"{NAME}.zip"
DICTIONARY, DESCRIPTION = "dictionary.csv", "datapackage.json"
SOON = "300"  # seconds: a version of a large record takes minutes to write


def or_not_yet(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What is being written in the background is answered with status 503, and when to come again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotYet:
            sentence = f"This version is being written: come again in {int(SOON) // 60} minutes."
            response = HttpResponse(f"{sentence}\n", status=503, content_type="text/plain; charset=utf-8")
            response["Retry-After"], response["Cache-Control"] = SOON, "no-store"
            return response

    return answer


@or_not_yet
@refused
def package_now(request: HttpRequest, name: str) -> HttpResponseBase:
    """`/data/notorious-markets.zip`, and the two files of it that one may want alone, of the data as they stand."""
    refuse_unknown(request.GET, [])
    scope = current_scope()
    if name == DICTIONARY:
        return _made(dictionary(ALL), name, scope).answer(request)
    package = kept(scope.label) if is_large() else kept_as(scope.label)
    if package is not None and scope.version == package.label:
        called = f"{NAME}-{package.label}.zip" if name == ZIP else name
        return _kept(package, name, called, LIVE).answer(request)
    if is_large():
        return _while_it_is_written(request, scope) if name == ZIP else _ahead(scope).answer(request)
    key = f"package {name}"
    file = PREPARED.get(key)
    if file is None or (file.revision, file.modified, file.version) != (
        scope.revision,
        scope.changed_at,
        scope.version,
    ):
        file = _of_now(name)
        PREPARED.put(key, file)
    return file.answer(request)


def _made(content: bytes, name: str, scope: Scope) -> WholeFile:
    return WholeFile.of(content, name, scope.version, scope.changed_at, revision=scope.revision)


def _of_now(name: str) -> WholeFile:
    """A file of a small record's package where its data have changed since the last version was kept."""
    with one_state():
        scope = current_scope()
        made = packing(scope)
        whole = b"".join(made.pieces())
    if name == ZIP:
        return _made(whole, f"{NAME}-{scope.version}.zip", scope)
    file = next(each for each in made.files if each.name == name)
    return _made(b"".join(inflated([whole[file.begins : file.begins + file.packed]])), name, scope)


def _ahead(scope: Scope) -> WholeFile:
    """`datapackage.json` of a large record, from its tables that were written ahead. Raises NotYet."""
    with one_state():
        scope = current_scope()
        resources = resources_ahead(parts_of(scope))
    if not resources:
        raise NotYet(scope.version)
    return _made(described(scope, resources), DESCRIPTION, scope)


def _while_it_is_written(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The package of a large record of which no version is kept that says the same: it would not fit in memory."""
    named, tag = f"{NAME}-{scope.version}.zip", tag_of(ZIP, scope)
    if request.method == "HEAD" or known_to_reader(request, tag, scope.changed_at):
        return begun(request, None, named, scope, tag)
    if not WRITERS.acquire(blocking=False):
        return busy("Too many files are being written at this moment: try again in a few seconds.", 5)
    growing = Growing()

    def pieces() -> Iterator[bytes]:
        with one_state():
            yield from packing(current_scope()).pieces()

    in_background(lambda: growing.fill(pieces), WRITERS)
    return begun(request, growing, named, scope, tag)


@or_not_yet
@refused
def latest_version(request: HttpRequest, name: str = "") -> HttpResponse:
    """`/data/latest/…` points to the last version that is kept."""
    refuse_unknown(request.GET, [])
    return redirect(f"/data/{latest().label}/{name}")


@or_not_yet
@require_safe
def version_page(request: HttpRequest, label: str) -> HttpResponse:
    """`/data/2026.1/`: the files of a version."""
    package = _package(label)
    shown = {
        "package": package,
        "files": package.files.all(),
        "zip": ZIP,
        "citation": cite("The whole record", f"/data/{label}/", label, package.changed_at),
    }
    return render(request, "pages/data_version.html", shown)


@or_not_yet
@refused
def version_file(request: HttpRequest, label: str, name: str) -> HttpResponseBase:
    """`/data/2026.1/timeline.csv`: a file of a version; it never changes."""
    refuse_unknown(request.GET, [])
    stem, _, suffix = name.rpartition(".")
    called = f"{stem}-{label}.{suffix}" if stem else name
    return _kept(_package(label), name, called, FOR_EVER).answer(request)


def not_kept(request: HttpRequest, label: str, since: str) -> HttpResponse:
    """`/data/2026.1+7/`: what citations between two versions name."""
    raise Http404(
        f"The data as they stood at {label}{since} were not kept as a version. Version {label} is kept below "
        f"/data/{label}/, and ?as_of=, with a day, shows a page or the file of a table as it was known that day."
    )


def _kept(package: Package, name: str, called: str, cache_control: str) -> WholeFile:
    """A file of a version, or the ZIP file of all: in memory where it is small."""
    content: Content
    if name == ZIP:
        content, sha256, row_count = Pieces(package), package.sha256, None
    else:
        file = package.files.filter(name=name).first()
        if file is None:
            raise Http404(f"Version {package.label} has no file “{name}”.")
        content, sha256, row_count = Inflated(file), file.sha256, file.row_count
    if len(content) <= LARGE:
        content = b"".join(content.between(0, len(content)))
    return WholeFile(
        content,
        called,
        package.label,
        package.changed_at,
        bytes.fromhex(sha256),
        revision=package.revision,
        row_count=row_count,
        cache_control=cache_control,
    )


def _package(label: str) -> Package:
    package = kept_as(label)
    if package is None:
        raise Http404(f"There is no version {label} of the data.")
    return package
