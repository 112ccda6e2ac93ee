"""Finds the report of an edition: the known addresses first, then archives, then mirrors."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from markets.backfill.models import ReportAddress
from markets.ingest.fetch import Client, NotFetched
from markets.ingest.pages.limits import MAX_BYTES
from markets.ingest.pipeline import Tell, read_snapshot, store_snapshot
from markets.models.reading import Reading
from markets.models.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A stored report of the right edition, and the address that it came from."""

    snapshot: Snapshot
    address: ReportAddress
    url: str


def find_addresses(year: int) -> list[ReportAddress]:
    """Return the addresses to try for an edition's report, in their order. HTML copies are links for people only."""
    return list(
        ReportAddress.objects.filter(
            year=year,
            document=ReportAddress.Document.REPORT,
            media=ReportAddress.Media.PDF,
            withdrawn_at__isnull=True,
        ).order_by("rank", "pk")
    )


def use_https(url: str) -> str:
    """The address over https where it is a plain `http:` one on the usual port: nothing is fetched without TLS."""
    parts = urlsplit(url)
    return parts._replace(scheme="https").geturl() if parts.scheme == "http" and parts.port is None else url


def fetch_report(year: int, client: Client, tell: Tell) -> FoundReport | None:
    """Return the first address that answers with the List of this year; None where none does."""
    addresses = find_addresses(year)
    # These may be asked for the report, and no others.
    hosts = frozenset(urlsplit(address.url).hostname or "" for address in addresses)
    for address in addresses:
        found = _try_address(address, hosts, client, tell)
        if found is not None:
            return found
    return None


def _try_address(
    address: ReportAddress, hosts: frozenset[str], client: Client, tell: Callable[[str], None]
) -> FoundReport | None:
    try:
        got = client.fetch(use_https(address.url), allowed=hosts, cap=MAX_BYTES, wanted="pdf")
    except NotFetched as refusal:
        tell(f"{address.year}: not fetched ({address.kind}): {refusal}")
        return None
    snapshot = store_snapshot(
        got.content or b"", url=got.final_url, status=got.status, headers=dict(got.headers)
    )
    reading = read_snapshot(snapshot)
    if reading.state == Reading.State.REFUSED or reading.parsed is None:
        tell(f"{address.year}: fetched ({address.kind}) and refused: {reading.sentence}")
        return None
    printed = reading.parsed["edition"]["year"]
    if printed != address.year:
        tell(f"{address.year}: fetched ({address.kind}), but it is the {printed} List.")
        return None
    return FoundReport(snapshot, address, got.final_url)
