"""What the form for a response is filled in with: from a discovered document, a stored one, or a recommendation."""

from typing import Any

from django.http import HttpRequest

from markets.models import DiscoveredDocument, Edition, Market, Snapshot, Source
from responses.models import Operation, Party, Response


def find_discovered(request: HttpRequest) -> DiscoveredDocument | None:
    """Return the discovered document that the page was opened for."""
    pk = request.GET.get("discovered", "")
    rows = DiscoveredDocument.objects.select_related("source", "snapshot")
    return rows.filter(pk=pk).first() if pk.isdigit() else None


def fill_in(request: HttpRequest, discovered: DiscoveredDocument | None) -> dict[str, Any]:
    """{field: value} for the form. What a person must decide stays empty."""
    known: dict[str, Any] = {"snapshot": request.GET.get("snapshot")}
    known |= {name: request.GET[name] for name in ("edition", "market") if request.GET.get(name)}
    if discovered is None:
        return known
    party = find_party(f"{discovered.source.name} {discovered.title}")
    known |= {
        "title": discovered.title[:400],
        "url": discovered.url if discovered.url.startswith(("http://", "https://")) else "",
        "said_on": discovered.published_on,
        "edition": find_edition(discovered),
        "kind": guess_kind(discovered.source),
        "source": f"{discovered.source.name}: {discovered.title or discovered.url}",
        "docket_id": discovered.docket_id,
        "evidence": "secondary",
        "language": "en",
    }
    if discovered.snapshot is not None:
        known |= {"snapshot": discovered.snapshot.sha256, "held": Response.Held.WHOLE}
    if party is not None:
        known |= {"party": party, "role": Response.Role.COMPANY, "market": find_market(party)}
    return known


def find_party(text: str) -> Party | None:
    """Return the party with the longest name that the text names."""
    words = text.casefold()
    named = [party for party in Party.objects.all() if party.name.casefold() in words]
    return max(named, key=lambda party: len(party.name), default=None)


def find_market(party: Party) -> Market | None:
    """Return the only market that a party operates; None where it operates several."""
    markets = {row.market for row in Operation.objects.public().filter(party=party).select_related("market")}
    return markets.pop() if len(markets) == 1 else None


def find_edition(discovered: DiscoveredDocument) -> Edition | None:
    """Return the latest edition that had come out when the document was published."""
    released = Edition.objects.public().filter(released_on__isnull=False)
    if discovered.published_on:
        released = released.filter(released_on__lte=discovered.published_on)
    return released.order_by("-released_on").first()


def guess_kind(source: Source) -> str:
    """Return a docket holds filings; a newsroom holds press statements."""
    is_docket = source.kind == Source.Kind.REGULATIONS
    return Response.Kind.DOCKET_SUBMISSION if is_docket else Response.Kind.PRESS_STATEMENT


def list_similar(response: Response) -> list[Response]:
    """Public responses of the same party to the same edition, which may be the same statement."""
    rows = Response.objects.public().filter(party=response.party, edition=response.edition)
    return list(rows.exclude(pk=response.pk).order_by("said_on")[:10])


def read_snapshot_value(values: dict[str, Any]) -> Snapshot | None:
    """Return the stored document that a filled-in form names."""
    sha256 = values.get("snapshot")
    return Snapshot.objects.filter(sha256=sha256).first() if sha256 else None
