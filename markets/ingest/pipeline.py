"""A report's path from bytes to draft. Every stage is a function; `ingest` calls them in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from markets.ingest.checks import check_edition
from markets.ingest.continuity import find_breaks
from markets.ingest.drafting import WrongYear, draft_reading
from markets.ingest.pages import Unreadable, read_document
from markets.ingest.parser_version import parser_version
from markets.ingest.parsers import NotUnderstood, as_json, explain_refusal, parse_report
from markets.ingest.press_releases import find_contradictions
from markets.models import Fetch, Reading, Snapshot
from markets.text.counts import format_count

Tell = Callable[[str], None]


def say_nothing(_: str) -> None:
    """For callers that follow no progress."""


def store_snapshot(
    content: bytes, *, media_type: str = "application/pdf", by: Any = None, **came: Any
) -> Snapshot:
    """Keep the bytes before anyone reads them, and how they came (`url`, `file_name`, `status`, `headers`)."""
    snapshot = Snapshot.objects.store(content, media_type)
    Fetch.objects.create(snapshot=snapshot, by=by, **came)
    return snapshot


@dataclass(frozen=True, slots=True)
class Look:
    """What this version of the parser makes of some bytes: the JSON of `parse`, or why there is none."""

    parsed: dict[str, Any] | None
    problems: tuple[str, ...] = ()
    sentence: str = ""


def preview_report(content: bytes, tell: Tell = say_nothing) -> Look:
    """Reads, parses and checks, and stores nothing."""
    doubts: tuple[str, ...] = ()
    try:
        document = read_document(content, expect="any")
        doubts = document.doubts
        tell(f"Read: {format_count(len(document.pages), 'page')}.")
        edition = parse_report(document.pages)
        problems = (*doubts, *check_edition(edition, document.pages))
    except (Unreadable, NotUnderstood) as refusal:
        sentence = explain_refusal(refusal, doubts)
        tell(f"Not read: {sentence}")
        return Look(None, sentence=sentence)
    tell(f"Parsed: the {edition.year} List, {format_count(len(edition.listings), 'listing')}.")
    tell(f"Checks: {format_count(len(problems), 'problem')}." if problems else "Checks: no problem.")
    return Look(as_json(edition, problems), problems)


def read_snapshot(snapshot: Snapshot, *, by: User | None = None, tell: Tell = say_nothing) -> Reading:
    """What this version of the parser makes of the snapshot: once. A refusal is a reading too, with its sentence."""
    known = Reading.objects.filter(snapshot=snapshot, parser_version=parser_version()).first()
    if known is not None:
        tell(f"Read before, by this parser: {known.get_state_display()}.")
        return known
    seen = preview_report(bytes(snapshot.content), tell)
    return Reading.objects.create(
        snapshot=snapshot,
        parser_version=parser_version(),
        read_by=by,
        state=Reading.State.REFUSED if seen.parsed is None else Reading.State.READ,
        parsed=seen.parsed,
        problems=list(seen.problems),
        sentence=seen.sentence,
    )


def ingest_snapshot(
    snapshot: Snapshot,
    *,
    year: int | None = None,
    by: User | None = None,
    tell: Tell = say_nothing,
) -> Reading:
    """From a stored snapshot to a draft beside what is public. `year`: refuse a report of another year.

    Raises WrongYear. A refused reading is returned as it is; calling it twice changes nothing.
    """
    reading = read_snapshot(snapshot, by=by, tell=tell)
    if reading.state == Reading.State.REFUSED or reading.parsed is None:
        return reading
    printed = reading.parsed["edition"]["year"]
    if year is not None and printed != year:
        raise WrongYear(f"The report is of the {printed} List, not of the {year} List. Nothing was drafted.")
    if reading.state != Reading.State.READ:
        tell(f"Nothing to draft: this reading is {reading.get_state_display()} already.")
        if reading.state == Reading.State.DISCARDED:
            tell("To use it, press “Draft it again” on the release page of its edition.")
        return reading
    doubts = (*find_breaks(reading.parsed), *find_contradictions(reading.parsed))
    added = [each for each in doubts if each not in reading.problems]
    if added:
        reading.problems = [*reading.problems, *added]
        reading.save(update_fields=["problems"])
        tell(
            f"Compared with the previous edition and the press release: {format_count(len(added), 'problem')}."
        )
    return draft_reading(reading, by=by, tell=tell)
