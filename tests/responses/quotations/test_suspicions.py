"""What a quotation shows without its original."""

import pytest

from responses.quotations import find_suspicions
from responses.quotations.suspicions import british_words


def test_a_hole_where_a_name_was_is_seen_without_the_original() -> None:
    assert find_suspicions("listings on the and platforms to the platform", True) == (
        "“on the and platforms”: a name seems to have been dropped.",
    )


@pytest.mark.parametrize(
    "quote",
    [
        "sold on and stakeholders continue to report",
        "the scale of infringing products sold on nor objectively demonstrated",
        "the challenges SMEs face on and other platforms",
        "do not migrate from TMall or to other platforms",
        "such as Xian Yu, located at ‘’.",
        "brands including Amway, Dyson,, Mars Inc",
    ],
)
def test_every_kind_of_hole_of_the_seed_article_is_seen(quote: str) -> None:
    (sentence,) = find_suspicions(quote, False)
    assert sentence.endswith("a name seems to have been dropped.")


@pytest.mark.parametrize(
    "quote",
    [
        "goods sold on and off the platform",
        "by and large, it works",
        "to and from the market",
        "on or before the date",
        "simplify processes for right holders to register and request enforcement action",
        "Take efforts to ensure that its referrals of criminal leads to Chinese authorities lead to outcomes",
        "“established industry best practices in IP protection”",
        "it says (in English) that the goods are real.",
    ],
)
def test_sound_sentences_raise_no_suspicion(quote: str) -> None:
    assert find_suspicions(quote, True) == ()


def test_british_spelling_is_suspect_only_in_words_of_a_us_agency() -> None:
    quote = "prevent the unauthorised use of product images"
    assert find_suspicions(quote, True) == ("British spelling “unauthorised” in words of a US agency.",)
    assert find_suspicions(quote, False) == ()


def test_words_that_only_look_british_are_not() -> None:
    sound = (
        "advertise exercise enterprise franchise otherwise merchandise supervise raised promised four hour"
    )
    assert british_words(f"{sound} tour analyses precise") == ()
    assert british_words(
        "organisation Centre labelled behaviour licence catalogue programmes utilising analysed"
    ) == (
        "organisation",
        "Centre",
        "labelled",
        "behaviour",
        "licence",
        "programmes",
        "utilising",
        "analysed",
    )
