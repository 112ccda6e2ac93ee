"""The columns of this table: what USTR asked, what was answered, what came next, and where all of it stands."""

from __future__ import annotations

from dataclasses import replace

from markets.models import Recommendation
from markets.runs import STATUS_WORDS
from markets.tables import shared
from markets.tables.columns import Column, Type, words
from responses.models import Conclusion, Stance
from responses.tables.about import PARTY, PARTY_NAME, POINT, RESPONSE, SAID_ON
from responses.tables.points import RESPONSE_POINTS
from responses.tracker import AnswerStatus

# A party's file also has rows for what it said that answers no ask and no entry.
_NO_ASK = "the row is about the entry as a whole, or about what a party said that answers no ask"
_NO_ANSWER = "no answer is recorded; `answer` says why"
_NO_MARKET = "in the file of a party: what it said is about no market in particular"
_NOT_LISTED = "the edition does not list the market, or the row is about no market in particular"
_SINCE = "2026.2"
_statuses = tuple((str(status), word) for status, word in STATUS_WORDS.items())
_stance = replace(RESPONSE_POINTS.column("stance"), empty="not coded, or no answer is recorded")

COLUMNS = (
    Column(
        "row_id",
        Type.ID,
        "Edition, market, ask and point; the response where no point of it is recorded.",
        "2017-taobao-2017-R2-2018-01-12-alibaba-group-1-P1",
    ),
    shared.YEAR,
    shared.EDITION_TITLE,
    shared.RELEASED_ON,
    replace(shared.MARKET, empty=_NO_MARKET),
    replace(shared.MARKET_NAME, empty=_NO_MARKET),
    Column(
        "status",
        Type.WORD,
        "What the edition says of the market.",
        "listed",
        words=_statuses,
        empty=f"{_NO_MARKET}, or the edition is not in this record",
    ),
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
        "text_not_available",
        words=tuple((str(each), each.sentence) for each in AnswerStatus),
        empty=_NO_ASK,
    ),
    replace(PARTY, empty=_NO_ANSWER),
    replace(PARTY_NAME, empty=_NO_ANSWER),
    replace(RESPONSE, empty=_NO_ANSWER),
    replace(POINT, empty=f"{_NO_ANSWER}; or no point of the response is recorded"),
    SAID_ON,
    Column(
        "answer_summary",
        Type.TEXT,
        "What was answered, in our words; of a response without points its title.",
        "Says that …",
        empty=_NO_ANSWER,
    ),
    Column(
        "answer_quote",
        Type.TEXT,
        "What was answered, in the party's words.",
        "We …",
        empty="none is recorded",
    ),
    replace(_stance, words=words(Stance)),
    Column(
        "is_inferred",
        Type.BOOLEAN,
        "Whether we infer that this answers that.",
        "true",
        empty=f"{_NO_ANSWER}; or it answers no ask and no entry",
    ),
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
        empty="there is none yet, or the row is about no market in particular",
    ),
    Column(
        "follow_up",
        Type.CODES,
        "What later editions do with the ask, parted by spaces.",
        "repeated",
        empty="unknown",
    ),
    Column(
        "assessment",
        Type.WORD,
        "What our curator concludes.",
        "open",
        words=words(Conclusion),
        empty="no assessment",
    ),
    Column(
        "assessment_by",
        Type.TEXT,
        "Who signed it, and when.",
        "A. Curator, 2026-05-04",
        empty="no assessment",
    ),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
    Column(
        "answer_claims",
        Type.TEXTS,
        "The numbers that the answer gives, each with what one must know before comparing it.",
        "Takedown requests handled within 24 hours: 97% (period: not stated, of: takedown requests)",
        since=_SINCE,
        empty="it gives none that is recorded, or no answer is recorded",
    ),
    Column(
        "claim_ids",
        Type.CODES,
        "These claims in the table of claims, in the same order, parted by spaces.",
        "2018-01-12-alibaba-group-1-P5-N1",
        since=_SINCE,
        empty="as before",
    ),
    Column(
        "recommendation_source",
        Type.TEXT,
        "Who says that USTR asks this, in words.",
        "ustr.gov press release, 12 January 2018",
        since=_SINCE,
        empty=f"the report itself was read; or {_NO_ASK}",
    ),
    Column(
        "recommendation_permalink",
        Type.URL,
        "Our page about what USTR asks.",
        "https://example.org/recommendations/2017-R2/",
        since=_SINCE,
        empty=_NO_ASK,
    ),
    Column(
        "listing_permalink",
        Type.URL,
        "Our page about the entry.",
        "https://example.org/editions/2017/taobao/",
        since=_SINCE,
        empty=_NOT_LISTED,
    ),
    Column(
        "listing_source",
        Type.TEXT,
        "Who says that the edition lists the market, in words.",
        "ustr.gov press release, 12 January 2018",
        since=_SINCE,
        empty=f"the report itself was read; or {_NOT_LISTED}",
    ),
    Column(
        "listing_source_url",
        Type.URL,
        "The first web address of this source.",
        "https://ustr.gov/sites/default/files/2016-Out-of-Cycle-Review-Notorious-Markets.pdf",
        since=_SINCE,
        empty=f"the source has no address that we know; or {_NOT_LISTED}",
    ),
    Column(
        "response_permalink",
        Type.URL,
        "Our page about the answer.",
        "https://example.org/responses/2018-01-12-alibaba-group-1/#P1",
        since=_SINCE,
        empty=_NO_ANSWER,
    ),
)
