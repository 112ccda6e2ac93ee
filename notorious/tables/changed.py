"""What changed in public rows since they became public, from their history: one pass over all models."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper

from markets.citations import find_citations
from markets.models import PUBLIC, Edition, Market
from markets.models.basis import format_iso_date
from markets.models.history import PublicHistory
from notorious.tables.histories import HISTORIES, ORPHAN, Parents, find_parents, read_events
from responses.models import AssessmentWithdrawal

COLUMN_NAMES = {
    "market_id": "market",
    "edition_id": "year",
    "docket_id": "docket",
    "to": "answers_to",
    "inferred": "is_inferred",
}
_KINDS = {model._meta.model_name: model._meta for model in HISTORIES}
SOURCE_FIELDS = ("source", "sources", "complete_source", "closed_source")


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one public row that changed, or a row that was withdrawn or returned (`field` is then `row`).

    `act` is the same for all that one act changed.
    """

    number: int
    row_kind: str
    row_id: str
    year: int | None
    market: str
    field: str
    before: str
    after: str
    corrected_at: datetime.datetime
    reason: str
    act: str = ""

    @property
    def row_words(self) -> str:
        """The kind of row in words: `watch list entry`."""
        return name_row_kind(self.row_kind)


def name_row_kind(kind: str, number: int = 1) -> str:
    """Return the kind of row in words, in the plural where there is not exactly one; a notice is called so."""
    meta = _KINDS.get(kind)
    if meta is None:
        return kind if number == 1 else f"{kind}s"
    return str(meta.verbose_name if number == 1 else meta.verbose_name_plural)


@dataclass(frozen=True, slots=True)
class CorrectedAct:
    """What one act corrected, the first row first."""

    rows: tuple[Correction, ...]

    @property
    def summary(self) -> str:
        """`38 listings withdrawn`, `2 listings corrected, 38 listings withdrawn`."""
        counted: Counter[tuple[str, str]] = Counter()
        for kind, what, _ in {(each.row_kind, self._name_change(each), each.row_id) for each in self.rows}:
            counted[kind, what] += 1
        return ", ".join(
            f"{number} {name_row_kind(kind, number)} {what}"
            for (kind, what), number in sorted(counted.items())
        )

    @staticmethod
    def _name_change(each: Correction) -> str:
        if each.field != "row":
            return "corrected"
        return "withdrawn" if each.after == "withdrawn" else "public again"


def group_by_act(found: Iterable[Correction]) -> list[CorrectedAct]:
    """Return the corrections act by act, in the order in which each act first appears."""
    acts: dict[object, list[Correction]] = {}
    for each in found:
        acts.setdefault(each.act or (each.row_kind, each.number, each.field), []).append(each)
    return [CorrectedAct(tuple(rows)) for rows in acts.values()]


def list_corrections() -> list[Correction]:
    """Return all corrections, oldest first; the number of queries does not grow with the record."""
    parents = find_parents()
    found = [
        each for model, history in HISTORIES.items() for each in _corrections_of(model, history, parents)
    ]
    found += _withdrawn_assessments()
    return sorted(found, key=lambda each: (each.corrected_at, each.row_kind, each.number, each.field))


