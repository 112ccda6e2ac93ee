"""What may be said of an answer; *silent* above all."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.models import Response, ResponsePoint
from responses.tracker import AnswerStatus, Said, find_answer_status

KINDS = ["press_statement", "rebuttal_comment", "declined_comment", "none_found"]


def response(number: int, kind: str, held: str) -> Response:
    return Response(pk=number, kind=kind, held=held)


def said(of: Response, inferred: bool = False, stance: str = "") -> Said:
    return Said(ResponsePoint(response=of, stance=stance), inferred)


known = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(["whole", "part", "none"])), max_size=5)


@given(known, st.booleans())
def test_an_answer_is_never_called_silent_where_the_whole_text_is_not_stored(
    about: list, noted: bool
) -> None:
    responses = [response(number, kind, held) for number, (kind, held) in enumerate(about)]
    points = [said(each, stance="silent") for each in responses] if noted else []
    texts = [each for each in responses if each.kind not in ("declined_comment", "none_found")]
    silent = find_answer_status(points, responses) is AnswerStatus.NOT_ADDRESSED
    assert silent == (bool(texts) and all(each.held == "whole" for each in texts))


@given(known)
def test_none_known_is_said_only_where_no_response_at_all_is_known(about: list) -> None:
    responses = [response(number, kind, held) for number, (kind, held) in enumerate(about)]
    assert (find_answer_status([], responses) is AnswerStatus.NO_RESPONSE_ON_RECORD) == (not responses)


def test_one_link_of_the_partys_own_outweighs_any_that_we_infer() -> None:
    statement = response(1, "press_statement", "part")
    inferred, own = said(statement, inferred=True), said(statement)
    assert find_answer_status([inferred], []) is AnswerStatus.LIKELY_ANSWER
    assert find_answer_status([inferred, own], []) is AnswerStatus.ANSWERED


@pytest.mark.parametrize(("kind", "held"), [*product(["declined_comment", "none_found"], ["part", "none"])])
def test_a_refusal_to_comment_or_an_empty_search_is_no_answer_and_no_silence(kind: str, held: str) -> None:
    nothing = response(1, kind, held)
    expected = AnswerStatus.DECLINED if kind == "declined_comment" else AnswerStatus.NO_RESPONSE_FOUND
    assert find_answer_status([said(nothing)], [nothing]) is expected


def test_a_response_we_do_not_hold_outweighs_a_search_that_found_none() -> None:
    known = [response(1, "none_found", "none"), response(2, "letter", "none")]
    assert find_answer_status([], known) is AnswerStatus.TEXT_NOT_AVAILABLE
