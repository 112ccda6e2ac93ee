"""What the desk of a response shows: its document with marked passages, proposals, points and what they may answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from markets.models import Recommendation
from responses.admin.document import Piece, pieces
from responses.claims import ProposedClaim, propose
from responses.claims.article import QuotedRecommendation, recommendations_in
from responses.claims.register import label_of
from responses.claims.written import in_words
from responses.comparable import figure_of
from responses.curation import summary_of, text_of
from responses.models import Answer, Claim, Response, ResponsePoint
from responses.quotations import Difference, check, suspicious
from responses.tracker.status import said_after


@dataclass(frozen=True, slots=True)
class Proposal:
    """One figure of a sentence. `taken`: a claim of the response says the same already."""

    claim: ProposedClaim
    label: str
    figure: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its figures: taken, they are one point that quotes it."""

    start: int
    quote: str
    summary: str
    proposals: tuple[Proposal, ...]

    @property
    def open(self) -> bool:
        return not all(each.taken for each in self.proposals)


@dataclass(frozen=True, slots=True)
class Ask:
    """A recommendation that a point may answer, and the link to it if there is one."""

    recommendation: Recommendation
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Point:
    """One point as the desk shows it: how its quotation stands to the document, and what looks wrong in it."""

    row: ResponsePoint
    differences: tuple[Difference, ...]
    traps: tuple[str, ...]
    asks: tuple[Ask, ...]
    links: tuple[Answer, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of USTR as a document quotes them, and what looks wrong in them."""

    said: QuotedRecommendation
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it. `text` is None where no document is held, or none that can be read."""

    text: str | None
    pieces: list[Piece] = field(default_factory=list)
    sentences: tuple[Sentence, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    points: tuple[Point, ...] = ()
    share: int = 0  # percent of the document's text that the points quote


def read(response: Response) -> Desk:
    """The desk of a response: a constant number of queries, whatever it holds."""
    text = text_of(response.snapshot) if response.snapshot else None
    rows = list(
        response.points.filter(withdrawn_at__isnull=True)
        .prefetch_related(
            Prefetch("claims", Claim.objects.filter(withdrawn_at__isnull=True).order_by("ordinal")),
            Prefetch(
                "answers",
                Answer.objects.filter(withdrawn_at__isnull=True)
                .select_related("recommendation", "edition", "market")
                .order_by("pk"),
            ),
        )
        .order_by("ordinal")
    )
    asked = may_answer(response)
    checked = {row.pk: check(row.quote, text) for row in rows if text and row.quote.strip()}
    points = []
    for row in rows:
        links = tuple(row.answers.all())
        by_ask = {link.recommendation_id: link for link in links}
        points.append(
            Point(
                row=row,
                differences=checked[row.pk].differences if row.pk in checked else (),
                traps=suspicious(row.quote, False),
                asks=tuple(Ask(each, by_ask.get(each.pk)) for each in asked),
                links=links,
                claims=tuple(row.claims.all()),
            )
        )
    if text is None:
        return Desk(None, points=tuple(points))
    sentences, quoted = _sentences(text, rows), _quoted(text)
    spans = [(each.start, each.start + len(each.quote), f"s{each.start}") for each in sentences]
    spans += [(each.said.start, each.said.end, f"q{each.said.start}") for each in quoted]
    for row in rows:
        found = checked.get(row.pk)
        if found and found.start is not None and found.end is not None:
            spans.append((found.start, found.end, f"p{row.ordinal}"))
    share = round(100 * sum(len(row.quote) for row in rows) / max(len(text), 1))
    return Desk(text, pieces(text, spans), sentences, quoted, tuple(points), share)


def may_answer(response: Response) -> list[Recommendation]:
    """What USTR had asked of the market, in any edition that was out when the response was said: newest first."""
    asked = Recommendation.objects.filter(public_id__isnull=False, stage="published").select_related(
        "edition"
    )
    if response.market is None:
        asked = asked.filter(edition=response.edition)
    else:
        market = response.market.merged_into or response.market
        asked = asked.filter(Q(market=market) | Q(market__merged_into=market))
    return [
        each
        for each in asked.order_by("-edition__year", "-kind", "ordinal")
        if said_after(response, each.edition.released_on, each.edition.released_precision)
    ]


def _sentences(text: str, rows: Sequence[ResponsePoint]) -> tuple[Sentence, ...]:
    held = {(row.quote, claim.metric, claim.value, claim.unit) for row in rows for claim in row.claims.all()}
    by_start: dict[int, list[ProposedClaim]] = {}
    for claim in propose(text):
        by_start.setdefault(claim.start, []).append(claim)
    return tuple(
        Sentence(
            start=start,
            quote=claims[0].quote,
            summary=summary_of(claims),
            proposals=tuple(
                Proposal(
                    claim=each,
                    label=label_of(each.metric),
                    figure=in_words(figure_of(each, None)),
                    taken=(each.quote.strip(), each.metric, each.signed, each.unit) in held,
                )
                for each in claims
            ),
        )
        for start, claims in by_start.items()
    )


def _quoted(text: str) -> tuple[Quoted, ...]:
    return tuple(
        Quoted(each, suspicious(each.words, True)) for each in recommendations_in(text).recommendations
    )
