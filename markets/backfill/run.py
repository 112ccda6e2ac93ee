"""Back-fills editions, one after the other: fetch, read, draft, match, measure."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from django.db import DatabaseError

from markets.backfill.fetch_report import fetch_report
from markets.backfill.figures import describe_figures, measure_draft
from markets.backfill.result import BackfillResult
from markets.exact_match import match_exact_candidates
from markets.ingest.drafting import WrongYear
from markets.ingest.fetch import Client, NotFetched
from markets.ingest.pages import Unreadable
from markets.ingest.pages.limits import MAX_BYTES
from markets.ingest.pipeline import ingest_snapshot, read_snapshot, store_snapshot
from markets.models.reading import Reading
from markets.models.snapshot import Snapshot
from markets.system_acts import system_act

State = BackfillResult.State
Tell = Callable[[str], None]
FAILURES = (NotFetched, Unreadable, WrongYear, DatabaseError, OSError, ValueError, KeyError)


def backfill_edition(year: int, client: Client, tell: Tell) -> BackfillResult:
    """Return the edition's draft, or a sentence that says why there is none. A finished edition is skipped."""
    done = find_done(year, tell)
    if done is not None:
        return done
    try:
        found = fetch_report(year, client, tell)
        if found is None:
            return _record(year, State.MISSING, "No address answered with the report.", tell)
        tell(f"{year}: fetched ({found.address.kind}) from {found.url}")
        return draft_report(year, found.snapshot, found.address.kind, found.url, tell)
    except FAILURES as failure:
        return _record(year, State.FAILED, f"{type(failure).__name__}: {failure}", tell)


def find_done(year: int, tell: Tell) -> BackfillResult | None:
    """Return what an earlier run made of the edition; None where there is something to do."""
    done = BackfillResult.objects.filter(year=year).select_related("reading").first()
    if done is None or not done.is_done:
        return None
    tell(f"{year}: {done.words} before.")
    return done


def draft_report(year: int, snapshot: Snapshot, origin: str, url: str, tell: Tell) -> BackfillResult:
    """Draft the report and measures it against the record."""
    reading = ingest_snapshot(snapshot, year=year)
    if reading.state != Reading.State.DRAFTED:
        again = "Press “Draft it again” on the release page of its edition."
        sentence = again if reading.state == Reading.State.DISCARDED else ""
        sentence = sentence or reading.sentence or f"The reading is {reading.get_state_display()}."
        return _record(year, State.FAILED, sentence, tell)
    with system_act("match back-filled names"):
        exact = match_exact_candidates(reading)
    figures = measure_draft(reading, exact)
    for line in describe_figures(figures):
        tell(f"{year}: {line}")
    result, _ = BackfillResult.objects.update_or_create(
        year=year,
        defaults={
            "state": State.DRAFTED,
            "origin": origin,
            "url": url,
            "reading": reading,
            "figures": figures,
            "sentence": "",
            "copy_confirmed_by": None,
            "copy_confirmed_at": None,
        },
    )
    return result


def backfill_folder(folder: Path, years: Collection[int], tell: Tell) -> Iterator[BackfillResult | None]:
    """Yield the same for the PDFs of a folder, whatever their names: the reader says which edition each is.

    A PDF that is not a List yields None. Other files, and editions outside `years`, are skipped.
    """
    for path in list_files(folder):
        try:
            content = _read_pdf(path)
            if not content:
                tell(f"{path.name}: not a PDF.")
                continue
            snapshot = store_snapshot(content, file_name=path.name)
            reading = read_snapshot(snapshot)
        except FAILURES as failure:
            tell(f"{path.name}: {type(failure).__name__}: {failure}")
            yield None
            continue
        if reading.state == Reading.State.REFUSED or reading.parsed is None:
            tell(f"{path.name}: {reading.sentence}")
            yield None
            continue
        year = reading.parsed["edition"]["year"]
        tell(f"{year}: {path.name}")
        if year not in years:
            tell(f"{year}: not among the years asked for.")
            continue
        try:
            yield find_done(year, tell) or draft_report(year, snapshot, "file", "", tell)
        except FAILURES as failure:
            yield _record(year, State.FAILED, f"{type(failure).__name__}: {failure}", tell)


def list_files(folder: Path) -> list[Path]:
    """Return the files of a folder by name; what lies in folders inside it is left alone."""
    return sorted(each for each in folder.iterdir() if each.is_file())


def _read_pdf(path: Path) -> bytes:
    """Return the bytes of a PDF; none where the file is no PDF. Raise ValueError for one that is too large."""
    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":
            return b""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES:,} bytes.")
    return path.read_bytes()


def _record(year: int, state: str, sentence: str, tell: Tell) -> BackfillResult:
    tell(f"{year}: {sentence}")
    result, _ = BackfillResult.objects.update_or_create(
        year=year, defaults={"state": state, "sentence": sentence, "reading": None, "figures": {}}
    )
    return result
