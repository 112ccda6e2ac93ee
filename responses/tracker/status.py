"""What can be said of the answer to one recommendation. *Not addressed* needs the most evidence."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from markets.models.basis import ISO_LENGTHS
from responses.models import Response, ResponsePoint, Stance
from responses.models.response import NOTHING_SAID


class AnswerStatus(TextChoices):
    """In the order of the pages."""

    ANSWERED = "answered", "answered"
    LIKELY_ANSWER = "likely_answer", "likely answer (our reading)"
    TEXT_NOT_AVAILABLE = "text_not_available", "text not available"
    NOT_ADDRESSED = "not_addressed", "not addressed in the response"
    DECLINED = "declined", "declined to comment"
    RESPONSE_BEFORE_RELEASE = "response_before_release", "response only before the List came out"
    NO_RESPONSE_FOUND = "no_response_found", "no response found"
    NO_RESPONSE_ON_RECORD = "no_response_on_record", "no response on record"

    @property
    def sentence(self) -> str:
        return ANSWER_SENTENCES[self]


ANSWER_SENTENCES = {
    AnswerStatus.ANSWERED: "The party says that this answers the point.",
    AnswerStatus.LIKELY_ANSWER: "In our reading this answers the point. The party does not say so.",
    AnswerStatus.TEXT_NOT_AVAILABLE: "There was a response, but we do not have its full text. We cannot tell whether "
    "it addresses this point.",
    AnswerStatus.NOT_ADDRESSED: "We have the full text of every known response. None addresses this point.",
    AnswerStatus.DECLINED: "The party declined to comment.",
    AnswerStatus.RESPONSE_BEFORE_RELEASE: "A response was filed in the review, before the List came out. We know "
    "of none since.",
    AnswerStatus.NO_RESPONSE_FOUND: "We searched for a response and found none.",
    AnswerStatus.NO_RESPONSE_ON_RECORD: "We have no response on record. There may be one.",
}

UNANSWERED = frozenset(
    {
        AnswerStatus.NOT_ADDRESSED,
        AnswerStatus.DECLINED,
        AnswerStatus.RESPONSE_BEFORE_RELEASE,
        AnswerStatus.NO_RESPONSE_FOUND,
        AnswerStatus.NO_RESPONSE_ON_RECORD,
    }
)
"""As far as we know. *Text not available* is not among them: there may well be an answer that we have not seen."""

DISPUTING = frozenset({Stance.DISPUTES, Stance.REJECTS})


@dataclass(frozen=True, slots=True)
class Said:
    """One public point that answers one recommendation. `inferred`: the link is ours, not the party's own."""

    point: ResponsePoint
    inferred: bool

    @property
    def response(self) -> Response:
        return self.point.response

    @property
    def answers(self) -> bool:
        """Whether it says anything: a refusal to comment and a noted silence are not answers."""
        return self.response.kind not in NOTHING_SAID and self.point.stance != Stance.SILENT


def find_answer_status(
    said: Sequence[Said], about: Iterable[Response], before: Iterable[Response] = ()
) -> AnswerStatus:
    """The status of one recommendation. `said`: the points linked to it; `about`: every known response to its entry.

    `before`: what was filed in the review, before the edition came out. It answers no point, but it is on record.
    *Not addressed* needs at least one response, and the whole text of every one of them.
    """
    answers = [each for each in said if each.answers]
    if answers:
        own = any(not each.inferred for each in answers)
        return AnswerStatus.ANSWERED if own else AnswerStatus.LIKELY_ANSWER
    known = {response.pk: response for response in (*about, *(each.response for each in said))}
    texts = [response for response in known.values() if response.kind not in NOTHING_SAID]
    if texts:
        whole = all(response.held == Response.Held.WHOLE for response in texts)
        return AnswerStatus.NOT_ADDRESSED if whole else AnswerStatus.TEXT_NOT_AVAILABLE
    kinds = {response.kind for response in known.values()}
    if Response.Kind.DECLINED in kinds:
        return AnswerStatus.DECLINED
    if any(response.kind not in NOTHING_SAID for response in before):
        return AnswerStatus.RESPONSE_BEFORE_RELEASE
    return AnswerStatus.NO_RESPONSE_FOUND if kinds else AnswerStatus.NO_RESPONSE_ON_RECORD


def is_said_after(response: Response, released: datetime.date | None, precision: str) -> bool:
    """Return whether a response can have been said after an edition came out; where a date is unknown, it can.

    A filing made in the review of an edition comes before that edition, and cannot answer it.
    """
    if response.said_on is None or released is None:
        return True
    length = min(ISO_LENGTHS[each] for each in (response.said_precision, precision))
    return response.said_on.isoformat()[:length] >= released.isoformat()[:length]
