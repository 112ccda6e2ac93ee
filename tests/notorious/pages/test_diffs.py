"""The word diff: whatever the texts, both can be read back from it."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from markets.diffs import DiffStep, diff_texts, diff_words, list_sentences

WORDS = st.sampled_from(
    ["The", "site", "sells", "goods", "U.S.", "firms", "(reportedly)", "slow,", "1.5", "“fakes”"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=7).map(lambda found: " ".join(found) + ".")
TEXTS = st.lists(SENTENCES, max_size=6).map(" ".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(earlier: str, later: str) -> None:
    found = diff_texts(earlier, later)
    assert [each.later for each in found if each.step is not DiffStep.GONE] == list_sentences(later)
    assert Counter(each.earlier for each in found if each.step is not DiffStep.ADDED) == Counter(
        list_sentences(earlier)
    )


@given(st.text(), st.text())
def test_no_text_makes_it_fail(earlier: str, later: str) -> None:
    found = diff_texts(earlier, later)
    assert "".join(
        "".join(each.later.split()) for each in found if each.step is not DiffStep.GONE
    ) == "".join(later.split())


@given(TEXTS)
def test_a_text_against_itself_shows_no_change(text: str) -> None:
    assert {each.step for each in diff_texts(text, text)} <= {DiffStep.SAME}


def test_a_sentence_that_changed_its_place_is_moved_not_gone_and_added() -> None:
    found = diff_texts(
        "A first thing is said. Then a second one. At last the third.",
        "Then a second one. At last the third. A first thing is said.",
    )
    assert [each.step for each in found] == [DiffStep.SAME, DiffStep.SAME, DiffStep.MOVED]


def test_a_sentence_that_changed_its_words_stands_beside_its_earlier_self() -> None:
    (found,) = diff_texts("Takedown takes ten days.", "Takedown still takes five days.")
    assert found.step is DiffStep.SAME
    assert [(run.step, run.text.strip()) for run in found.words if run.step is not DiffStep.SAME] == [
        (DiffStep.ADDED, "still"), (DiffStep.GONE, "ten"), (DiffStep.ADDED, "five"),
    ]  # fmt: skip


def test_what_is_gone_stands_where_it_stood() -> None:
    found = diff_texts("One is here. Two was here before. Three stays on.", "One is here. Three stays on.")
    assert [each.step for each in found] == [DiffStep.SAME, DiffStep.GONE, DiffStep.SAME]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert list_sentences("The U.S. Government asks Example Inc. to act. It has not.") == [
        "The U.S. Government asks Example Inc. to act.", "It has not.",
    ]  # fmt: skip


def test_words_are_compared_whole() -> None:
    assert [run.text for run in diff_words("a takedown", "a take")] == ["a ", "takedown", "take"]
