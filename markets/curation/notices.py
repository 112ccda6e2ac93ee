"""What a Federal Register notice tells of a review goes to its edition, by a curator's word."""

import re
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from markets.advisory_lock import lock_edition
from markets.curation.proposing import correct_row
from markets.curation.refusal import Refusal, action
from markets.ingest.sources.federal_register import document_number
from markets.models.basis import PUBLIC, Basis
from markets.models.edition import Edition
from markets.models.proposed_change import ProposedChange
from markets.models.source import DiscoveredDocument

_YEAR = re.compile(r"\b(20\d\d)\s+(?:Special|Review|Out)", re.IGNORECASE)
# what is written, and the column that says how it is known
BASES = {
    "docket_id": "docket_basis",
    "comments_due_on": "deadlines_basis",
    "rebuttals_due_on": "deadlines_basis",
    "fr_document_number": "fr_basis",
}
WORDS = {
    "docket_id": "docket",
    "comments_due_on": "comments due on",
    "rebuttals_due_on": "rebuttals due on",
    "fr_document_number": "the notice",
}


@action("markets.change_edition")
def write_to_edition(
    discovered: DiscoveredDocument, *, instead: bool = False, by: User
) -> Edition | ProposedChange:
    """Write a notice's docket and deadlines to its edition, which is created if there is none.

    The notice is named among the edition's sources and counts as taken up. What a named source says otherwise
    stays, unless `instead`. Of a public edition it is a correction, which an editor decides. Raises Refusal.
    """
    if discovered.kind != "notice" or discovered.published_on is None:
        raise Refusal(f"“{discovered}” is not a notice of a review: it has no docket and no deadlines.")
    year = read_reviewed_year(discovered.title, discovered.published_on)
    lock_edition(year)
    discovered = DiscoveredDocument.objects.select_for_update(of=("self",)).get(pk=discovered.pk)
    stated = {name: value for name, value in _stated_values(discovered).items() if value}
    if not stated:
        raise Refusal(f"No docket and no deadline could be read in “{discovered}”: {discovered.note}.")
    edition = Edition.objects.select_for_update(of=("self",)).filter(year=year).first()
    if edition is None:
        edition = Edition(year=year, title=_title(discovered.title))
    otherwise = [
        f"{WORDS[name]} {getattr(edition, name)}, where the notice says {value}"
        for name, value in stated.items()
        if getattr(edition, name) not in (None, "", value) and getattr(edition, BASES[name]) in PUBLIC
    ]
    if otherwise and not instead:
        raise Refusal(
            f"The {edition} has {'; '.join(otherwise)}. “Write them over the present values” replaces it."
        )
    values: dict[str, Any] = stated | {BASES[name]: Basis.SECONDARY for name in stated}
    if discovered.url not in edition.sources:
        values["sources"] = " ; ".join(filter(None, (edition.sources, discovered.url)))
    result: Edition | ProposedChange = edition
    if edition.published_at is not None:
        result = correct_row(edition, values, reason=f"The Federal Register notice {discovered.url}", by=by)
    else:
        for name, value in values.items():
            setattr(edition, name, value)
        edition.save()
    discovered.state = DiscoveredDocument.State.HANDLED
    discovered.decided_by, discovered.decided_at = by, timezone.now()
    discovered.save(update_fields=["state", "decided_by", "decided_at"])
    return result


def read_reviewed_year(title: str, published_on: date) -> int:
    """Return the year under review: that of the title, else that in which the notice came out."""
    named = _YEAR.search(title)
    return int(named.group(1)) if named else published_on.year


def _title(printed: str) -> str:
    """Return the review's name in a notice's title, without the request for comments that goes with it."""
    named = (part for part in printed.split(":") if "notorious" in part.lower())
    return next(named, printed).strip()[:300]


def _stated_values(discovered: DiscoveredDocument) -> dict[str, date | str | None]:
    return {
        "docket_id": discovered.docket_id,
        "comments_due_on": discovered.comments_due_on,
        "rebuttals_due_on": discovered.rebuttals_due_on,
        "fr_document_number": document_number(discovered.url),
    }
