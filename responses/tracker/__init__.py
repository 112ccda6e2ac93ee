"""The tracker of recommendations and answers: USTR, the responder, the next edition, our assessment."""

from responses.tracker.filter import RecommendationFilter
from responses.tracker.rows import RecommendationRow, build_tracker, read_lineage
from responses.tracker.status import AnswerStatus, Said, find_answer_status
