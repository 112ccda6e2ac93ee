"""What holds for any quotation of any text."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from responses.quotations import check_quotation

WORD = st.text("abcdefgh", min_size=4, max_size=9)
PASSAGE = st.lists(WORD, min_size=12, max_size=60, unique=True)


def test_a_letter_within_a_word_does_not_give_way_to_the_same_letter_spelt_otherwise() -> None:
    assert check_quotation("ò", "00:Ò:00ò").status == "exact"


@given(*[st.text(max_size=100)] * 4)
def test_any_substring_is_exact(before: str, left: str, right: str, after: str) -> None:
    quote = f"{left}w{right}"  # at least one letter: of signs alone there is nothing to find
    assert check_quotation(quote, before + quote + after).status == "exact"


@given(st.text(max_size=200), st.text(max_size=400))
def test_no_quotation_and_no_text_raise_and_places_lie_in_the_text(quote: str, text: str) -> None:
    found = check_quotation(quote, text)
    if found.start is None or found.end is None:
        assert found.status == "not_found"
    else:
        assert 0 <= found.start <= found.end <= len(text)


@given(PASSAGE, st.data())
def test_leaving_out_words_within_a_passage_is_elided(words: list[str], data: st.DataObject) -> None:
    middle = range(1, len(words) - 1)
    gone = data.draw(st.sets(st.sampled_from(middle), min_size=1, max_size=len(words) // 2 - 1))
    kept = [word for place, word in enumerate(words) if place not in gone]
    found = check_quotation(" ".join(kept), "Before it. " + " ".join(words) + " and after.")
    assert found.status == "elided"
    left_out = " ".join(one.printed for one in found.differences).split()
    assert left_out == [words[place] for place in sorted(gone)]


@given(PASSAGE, st.data())
def test_an_ellipsis_stands_for_any_one_gap(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(2, len(words) - 3))
    end = data.draw(st.integers(start + 1, len(words) - 1))
    assert check_quotation(" ".join([*words[:start], "…", *words[end:]]), " ".join(words)).status == "elided"


@given(PASSAGE, st.data())
def test_a_changed_word_is_altered(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(words) - 2))
    quote = " ".join([*words[:place], "zzz", *words[place + 1 :]])
    found = check_quotation(quote, " ".join(words))
    assert found.status == "altered"
    assert [(one.quoted, one.printed) for one in found.differences] == [("zzz", words[place])]


@given(PASSAGE, st.sampled_from(["  ", "\n", "\u00a0", " \n\t "]))
def test_white_space_never_counts(words: list[str], blank: str) -> None:
    assert check_quotation(blank.join(words), " ".join(words)).status == "exact"


@settings(deadline=None, max_examples=8)
@given(
    st.sampled_from(["a ", "the of ", "x y x ", "aaaa", "-\n", "a-", "…", "a…", "'a", "[a]b"]),
    st.sampled_from(["", "z", "… z", " a"]),
)
def test_a_long_text_that_repeats_itself_ends(pattern: str, tail: str) -> None:
    # with difflib the longest of these take minutes: the whole suite would be still
    text = pattern * (100_000 // len(pattern))
    assert check_quotation(text[:8_000] + tail, text).status in (
        "exact",
        "respelled",
        "elided",
        "altered",
        "not_found",
    )


def test_a_passage_is_found_in_a_long_text_of_the_same_words() -> None:
    chance = random.Random(7)
    words = ["seller", "goods", "the", "of", "market", "brand", "takedown", "notice", "to", "and", "a", "in"]
    noise = " ".join(chance.choice(words) for _ in range(8_000))
    passage = "The operator of the market shall answer every notice within three days of its receipt"
    text = f"{noise} {passage} {noise}"
    found = check_quotation(
        "the operator of the market should answer every notice within three days of receipt", text
    )
    assert found.status == "altered" and found.start is not None and found.end is not None
    assert text[found.start : found.end] == passage
