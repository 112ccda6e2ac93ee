"""What the desk of a response shows: its document with marked passages, proposals, points and what they may answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch

from markets.models import Market, Recommendation
from markets.proposals import compute_similarity
from responses.admin.document import DocumentPiece, split_document
from responses.claims import ProposedClaim, propose_claims
from responses.claims.article import QuotedRecommendation, recommendations_in
from responses.claims.register import label_of
from responses.claims.written import in_words
from responses.curation.document_lines import RunningText
from responses.curation.entering import summarize_claims
from responses.curation.quoting import read_with_doubts
from responses.models import Answer, Claim, Response, ResponsePoint
from responses.quotations import Difference, check_quotation, find_suspicions
from responses.tracker.status import is_said_after

MOST_LIKELY = 2
"""How many recommendations are offered for a point with one click."""


@dataclass(frozen=True, slots=True)
class FigureProposal:
    """One figure of a sentence. `taken`: a claim of the response says the same already."""

    claim: ProposedClaim
    label: str
    figure: str
    taken: bool


@dataclass(frozen=True, slots=True)
class SentenceProposal:
    """A sentence with its figures: taken, they are one point that quotes it."""

    start: int
    quote: str
    summary: str
    proposals: tuple[FigureProposal, ...]

    @property
    def open(self) -> bool:
        return not all(each.taken for each in self.proposals)


@dataclass(frozen=True, slots=True)
class AnswerableRecommendation:
    """A recommendation that a point may answer, and the link to it if there is one."""

    recommendation: Recommendation
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class DeskPoint:
    """One point as the desk shows it: how its quotation differs from the document, and what looks wrong in it."""

    row: ResponsePoint
    differences: tuple[Difference, ...]
    traps: tuple[str, ...]
    asks: tuple[AnswerableRecommendation, ...]
    links: tuple[Answer, ...]
    claims: tuple[Claim, ...]
    likely: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of USTR as a document quotes them, and what looks wrong in them."""

    said: QuotedRecommendation
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseDesk:
    """All of it. `text` is None where there is no document, or none that can be read; `doubts` are on its reading."""

    text: str | None
    pieces: list[DocumentPiece] = field(default_factory=list)
    sentences: tuple[SentenceProposal, ...] = ()
    quoted: tuple[QuotedWords, ...] = ()
    points: tuple[DeskPoint, ...] = ()
    share: int = 0  # percent of the document's text that the points quote
    doubts: tuple[str, ...] = ()


def read_desk(response: Response) -> ResponseDesk:
    """Return the desk of a response: a constant number of queries, whatever it holds."""
    text, doubts = read_with_doubts(response.snapshot) if response.snapshot else RunningText(None)
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
    asked = find_answerable(response)
    checked = {row.pk: check_quotation(row.quote, text) for row in rows if text and row.quote.strip()}
    points = []
    for row in rows:
        links = tuple(row.answers.all())
        by_ask = {link.recommendation_id: link for link in links}
        ranked = rank_likely(row, asked)
        points.append(
            DeskPoint(
                row=row,
                differences=checked[row.pk].differences if row.pk in checked else (),
                traps=find_suspicions(row.quote, False),
                asks=tuple(AnswerableRecommendation(each, by_ask.get(each.pk)) for each in ranked),
                likely=tuple(each for each in ranked[:MOST_LIKELY] if each.pk not in by_ask),
                links=links,
                claims=tuple(row.claims.all()),
            )
        )
    if text is None:
        return ResponseDesk(None, points=tuple(points))
    sentences, quoted = _find_sentences(text, rows), _find_quoted(text)
    spans = [(each.start, each.start + len(each.quote), f"s{each.start}") for each in sentences]
    spans += [(each.said.start, each.said.end, f"q{each.said.start}") for each in quoted]
    for row in rows:
        found = checked.get(row.pk)
        if found and found.start is not None and found.end is not None:
            spans.append((found.start, found.end, f"p{row.ordinal}"))
    share = round(100 * sum(len(row.quote) for row in rows) / max(len(text), 1))
    return ResponseDesk(text, split_document(text, spans), sentences, quoted, tuple(points), share, doubts)


def find_answerable(response: Response) -> list[Recommendation]:
    """What USTR had asked of the market, in any edition that was out when the response was said: newest first."""
    asked = Recommendation.objects.filter(public_id__isnull=False, stage="published").select_related(
        "edition"
    )
    if response.market is None:
        asked = asked.filter(edition=response.edition)
    else:
        asked = asked.filter(market__in=Market.objects.with_merged([response.market.canonical_id]))
    return [
        each
        for each in asked.order_by("-edition__year", "-kind", "ordinal")
        if is_said_after(response, each.edition.released_on, each.edition.released_precision)
    ]


def rank_likely(point: ResponsePoint, asked: Sequence[Recommendation]) -> list[Recommendation]:
    """Return those whose words are most like the point's first; of equal ones the order stays."""
    words = f"{point.summary} {point.quote}"
    return sorted(asked, key=lambda each: -compute_similarity(each.text, words))


def _find_sentences(text: str, rows: Sequence[ResponsePoint]) -> tuple[SentenceProposal, ...]:
    recorded = {
        (" ".join(row.quote.split()), claim.metric, claim.value, claim.unit)
        for row in rows
        for claim in row.claims.all()
    }
    by_start: dict[int, list[ProposedClaim]] = {}
    for claim in propose_claims(text):
        by_start.setdefault(claim.start, []).append(claim)
    return tuple(
        SentenceProposal(
            start=start,
            quote=claims[0].quote,
            summary=summarize_claims(claims),
            proposals=tuple(
                FigureProposal(
                    claim=each,
                    label=label_of(each.metric),
                    figure=in_words(replace(each, value=each.signed)),
                    taken=(" ".join(each.quote.split()), each.metric, each.signed, each.unit) in recorded,
                )
                for each in claims
            ),
        )
        for start, claims in by_start.items()
    )


def _find_quoted(text: str) -> tuple[QuotedWords, ...]:
    return tuple(
        QuotedWords(each, find_suspicions(each.words, True))
        for each in recommendations_in(text).recommendations
    )
