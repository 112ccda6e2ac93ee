"""Recommendations in an article: by its structure, not by its words."""

from pathlib import Path

import pytest

from responses.claims.article import recommendations_in

SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "world-trademark-review-2018-01.txt"
SEED_OPENINGS = [
    "Seriously consider expanding", "Take efforts to ensure", "Seek to improve", "Make available to right holders",
    "Seek SME input", "Improve tools to prevent", "Ensure that infringing sellers",
]  # fmt: skip
# made up, in another writer's hand
OTHER = """The agency's 2021 review is harsh. In the 2021 report it urged the operator of Bigbazar to do four things:

- "Verify the identity of every seller before listing";
- "Publish the number of removals each quarter" (which Bigbazar says it does);
- remove repeat infringers for good

Bigbazar answered the two requests in the 2020 report, where the agency had asked it to “answer right holders within
a week”. It calls the platform “safe and sound today”.
"""


@pytest.fixture
def seed() -> str:
    if not SEED.is_file():
        pytest.skip("the seed article is not bundled: copyright")
    return SEED.read_text(encoding="utf-8")


def test_the_seed_article_gives_seven_recommendations_of_2017_verbatim(seed: str) -> None:
    found = recommendations_in(seed).of(2017)
    assert [one.words.startswith(start) for one, start in zip(found, SEED_OPENINGS, strict=True)] == [
        True
    ] * 7
    assert all(seed[one.start : one.end] == one.words and one.how == "bullet" for one in found)
    assert "“" not in "".join(one.words for one in found)


def test_the_seed_article_keeps_the_holes_where_site_names_were(seed: str) -> None:
    found = recommendations_in(seed).of(2017)
    assert "listings on the and platforms to the platform" in found[0].words
    assert found[6].words.endswith("located at ‘’.")


def test_the_seed_article_names_one_recommendation_of_2016_and_a_count_of_three(seed: str) -> None:
    reading = recommendations_in(seed)
    assert [one.words for one in reading.of(2016)] == [
        "simplify processes for right holders to register and request enforcement action"
    ]
    assert [(one.count, one.of, one.edition) for one in reading.counts] == [(3, "last year's report", 2016)]


def test_bullets_of_another_article_are_found_quoted_or_not() -> None:
    found = recommendations_in(OTHER).of(2021)
    assert [(one.words, one.quoted) for one in found] == [
        ("Verify the identity of every seller before listing", True),
        ("Publish the number of removals each quarter", True),
        ("remove repeat infringers for good", False),
    ]


def test_a_quotation_after_an_asking_verb_is_a_recommendation_and_praise_is_not() -> None:
    reading = recommendations_in(OTHER)
    assert [one.words for one in reading.of(2020)] == ["answer right holders within\na week"]
    assert [(one.count, one.edition) for one in reading.counts] == [(2, 2020)]


def test_bullets_that_nothing_introduces_are_no_recommendations() -> None:
    assert (
        recommendations_in(
            "Contents:\n\n• “The first chapter of the book”\n• “The second one of it”"
        ).recommendations
        == ()
    )
