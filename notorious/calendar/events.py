"""The days of the calendar, from editions, discovered notices and sister lists."""

import calendar
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markets.curation.notices import read_reviewed_year
from markets.ingest.sources.windows import find_season, find_window
from markets.models import DiscoveredDocument, Edition, WatchListEdition
from markets.models.basis import PUBLIC, Precision

_FIRST_MONTH = 7  # of a season, as in `windows.py`


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A day, or the days from `day` to `last`. `key` never changes; `sure` is off for what is only expected."""

    key: str
    day: datetime.date
    last: datetime.date
    title: str
    detail: str = ""
    path: str = ""
    url: str = ""
    sure: bool = True

    @property
    def spans(self) -> bool:
        return self.day != self.last

    @property
    def is_month(self) -> bool:
        """Whether the days are those of one calendar month."""
        after = self.last + datetime.timedelta(days=1)
        return self.day.day == after.day == 1 and self.day.month == self.last.month


def list_events() -> list[CalendarEvent]:
    """Return all events, the earliest first: a constant number of queries."""
    editions = list(Edition.objects.public().order_by("year"))
    found = [
        *_list_edition_days(editions),
        *_list_discovered_days(editions),
        *_list_sister_days(),
        *_expect_release(editions),
    ]
    latest = {each.key: each for each in found}  # a later notice of a review extends its deadlines
    return sorted(latest.values(), key=lambda each: (each.day, each.key))


def split_events(
    events: Iterable[CalendarEvent], today: datetime.date
) -> tuple[list[CalendarEvent], list[CalendarEvent]]:
    """(those that are not over, the next first; those that are, the latest first)."""
    every = list(events)
    coming = [each for each in every if each.last >= today]
    return coming, [each for each in reversed(every) if each.last < today]


def _list_edition_days(editions: Sequence[Edition]) -> Iterator[CalendarEvent]:
    for edition in editions:
        comments, rebuttals = edition.deadlines
        path, docket = edition.get_absolute_url(), edition.docket_id if edition.docket_basis in PUBLIC else ""
        known = f"Docket {docket}" if docket else ""
        if comments:
            yield _one_day(f"{edition.year}-comments", comments, f"Comments due, {edition}", known, path)
        if rebuttals:
            yield _one_day(f"{edition.year}-rebuttals", rebuttals, f"Rebuttals due, {edition}", known, path)
        if edition.released_on:
            first, last = _find_span(edition.released_on, edition.released_precision)
            detail = "" if first == last else "The day is not known."
            title = f"{edition} released by USTR"
            yield CalendarEvent(f"{edition.year}-release", first, last, title, detail, path)


def _list_discovered_days(editions: Sequence[Edition]) -> Iterator[CalendarEvent]:
    """Deadlines of notices whose edition is not public yet: official, and read by a program."""
    public = {edition.year for edition in editions}
    rows = DiscoveredDocument.objects.filter(kind="notice").exclude(published_on=None)
    dismissed = DiscoveredDocument.State.DISMISSED
    for notice in rows.exclude(state=dismissed).order_by("published_on", "pk"):
        if notice.published_on is None:
            continue
        year = read_reviewed_year(notice.title, notice.published_on)
        if year in public:
            continue
        docket = f"Docket {notice.docket_id}. " if notice.docket_id else ""
        read = "Our program read the day in the notice; no person has checked it."
        detail = docket + (read if notice.state == DiscoveredDocument.State.NEW else "")
        title = f"Notice of the {year} review published"
        yield _one_day(
            f"{year}-notice-{notice.pk}", notice.published_on, title, docket.strip(), url=notice.url
        )
        if notice.comments_due_on:
            title = f"Comments due, {year} review"
            yield _one_day(f"{year}-comments", notice.comments_due_on, title, detail.strip(), url=notice.url)
        if notice.rebuttals_due_on:
            title = f"Rebuttals due, {year} review"
            yield _one_day(
                f"{year}-rebuttals", notice.rebuttals_due_on, title, detail.strip(), url=notice.url
            )


def _list_sister_days() -> Iterator[CalendarEvent]:
    for edition in WatchListEdition.objects.public().order_by("year"):
        title = f"{edition} released by the European Commission"
        yield _one_day(f"eu-{edition.year}", edition.released_on, title, path="/sister-lists/eu/")


def _expect_release(editions: Sequence[Edition]) -> Iterator[CalendarEvent]:
    """Yield the next List, between the earliest and the latest day of a season on which one came out."""
    released = [each.released_on for each in editions if each.released_on]
    known = find_window(released)
    if known is None:
        return
    year = max(find_season(day) for day in released) + 1
    first, last = (_put_in_season(day, year) for day in (known.opens, known.closes))
    detail = (
        f"Our expectation: the {len(released)} Lists so far came out between these days of a season. "
        "USTR has announced no day in this record."
    )
    title = f"{year} List expected"
    yield CalendarEvent(f"{year}-expected", first, last, title, detail, "/editions/", sure=False)


def _put_in_season(day: datetime.date, year: int) -> datetime.date:
    year += day.month < _FIRST_MONTH
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def _find_span(day: datetime.date, precision: str) -> tuple[datetime.date, datetime.date]:
    if precision == Precision.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if precision == Precision.YEAR:
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day


def _one_day(
    key: str, day: datetime.date, title: str, detail: str = "", path: str = "", url: str = ""
) -> CalendarEvent:
    return CalendarEvent(key, day, day, title, detail, path, url)
