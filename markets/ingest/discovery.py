"""What a look brought becomes finds: items in the curators' queue."""

from collections.abc import Iterable

from django.db import transaction

from markets.advisory_lock import lock_until_commit
from markets.ingest.pages.clean import clean_text
from markets.ingest.sources import SourceChanged, SourceItem
from markets.ingest.sources.items import can_be_asked, normalize_address
from markets.models import DiscoveredDocument, Edition, Source

_LONGEST_SENTENCE = 1000  # characters
_MOST_ITEMS = 2000  # things that one look may bring: the fullest docket has some hundreds of filings


@transaction.atomic
def keep_finds(source: Source, found: Iterable[SourceItem]) -> list[DiscoveredDocument]:
    """Return the finds that are new: known by their address, whichever source led to them.

    A known find without a day takes the day that another source gives: an index page prints none. An address that
    nobody could ask is left out. Raises SourceChanged where there are more than any source has.
    """
    found = [each for each in found if can_be_asked(each.url)]
    if len(found) > _MOST_ITEMS:
        raise SourceChanged(
            f"{source} shows {len(found)} documents at once, more than it can have; none is kept."
        )
    lock_until_commit("discovered documents")  # two sources may lead to the same document at the same moment
    finds = DiscoveredDocument.objects.values_list("url", "pk", "published_on")
    known = {normalize_address(url): (pk, day) for url, pk, day in finds}
    new = []
    for each in found:
        if each.identity in known:
            pk, day = known[each.identity]
            if day is None and each.published_on is not None:
                DiscoveredDocument.objects.filter(pk=pk).update(published_on=each.published_on)
                known[each.identity] = pk, each.published_on
            continue
        new.append(
            DiscoveredDocument.objects.create(
                source=source,
                url=each.url,
                title=clean_source_text(each.title)[:500],
                kind=each.kind,
                published_on=each.published_on,
                note=clean_source_text(each.note)[:2000],
                docket_id=clean_source_text(each.docket or "")[:40],
                comments_due_on=each.comments_due,
                rebuttals_due_on=each.rebuttals_due,
            )
        )
        known[each.identity] = new[-1].pk, each.published_on
    return new


def clean_source_text(text: str) -> str:
    """Return a source's words as a page may show them: no control characters, nothing that turns the reading."""
    return clean_text(text)[0].strip()


def as_sentence(said: str) -> str:
    """Return what may quote the source: short, and with nothing in it that a page cannot show."""
    text = clean_source_text(said)
    return text if len(text) <= _LONGEST_SENTENCE else f"{text[:_LONGEST_SENTENCE]} …"


def docket_to_ask() -> str:
    """Return the newest docket that is known, from a notice or from an edition. Raises SourceChanged where none is."""
    notices = (
        DiscoveredDocument.objects.filter(kind="notice").exclude(docket_id="").exclude(published_on=None)
    )
    latest = notices.order_by("-published_on").first()
    edition = Edition.objects.exclude(docket_id="").order_by("-year").first()
    # the notice of a year's review comes out in that year, before its edition is known
    noticed = latest.published_on.year if latest and latest.published_on else 0
    if latest and (edition is None or noticed >= edition.year):
        return latest.docket_id
    if edition is None:
        raise SourceChanged("No notice and no edition names a docket to look up on Regulations.gov.")
    return edition.docket_id
