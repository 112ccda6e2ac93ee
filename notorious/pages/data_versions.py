"""The package as it stands, and every version that was kept: `/data/2026.1/` never changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.citations import cite
from notorious.models import Package
from notorious.package import large
from notorious.package.build import unpacked
from notorious.package.schema import NAME
from notorious.package.versions import kept, kept_as, latest, now
from notorious.pages.data_begun import begun, in_background, tag_of
from notorious.pages.data_delivery import PREPARED, WRITERS
from notorious.pages.data_files import refused
from notorious.pages.data_growing import Growing
from notorious.pages.data_ranges import busy, known_to_reader
from notorious.pages.data_whole import FOR_EVER, WholeFile
from notorious.tables.parameters import refuse_unknown
from notorious.tables.state import current_scope, one_state

ZIP = f"{NAME}.zip"
LOOSE = ("datapackage.json", "dictionary.csv")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a kept version."""

    name: str
    size: int


@refused
def package_now(request: HttpRequest, name: str) -> HttpResponseBase:
    """`/data/notorious-markets.zip`, and the two files of it that one may want alone, of the data as they stand."""
    refuse_unknown(request.GET, [])
    scope = current_scope()
    if name == ZIP and is_large() and kept(scope.label) is None:
        return _while_it_is_written(request, scope)
    key = f"package {name}"
    file = PREPARED.get(key)
    if file is None or (file.tick, file.modified, file.version) != (
        scope.tick,
        scope.changed_at,
        scope.version,
    ):
        built = now()
        content = built.content if name == ZIP else unpacked(built.content)[name]
        called = f"{NAME}-{built.version}.zip" if name == ZIP else name
        file = WholeFile.of(content, called, built.version, built.changed_at, tick=scope.tick)
        PREPARED.put(key, file)
    return file.answer(request)


def _while_it_is_written(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """The package of a large record, which nobody keeps: it would not fit in memory."""
    named, tag = f"{NAME}-{scope.version}.zip", tag_of(ZIP, scope)
    if request.method == "HEAD" or known_to_reader(request, tag, scope.changed_at):
        return begun(request, None, named, scope, tag)
    if not WRITERS.acquire(blocking=False):
        return busy("Too many files are being written at this moment: try again in a few seconds.", 5)
    growing = Growing()

    def pieces() -> Iterator[bytes]:
        with one_state():
            yield from large.pieces(current_scope())

    in_background(lambda: growing.fill(pieces), WRITERS)
    return begun(request, growing, named, scope, tag)


@require_safe
def latest_version(request: HttpRequest, name: str = "") -> HttpResponse:
    """`/data/latest/…` points to the last version that is kept."""
    return redirect(f"/data/{latest().label}/{name}")


@require_safe
def version_page(request: HttpRequest, label: str) -> HttpResponse:
    """`/data/2026.1/`: the files of a version."""
    package = _package(label)
    files = unpacked(bytes(package.content))
    shown = {
        "package": package,
        "size": len(package.content),
        "parts": [Part(name, len(files[name])) for name in sorted(files)],
        "zip": ZIP,
        "citation": cite("The whole record", f"/data/{label}/", label, package.changed_at),
    }
    return render(request, "pages/data_version.html", shown)


@refused
def version_file(request: HttpRequest, label: str, name: str) -> HttpResponseBase:
    """`/data/2026.1/timeline.csv`: a file of a version; it never changes."""
    refuse_unknown(request.GET, [])
    package = _package(label)
    content = bytes(package.content)
    if name != ZIP:
        files = unpacked(content)
        if name not in files:
            raise Http404(f"Version {label} has no file “{name}”.")
        content = files[name]
    stem, _, suffix = name.rpartition(".")
    called = f"{stem}-{label}.{suffix}" if stem else name
    return WholeFile.of(content, called, label, package.changed_at, cache_control=FOR_EVER).answer(request)


def _package(label: str) -> Package:
    package = kept_as(label)
    if package is None:
        raise Http404(f"There is no version {label} of the data.")
    return package
