"""A second look at an edition: what a reading would change, field by field, with a word diff of the texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from markets.diffs import SentenceDiff, diff_texts
from markets.ingest.proposal import DraftProposal
from markets.models import Listing

FIELD_LABELS = {
    "printed_name": "printed name",
    "country_codes": "country",
    "city_printed": "city",
    "domains_printed": "domains",
    "text": "text",
    "page": "page",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it is public and as read; `diff` where both are texts."""

    listing: Listing
    label: str
    public: str
    read: str
    diff: tuple[SentenceDiff, ...] = ()


def find_field_changes(proposal: DraftProposal | None) -> Iterator[FieldChange]:
    """Yield the fields that would change, listing by listing."""
    for change in proposal.change if proposal else ():
        for field, (public, read) in change.fields.items():
            words = diff_texts(public, read) if field == "text" and public and read else ()
            yield FieldChange(
                change.listing, FIELD_LABELS[field], _format_field(public), _format_field(read), words
            )


def _format_field(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
