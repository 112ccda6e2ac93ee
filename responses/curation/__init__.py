"""The curators' actions on what others said: each has a name, a person and a transaction."""

from markets.curation import Refusal
from responses.curation.findings import Evidence, sign_finding
from responses.curation.linking import link_answer
from responses.curation.quoting import NOT_HELD, check_quotations, text_of
from responses.curation.withdrawal import restore_response, withdraw_response

__all__ = [
    "NOT_HELD",
    "Evidence",
    "Refusal",
    "check_quotations",
    "link_answer",
    "restore_response",
    "sign_finding",
    "text_of",
    "withdraw_response",
]
