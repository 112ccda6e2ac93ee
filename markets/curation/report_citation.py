"""What an official report settles once it is public: its citation, and which of its lists are complete."""

from urllib.parse import urlsplit

from markets.grid import count_coverage
from markets.models import Citation, Edition, Fetch, Listing, Reading, Stage

OFFICIAL_HOST = "ustr.gov"


def cite_report(edition: Edition, reading: Reading) -> Citation:
    """Tie the edition and its published listings to the report. A copy from an archive or a mirror is named as such."""
    fetch = Fetch.objects.filter(snapshot=reading.snapshot).exclude(url="").order_by("-pk").first()
    url = fetch.url if fetch else edition.report_url
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    copied = f", copy at {host}" if host and host != OFFICIAL_HOST else ""
    values = {
        "publisher": "USTR",
        "published_on": edition.released_on,
        "published_precision": edition.released_precision,
        "kind": Citation.Kind.OFFICIAL_REPORT,
        "language": "en",
    }
    citation, _ = Citation.objects.get_or_create(url=url, title=f"{edition.title}{copied}", defaults=values)
    citation.listings.add(*Listing.objects.filter(reading=reading, stage=Stage.PUBLISHED))
    edition.citations.add(citation)
    edition.sources = edition.sources or citation.url
    return citation


def carry_counts(reading: Reading) -> None:
    """An entry that USTR counts as two counts as two in the report as well."""
    for before in Listing.objects.filter(superseded_by=reading, counts_as__gt=1):
        Listing.objects.filter(reading=reading, market=before.market).update(counts_as=before.counts_as)


def state_completeness(edition: Edition, citation: Citation) -> None:
    """The report prints the whole list: a kind is complete where its entries are as many as USTR stated."""
    coverage = count_coverage([edition])
    for kind in edition.covers:
        cover = coverage[edition.year, kind]
        setattr(edition, f"complete_{kind}", cover.stated is not None and cover.identified == cover.stated)
    if edition.complete_online or edition.complete_physical:
        edition.complete_source = f"{citation.url} ({citation.text})" if citation.url else citation.text
        edition.complete_citations.set([citation])
    edition.save(update_fields=["complete_online", "complete_physical", "complete_source", "sources"])
