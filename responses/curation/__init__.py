"""The curators' actions on what others said: each has a name, a person and a transaction."""

from markets.curation import Refusal
from responses.curation.assessing import Evidence, accept_assessment, sign_assessment
from responses.curation.entering import (
    add_point,
    enter_response,
    summary_of,
    take_claims,
    withdraw_claim,
    withdraw_point,
)
from responses.curation.linking import link_answer, unlink_answer
from responses.curation.publishing import (
    publish_response,
    restore_response,
    review_response,
    revise_response,
    withdraw_response,
)
from responses.curation.quoting import NOT_HELD, check_quotations, text_of

__all__ = [
    "NOT_HELD",
    "Evidence",
    "Refusal",
    "accept_assessment",
    "add_point",
    "check_quotations",
    "enter_response",
    "link_answer",
    "publish_response",
    "restore_response",
    "review_response",
    "revise_response",
    "sign_assessment",
    "summary_of",
    "take_claims",
    "text_of",
    "unlink_answer",
    "withdraw_claim",
    "withdraw_point",
    "withdraw_response",
]
