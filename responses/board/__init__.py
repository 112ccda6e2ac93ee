"""The board of asks and answers: USTR, the responder, the next edition, our finding."""

from responses.board.answers import Answered, answered
from responses.board.filter import BoardFilter
from responses.board.rows import (
    NO_LATER_EDITION,
    NOT_ESTABLISHED,
    NextEdition,
    Row,
    asks,
    board,
    line_of_all,
    links,
    rows_of,
)
from responses.board.status import UNANSWERED, AnswerStatus, Said, answer_status

__all__ = [
    "NOT_ESTABLISHED",
    "NO_LATER_EDITION",
    "UNANSWERED",
    "AnswerStatus",
    "Answered",
    "BoardFilter",
    "NextEdition",
    "Row",
    "Said",
    "answer_status",
    "answered",
    "asks",
    "board",
    "line_of_all",
    "links",
    "rows_of",
]
