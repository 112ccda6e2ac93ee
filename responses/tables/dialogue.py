"""Asks and answers side by side: every listing, what USTR asked in it, what was answered, what came next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from markets.grid import Grid
from markets.models import Edition, Market, Recommendation
from markets.models.market import CANONICAL, within
from markets.spells import STATUS_WORDS, Status
from markets.tables import shared
from markets.tables.batches import batches
from markets.tables.citing import cite_here
from markets.tables.columns import EXCERPTS, Column, Row, Table, Type, words
from markets.tables.evidence import address_in
from markets.tables.scope import Scope, permalink
from responses.board import AnswerStatus, Said, board
from responses.board import Row as Ask
from responses.models import Answer, Conclusion, Stance
from responses.tables.about import PARTY, PARTY_NAME, POINT, RESPONSE, SAID_ON
from responses.tables.points import RESPONSE_POINTS

_NO_ASK = "the row is about the entry as a whole"
_NO_ANSWER = "no answer is recorded; `answer` says why"
_statuses = tuple((str(status), word) for status, word in STATUS_WORDS.items())
_stance = replace(RESPONSE_POINTS.column("stance"), empty="not coded, or no answer is recorded")

COLUMNS = (
    Column(
        "row_id",
        Type.ID,
        "Edition, market, ask and point.",
        "2017-taobao-2017-R2-2018-01-12-alibaba-group-1-P1",
    ),
    shared.YEAR,
    shared.EDITION_TITLE,
    shared.RELEASED_ON,
    shared.MARKET,
    shared.MARKET_NAME,
    Column("status", Type.WORD, "What the edition says of the market.", "listed", words=_statuses),
    Column(
        "recommendation_id",
        Type.ID,
        "What USTR asks or criticises.",
        "2017-R2",
        references="recommendations.recommendation_id",
        empty=_NO_ASK,
    ),
    Column(
        "recommendation_kind",
        Type.WORD,
        "Whether USTR asks or criticises.",
        "recommendation",
        words=words(Recommendation.Kind),
        empty=_NO_ASK,
    ),
    Column("recommendation_text", Type.TEXT, "What USTR says.", "Shorten the time …", empty=_NO_ASK),
    Column(
        "recommendation_url",
        Type.URL,
        "Where it says so.",
        "https://ustr.gov/report.pdf",
        empty="no address is known",
    ),
    Column("recommendation_page", Type.INTEGER, "On which page.", "21", empty="no page is known"),
    Column(
        "answer",
        Type.WORD,
        "Whether it was answered, as far as we know.",
        "not_recovered",
        words=tuple((str(each), each.sentence) for each in AnswerStatus),
        empty=_NO_ASK,
    ),
    replace(PARTY, empty=_NO_ANSWER),
    replace(PARTY_NAME, empty=_NO_ANSWER),
    replace(RESPONSE, empty=_NO_ANSWER),
    replace(POINT, empty=_NO_ANSWER),
    SAID_ON,
    Column("answer_summary", Type.TEXT, "What was answered, in our words.", "Says that …", empty=_NO_ANSWER),
    Column(
        "answer_quote",
        Type.TEXT,
        "What was answered, in the party's words.",
        "We …",
        empty="none is recorded",
    ),
    replace(_stance, words=words(Stance)),
    Column("is_inferred", Type.BOOLEAN, "Whether we infer that this answers that.", "true", empty=_NO_ANSWER),
    Column(
        "answer_url",
        Type.URL,
        "Where it was said.",
        "https://www.alizila.com/statement",
        empty="no address is known",
    ),
    Column("next_year", Type.INTEGER, "The edition after this one.", "2018", empty="there is none yet"),
    Column(
        "next_status",
        Type.WORD,
        "What it says of the market.",
        "listed",
        words=_statuses,
        empty="there is none yet",
    ),
    Column(
        "treatment",
        Type.CODES,
        "What later editions do with the ask, parted by spaces.",
        "repeated",
        empty="not established",
    ),
    Column(
        "finding",
        Type.WORD,
        "What our curator concludes.",
        "open",
        words=words(Conclusion),
        empty="no finding",
    ),
    Column("finding_by", Type.TEXT, "Who signed it, and when.", "A. Curator, 2026-05-04", empty="no finding"),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A market in an edition, and the edition after it."""

    edition: Edition
    market: Market
    status: Status
    after: Edition | None
    next_status: Status | None


