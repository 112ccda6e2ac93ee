"""The word diff: whatever the texts, both can be read back from it."""

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


SETTINGS = {
    "'": ["'", "’", "‘"],
    '"': ['"', "“", "”", "„"],
    "-": ["-", "‐", "‑", "–", "—", "−"],
    " ": [" ", "  ", "\u00a0", "\u2009", "\u202f", "\n", "\u00a0 "],
    "e": ["e", "e\u00ad"],
    "\u00e3": ["\u00e3", "a\u0303"],
    "\ufb01": ["\ufb01", "fi"],
}
SET = [
    "e-commerce",
    "2019-2020",
    "Taobao's",
    '"no progress"',
    "the",
    "seller",
    "sites",
    "(not-for-profit)",
    "it - too",
    "S\u00e3o",
    "\ufb01rst",
]


@st.composite
def two_settings(draw: st.DrawFn) -> tuple[str, str]:
    """Return one wording set in two ways: quotes, dashes, spaces and soft hyphens differ, and nothing else."""
    words = draw(st.lists(st.sampled_from(SET), min_size=1, max_size=12))
    plain = " ".join(words) + "."
    one, other = (
        "".join(draw(st.sampled_from(SETTINGS.get(letter, [letter]))) for letter in plain) for _ in "ab"
    )
    return one, other


@given(two_settings())
def test_how_words_are_set_is_no_change_of_wording(texts: tuple[str, str]) -> None:  # P3
    found = diff_texts(*texts)
    assert {each.step for each in found} == {DiffStep.SAME}
    assert {run.step for each in found for run in each.words} == {DiffStep.SAME}


@given(two_settings(), st.sampled_from(SET))
def test_a_word_more_is_a_change_however_the_rest_is_set(texts: tuple[str, str], word: str) -> None:
    runs = [run for each in diff_texts(texts[0], f"{texts[1][:-1]} {word} indeed.") for run in each.words]
    assert DiffStep.ADDED in {run.step for run in runs}


def test_a_sentence_that_changed_its_place_is_moved_not_gone_and_added() -> None:
    found = diff_texts(
        "A first thing is said. Then a second one. At last the third.",
        "Then a second one. At last the third. A first thing is said.",
    )
    assert [each.step for each in found] == [DiffStep.SAME, DiffStep.SAME, DiffStep.MOVED]


def test_a_sentence_that_changed_its_words_is_beside_its_earlier_self() -> None:
    (found,) = diff_texts("Takedown takes ten days.", "Takedown still takes five days.")
    assert found.step is DiffStep.SAME
    assert [(run.step, run.text.strip()) for run in found.words if run.step is not DiffStep.SAME] == [
        (DiffStep.ADDED, "still"), (DiffStep.GONE, "ten"), (DiffStep.ADDED, "five"),
    ]  # fmt: skip


def test_what_is_gone_is_where_it_was() -> None:
    found = diff_texts("One is here. Two was here before. Three stays on.", "One is here. Three stays on.")
    assert [each.step for each in found] == [DiffStep.SAME, DiffStep.GONE, DiffStep.SAME]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert list_sentences("The U.S. Government asks Example Inc. to act. It has not.") == [
        "The U.S. Government asks Example Inc. to act.", "It has not.",
    ]  # fmt: skip


def test_words_are_compared_whole() -> None:
    assert [run.text for run in diff_words("a takedown", "a take")] == ["a ", "takedown", "take"]
