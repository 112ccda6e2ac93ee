"""Makes citations of the sources of rows, and ties the rows to them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from markets.citations import parse_sources
from markets.models import Citation, DataVersion
from markets.record.shorthand import ParsedCitation
from markets.record.sync import TableOutcome, TableSync, Values, find_touched_rows


def sync_citations(sources: Iterable[str]) -> TableOutcome:
    """Return one citation for each address and title in the sources of the whole record."""
    merged: dict[tuple[str, str], Values] = {}
    notes: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for source in sources:
        for parsed in parse_sources(source):
            key = parsed.url, parsed.title
            if parsed.note:
                notes[key][parsed.note] = None
            values = _values_of(parsed)
            if key not in merged or (merged[key]["published_on"] is None and parsed.published_on):
                merged[key] = values
    for key, values in merged.items():
        values["note"] = "\n".join(sorted(notes[key]))
    return TableSync("citations", Citation, ("url", "title")).run(merged.values())


def _values_of(parsed: ParsedCitation) -> Values:
    return {
        "url": parsed.url,
        "title": parsed.title,
        "publisher": parsed.publisher,
        "published_on": parsed.published_on,
        "published_precision": parsed.precision,
        "kind": parsed.kind,
        "linked": parsed.linked,
    }


def tie_citations(
    model: type[models.Model], source: str | models.Expression = "source", to: str = "citations"
) -> None:
    """Tie each untouched row to the citations of its sources, in their order. Four queries."""
    ties = getattr(model, to).through
    row_id, *_ = (each.attname for each in ties._meta.fields if each.is_relation)
    touched = find_touched_rows(model)
    wanted = find_citations(
        (pk, text)
        for pk, text in model._default_manager.order_by("pk").values_list("pk", source)
        if pk not in touched
    )
    linked: dict[int, list[int]] = defaultdict(list)
    for row, citation in ties.objects.order_by("pk").values_list(row_id, "citation_id"):
        linked[row].append(citation)
    stale = [pk for pk, citations in wanted.items() if linked[pk] != citations]
    if any(linked[pk] for pk in stale):
        ties.objects.filter(**{f"{row_id}__in": stale}).delete()
    ties.objects.bulk_create(
        ties(**{row_id: pk, "citation_id": citation}) for pk in stale for citation in wanted[pk]
    )
    if stale:
        DataVersion.touch()


def find_citations(sources: Iterable[tuple[int, str]]) -> dict[int, list[int]]:
    """{row: keys of its citations} for pairs of a row and its sources."""
    known = {(url, title): pk for pk, url, title in Citation.objects.values_list("pk", "url", "title")}
    found = {}
    for pk, text in sources:
        keys = [(each.url, each.title) for each in parse_sources(text)]
        found[pk] = list(dict.fromkeys(known[key] for key in keys if key in known))
    return found


def cite_row(row: Any, source: str = "source") -> None:
    """Make the citations of one row that a person wrote, and ties the row to them."""
    row.citations.set([_find_or_make(parsed) for parsed in parse_sources(getattr(row, source))])


def cite_address(address: str) -> Citation | None:
    """Return the citation of an address, made where there is none; None for what is no address of the web."""
    parsed = parse_sources(address)
    return _find_or_make(parsed[0]) if parsed else None


def _find_or_make(parsed: ParsedCitation) -> Citation:
    """An address without a title is any citation of it, the one without a title first."""
    same = Citation.objects.filter(url=parsed.url).order_by("title")
    if parsed.title:
        same = same.filter(title=parsed.title)
    return same.first() or Citation.objects.create(**_values_of(parsed), note=parsed.note)
