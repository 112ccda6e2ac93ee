"""The curators' actions on what others said: each has a name, a person and a transaction."""

from markets.curation import Refusal
from responses.curation.assessing import AssessmentGround, accept_assessment, sign_assessment
from responses.curation.entering import (
    add_point,
    enter_response,
    summarize_claims,
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
from responses.curation.quoting import NOT_HELD, check_quotations, read_text

__all__ = [
    "NOT_HELD",
    "AssessmentGround",
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
    "summarize_claims",
    "take_claims",
    "read_text",
    "unlink_answer",
    "withdraw_claim",
    "withdraw_point",
    "withdraw_response",
]
