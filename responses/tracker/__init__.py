"""The tracker of recommendations and answers: USTR, the responder, the next edition, our assessment."""

from responses.tracker.answers import Answered, find_answers
from responses.tracker.filter import RecommendationFilter
from responses.tracker.rows import (
    FOLLOW_UP_UNKNOWN,
    NO_LATER_EDITION,
    NextEdition,
    RecommendationRow,
    build_tracker,
    read_lineage,
    read_links,
)
from responses.tracker.status import UNANSWERED, AnswerStatus, Said, find_answer_status

__all__ = [
    "NO_LATER_EDITION",
    "UNANSWERED",
    "FOLLOW_UP_UNKNOWN",
    "AnswerStatus",
    "Answered",
    "NextEdition",
    "RecommendationFilter",
    "RecommendationRow",
    "Said",
    "find_answer_status",
    "build_tracker",
    "find_answers",
    "read_lineage",
    "read_links",
]
