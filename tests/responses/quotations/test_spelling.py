"""British and American forms of one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.quotations.spelling import fold_word

PAIRS = [
    ("unauthorised", "unauthorized"),
    ("centre", "center"),
    ("programme", "program"),
    ("organisations", "organizations"),
    ("labour", "labor"),
    ("favourable", "favorable"),
    ("cancelled", "canceled"),
    ("travelling", "traveling"),
    ("licence", "license"),
    ("defence", "defense"),
    ("analyse", "analyze"),
    ("catalogue", "catalog"),
    ("enrolment", "enrollment"),
    ("Recognised", "RECOGNIZED"),
    ("neighbouring", "neighboring"),
    ("utilising", "utilizing"),
]


@pytest.mark.parametrize(("british", "us"), PAIRS)
def test_the_two_spellings_of_a_word_are_one_word(british: str, us: str) -> None:
    assert fold_word(british) == fold_word(us)


@pytest.mark.parametrize(
    ("one", "other"),
    [("prise", "price"), ("hour", "hor"), ("sale", "sales"), ("fulled", "filled"), ("advice", "advise")],
)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold_word(fold_word(word)) == fold_word(word)