def _rows(scope: Scope) -> Iterator[Row]:
    for part in batches(scope):
        yield from _of_some(part, scope)


def _of_some(matrix: Grid, scope: Scope) -> Iterator[Row]:
    """The rows of some markets, in their order."""
    asks: dict[tuple[int, int], list[Ask]] = defaultdict(list)
    own = within(row.market.pk for row in matrix.rows)
    for ask in board(Recommendation.objects.filter(own), matrix):
        asks[ask.market.pk, ask.recommendation.edition.year].append(ask)
    whole = _to_the_entry(own)
    following = dict(zip(matrix.years, matrix.editions[1:], strict=False))
    for row in matrix.rows:
        for edition in matrix.editions:
            key = (row.market.pk, edition.year)
            status = row.statuses[edition.year]
            here = status is Status.LISTED or key in asks or key in whole
            if not here or not scope.holds(row.market.slug, edition.year):
                continue
            after = following.get(edition.year)
            entry = _Entry(edition, row.market, status, after, row.statuses[after.year] if after else None)
            made = [_row(entry, None, said, scope) for said in whole.get(key, ())]
            for ask in asks.get(key, ()):
                made += [_row(entry, ask, said, scope) for said in ask.answer.said or (None,)]
            yield from sorted(made or [_row(entry, None, None, scope)], key=lambda each: each[0])


def _to_the_entry(own: Q) -> dict[tuple[int, int], list[Said]]:
    links = (
        Answer.objects.public()
        .filter(own, to=Answer.To.ENTRY)
        .annotate(of=CANONICAL)
        .select_related("point__response__party", "edition")
        .order_by()
    )
    found: dict[tuple[int, int], list[Said]] = defaultdict(list)
    for link in links:
        if link.edition is not None:
            found[link.of, link.edition.year].append(Said(link.point, link.inferred))
    return dict(found)


def _row(entry: _Entry, ask: Ask | None, said: Said | None, scope: Scope) -> Row:
    edition, market = entry.edition, entry.market
    parts = [f"{edition.year}-{market.slug}"]
    parts += [ask.recommendation.public_id or ""] if ask else []
    parts += [said.point.public_id] if said else []
    path = ask.recommendation.get_absolute_url() if ask else market.get_absolute_url()
    address = permalink(path)
    what = f"“{market.name}” in the {edition.year} List, what was asked and answered"
    return (
        "-".join(parts),
        edition.year,
        edition.title,
        edition.released,
        market.slug,
        market.name,
        entry.status,
        *_asked(ask),
        *_answered(said),
        entry.after.year if entry.after else None,
        entry.next_status,
        *_after(ask),
        address,
        scope.version,
        cite_here(what, scope.version, address),
    )


def _asked(ask: Ask | None) -> Sequence[object]:
    if ask is None:
        return ("", "", "", "", None, "")
    made = ask.recommendation
    return (made.public_id, made.kind, made.text, address_in(made.source), made.page, ask.answer.status)


def _answered(said: Said | None) -> Sequence[object]:
    if said is None:
        return ("", "", "", "", "", "", "", "", None, "")
    point, response = said.point, said.response
    return (
        response.party.slug,
        response.party.name,
        response.public_id,
        point.public_id,
        response.said,
        point.summary,
        point.quote,
        point.stance,
        said.inferred,
        point.url or response.url,
    )


def _after(ask: Ask | None) -> Sequence[object]:
    if ask is None:
        return ((), "", "")
    finding = ask.finding
    signed = f"{finding.signed_as}, {finding.signed_at.date().isoformat()}" if finding else ""
    return (
        sorted({link.treatment for link in ask.after.links}),
        finding.conclusion if finding else "",
        signed,
    )


DIALOGUE = Table(
    name="dialogue",
    title="Asks and answers",
    about="One row per listing, ask and answer: the whole exchange about a market in one file.",
    columns=COLUMNS,
    key=("row_id",),
    rows=_rows,
    licence=EXCERPTS,
    sorted_by=("market", "year", "row_id"),
)
