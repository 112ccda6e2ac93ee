"""The columns of recommendations and responses: what USTR asked, what was answered, what came next."""

from dataclasses import replace

from markets.models import Recommendation
from markets.runs import Status
from markets.tables import shared
from markets.tables.columns import Column, Type, describe_choices
from markets.tables.partial_dates import day_columns
from responses.models import Conclusion
from responses.tables.about import (
    PARTY,
    PARTY_NAME,
    POINT,
    RESPONSE,
    RESPONSE_MARKET,
    RESPONSE_MARKET_NAME,
    SAID_ON,
)
from responses.tables.claims import claim_id, in_words
from responses.tables.points import RESPONSE_POINTS
from responses.tracker import AnswerStatus

# A party's file also has rows for what it said that answers no recommendation and no entry.
_NO_ASK = "the row is about the whole entry, or what a party said answers no recommendation"
_NO_ANSWER = "no answer is recorded; `answer` says why"
_NO_MARKET = "in a party's file: what it said is about no market in particular"
_NOT_LISTED = "the edition does not list the market, or the row is about none"
_SINCE = "v2026.2"
_statuses = tuple(Status.choices)
_ANSWERED_ON = replace(SAID_ON, value=lambda record: record.response.said if record.response else "")

EXCHANGE_COLUMNS = (
    Column(
        "row_id",
        Type.ID,
        "Edition, market, ask and point; the response where no point of it is recorded.",
        "2017-taobao-2017-R2-2018-01-12-alibaba-group-1-P1",
    ),
    shared.YEAR,
    shared.EDITION_TITLE,
    shared.RELEASED_ON,
    replace(RESPONSE_MARKET, empty=_NO_MARKET),
    replace(RESPONSE_MARKET_NAME, empty=_NO_MARKET),
    Column(
        "status",
        Type.WORD,
        "What the edition says of the market.",
        "listed",
        lambda record: record.cell.status if record.cell else None,
        words=_statuses,
        empty=f"{_NO_MARKET}, or the edition is not in this record",
    ),
    Column(
        "recommendation_id",
        Type.ID,
        "What USTR asks or criticises.",
        "2017-R2",
        lambda record: record.made.public_id if record.made else "",
        references="recommendations.recommendation_id",
        empty=_NO_ASK,
    ),
    Column(
        "recommendation_kind",
        Type.WORD,
        "Whether USTR asks or criticises.",
        "recommendation",
        lambda record: record.made.kind if record.made else "",
        words=describe_choices(Recommendation.Kind),
        empty=_NO_ASK,
    ),
    Column(
        "recommendation_text",
        Type.TEXT,
        "What USTR says.",
        "Shorten the time …",
        lambda record: record.made.text if record.made else "",
        empty=_NO_ASK,
    ),
    Column(
        "recommendation_url",
        Type.URL,
        "Where it says so.",
        "https://ustr.gov/report.pdf",
        lambda record: record.asked_in[1],
        empty="no address is known",
    ),
    Column(
        "recommendation_page",
        Type.INTEGER,
        "On which page.",
        "21",
        lambda record: record.made.page if record.made else None,
        empty="no page is known",
    ),
    Column(
        "answer",
        Type.WORD,
        "Whether it was answered, as far as we know.",
        "text_not_available",
        lambda record: record.ask.answer.status if record.ask else "",
        words=tuple((str(each), each.sentence) for each in AnswerStatus),
        empty=_NO_ASK,
    ),
    replace(PARTY, value=lambda record: record.party.slug if record.party else "", empty=_NO_ANSWER),
    replace(PARTY_NAME, value=lambda record: record.party.name if record.party else "", empty=_NO_ANSWER),
    replace(
        RESPONSE,
        value=lambda record: record.response.public_id if record.response else "",
        empty=_NO_ANSWER,
    ),
    replace(
        POINT,
        value=lambda record: record.point.public_id if record.point else "",
        empty=f"{_NO_ANSWER}; or no point of the response is recorded",
    ),
    _ANSWERED_ON,
    Column(
        "answer_summary",
        Type.TEXT,
        "What was answered, in our words; of a response without points its title.",
        "Says that …",
        lambda record: (
            record.point.summary if record.point else record.response.title if record.response else ""
        ),
        empty=_NO_ANSWER,
    ),
    Column(
        "answer_quote",
        Type.TEXT,
        "What was answered, in the party's words.",
        "We …",
        lambda record: (
            record.point.quote if record.point else record.response.excerpt if record.response else ""
        ),
        empty="none is recorded",
    ),
    replace(
        RESPONSE_POINTS.column("stance"),
        value=lambda record: record.point.stance if record.point else "",
        empty="not classified, or no answer is recorded",
    ),
    Column(
        "is_inferred",
        Type.BOOLEAN,
        "Whether we infer that this answers that.",
        "true",
        lambda record: record.said.inferred if record.said else None,
        empty=f"{_NO_ANSWER}; or it answers no recommendation and no entry",
    ),
    Column(
        "answer_url",
        Type.URL,
        "Where it was said.",
        "https://www.alizila.com/statement",
        lambda record: record.said_at,
        empty="no address is known",
    ),
    Column(
        "next_year",
        Type.INTEGER,
        "The edition after this one.",
        "2018",
        lambda record: record.next_edition.year if record.next_edition else None,
        empty="there is none yet",
    ),
    Column(
        "next_status",
        Type.WORD,
        "What it says of the market.",
        "listed",
        lambda record: record.next_cell.status if record.next_cell else None,
        words=_statuses,
        empty="there is none yet, or the row is about no market in particular",
    ),
    Column(
        "follow_up",
        Type.CODES,
        "What later editions do with the recommendation, separated by spaces.",
        "repeated",
        lambda record: sorted({link.follow_up for link in record.ask.after.links}) if record.ask else [],
        empty="unknown",
    ),
    Column(
        "assessment",
        Type.WORD,
        "What our curator concludes.",
        "open",
        lambda record: record.ask.assessment.conclusion if record.ask and record.ask.assessment else "",
        words=describe_choices(Conclusion),
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
        lambda record: [in_words(claim) for claim in record.said.claims] if record.said else [],
        since=_SINCE,
        empty="it gives none that is recorded, or no answer is recorded",
    ),
    Column(
        "claim_ids",
        Type.CODES,
        "These claims in the table of claims, in the same order, separated by spaces.",
        "2018-01-12-alibaba-group-1-P5-N1",
        lambda record: [claim_id(claim) for claim in record.said.claims] if record.said else [],
        since=_SINCE,
        empty="as before",
    ),
    Column(
        "recommendation_source",
        Type.TEXT,
        "Who says that USTR asks this, in words.",
        "ustr.gov press release, 12 January 2018",
        lambda record: record.asked_in[0],
        since=_SINCE,
        empty=f"the report was read; or {_NO_ASK}",
    ),
    Column(
        "recommendation_permalink",
        Type.URL,
        "Our page about what USTR asks.",
        "https://example.org/recommendations/2017-R2/?version=v2026.1",
        lambda record: record.ask_permalink,
        since=_SINCE,
        empty=_NO_ASK,
    ),
    Column(
        "listing_permalink",
        Type.URL,
        "Our page about the entry.",
        "https://example.org/editions/2017/taobao/?version=v2026.1",
        since=_SINCE,
        empty=_NOT_LISTED,
    ),
    Column(
        "listing_source",
        Type.TEXT,
        "Who says that the edition lists the market, in words.",
        "ustr.gov press release, 12 January 2018",
        lambda record: record.listed_in[0],
        since=_SINCE,
        empty=f"the report was read; or {_NOT_LISTED}",
    ),
    Column(
        "listing_source_url",
        Type.URL,
        "The first web address of this source.",
        "https://ustr.gov/sites/default/files/2016-Out-of-Cycle-Review-Notorious-Markets.pdf",
        lambda record: record.listed_in[1],
        since=_SINCE,
        empty=f"its address is unknown; or {_NOT_LISTED}",
    ),
    Column(
        "response_permalink",
        Type.URL,
        "Our page about the answer.",
        "https://example.org/responses/2018-01-12-alibaba-group-1/?version=v2026.1#P1",
        since=_SINCE,
        empty=_NO_ANSWER,
    ),
    *day_columns(shared.RELEASED_ON),
    *day_columns(_ANSWERED_ON),
)
