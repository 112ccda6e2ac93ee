"""The tracker of asks and answers: USTR, the responder, the next edition, our assessment."""

from responses.tracker.answers import Answered, answered
from responses.tracker.filter import RecommendationFilter
from responses.tracker.rows import (
    NO_LATER_EDITION,
    UNKNOWN,
    NextEdition,
    Row,
    asks,
    line_of_all,
    links,
    rows_of,
    tracker,
)
from responses.tracker.status import UNANSWERED, AnswerStatus, Said, answer_status

__all__ = [
    "UNKNOWN",
    "NO_LATER_EDITION",
    "UNANSWERED",
    "AnswerStatus",
    "Answered",
    "RecommendationFilter",
    "NextEdition",
    "Row",
    "Said",
    "answer_status",
    "answered",
    "asks",
    "tracker",
    "line_of_all",
    "links",
    "rows_of",
]
