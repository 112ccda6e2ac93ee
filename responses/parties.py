"""Which parties the public sees, and their list by kind."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from responses.models import Operation, Party, PartyIdentifier, Response
from responses.models.response import NOTHING_SAID, RESPONSE_HISTORY


def public_parties() -> QuerySet[Party]:
    """Parties with a public response, and those that a source says operate a market or gives a number for."""
    known = (each.objects.public() for each in (Response, Operation, PartyIdentifier))
    said, operates, identified = (Exists(rows.filter(party=OuterRef("pk"))) for rows in known)
    return Party.objects.filter(said | operates | identified)


def group_parties() -> dict[str, Sequence[Party]]:
    """{kind in words: its public parties by name}, kinds without one left out."""
    spoke = RESPONSE_HISTORY.public_at("responses__") & ~Q(responses__kind__in=NOTHING_SAID)
    operated = Operation.objects.public().select_related("market__merged_into")
    listed = (
        public_parties()
        .annotate(said=Count("responses", filter=spoke, distinct=True))
        .order_by(Lower("name"), "slug")
        .prefetch_related(Prefetch("operations", operated))
    )
    kinds: dict[str, Sequence[Party]] = {
        kind.label: [each for each in listed if each.kind == kind] for kind in Party.Kind
    }
    return {label: found for label, found in kinds.items() if found}