def _corrections_of(
    model: type[models.Model], history: PublicHistory, parents: Parents
) -> Iterator[Correction]:
    """Yield the corrections of one model."""
    keys: dict[str, Any] = {
        field.attname: field.related_model for field in model._meta.fields if field.is_relation
    }

    def name_row(target: Any, key: int | None) -> str:
        return parents[target].get(key or 0, ORPHAN).row_id

    above = parents[keys.get(history.parent, model)] if history.parent else {}
    ever_public: set[int] = set()
    for before, after in _pairs(_events_of_changed_rows(model, history)):
        if before.was_public:
            ever_public.add(after.id)
        is_return = not before.was_public and after.was_public and after.id in ever_public
        parent = above.get(getattr(after, history.parent), ORPHAN) if history.parent else ORPHAN
        drafted = history.parent and (parent.since is None or after.pgh_created_at < parent.since)
        if drafted or history.replaced(before if is_return else after):
            continue
        if not before.was_public and not is_return:
            continue
        own_year = name_row(Edition, getattr(after, history.edition) if history.edition else None)
        own_market = name_row(Market, getattr(after, history.market) if history.market else None)
        year = own_year or name_row(Edition, parent.edition)
        made_of = dict.fromkeys(filter(None, (parent.row_id, own_year, own_market)))
        correction = Correction(
            number=after.pgh_id,
            row_kind=model._meta.model_name or "",
            row_id=history.row_id(after, parent.row_id) if history.row_id else "-".join(made_of),
            year=int(year) if year else None,
            market=own_market or name_row(Market, parent.market),
            field="row",
            before="withdrawn" if is_return else "public",
            after="public" if is_return else "withdrawn",
            corrected_at=after.pgh_created_at,
            reason=str(after.pgh_context.metadata.get("reason", "")) if after.pgh_context else "",
            act=str(after.pgh_context_id or ""),
        )
        if is_return or after.pgh_label == "delete" or not after.was_public:
            yield correction
            continue
        for name in history.fields:
            was, now = (
                name_row(keys[name], getattr(event, name)) if name in keys else _text_of(name, event, history)
                for event in (before, after)
            )
            if was != now:
                yield replace(correction, field=COLUMN_NAMES.get(name, name), before=was, after=now)


def _withdrawn_assessments() -> Iterator[Correction]:
    """Yield an accepted assessment that was withdrawn, or returned: it never changes, a row beside it says so."""
    about = "assessment__recommendation"
    events = read_events(AssessmentWithdrawal).order_by("pgh_id")
    for event in events.select_related("pgh_context", f"{about}__edition", f"{about}__market"):
        recommendation = event.assessment.recommendation
        is_return = event.undone_at is not None
        yield Correction(
            number=event.pgh_id,
            row_kind="assessment",
            row_id=recommendation.public_id or "",
            year=recommendation.edition.year,
            market=recommendation.market.slug if recommendation.market else "",
            field="row",
            before="withdrawn" if is_return else "public",
            after="public" if is_return else "withdrawn",
            corrected_at=event.pgh_created_at,
            reason="" if is_return else event.reason,
            act=str(event.pgh_context_id or ""),
        )


def _text_of(name: str, event: Any, history: PublicHistory) -> str:
    """Return a past value as readers saw it; blank where it was not public."""
    basis, value = history.basis.get(name), getattr(event, name)
    if value is None or (basis and getattr(event, basis) not in PUBLIC) or history.hidden(event, name):
        return ""
    if name in SOURCE_FIELDS:
        return _name_sources(value, getattr(event, "url", ""))
    if isinstance(value, datetime.date):
        return format_iso_date(value, getattr(event, name.replace("_on", "_precision"), "day"))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return " ".join(value) if isinstance(value, list) else str(value)


def _name_sources(source: str, url: str) -> str:
    """Return the citations of a past row in words, each with its address: never the notes for staff."""
    shown = find_citations(f"{url} ({source})" if url else source)
    return "; ".join(" ".join(filter(None, (each.text, each.url))) for each in shown)


def _pairs(events: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each event of a row with the previous one."""
    before: Any = None
    for event in events:
        if before is not None and before.id == event.id:
            yield before, event
        before = event


def _events_of_changed_rows(model: type[models.Model], history: PublicHistory) -> models.QuerySet[Any]:
    """Return the history of all rows that were ever changed, row by row, and whether each state was public."""
    events = read_events(model)
    changed = events.filter(pgh_label__in=("update", "delete")).values("id")
    public = ExpressionWrapper(history.public, output_field=BooleanField())
    found = events.filter(id__in=changed).annotate(was_public=public)
    return found.select_related("pgh_context").order_by("id", "pgh_id")
