"""A table of look-ups with the right answer to each. `query` has Python's escapes and is repeated `repeat` times."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from markets.tables.scope import Scope
from notorious.check.answers import COLUMNS, Checker, make_answer_json, make_answer_row
from notorious.check.facts import ListStatus
from notorious.check.index import CheckIndex
from notorious.check.lookup import MatchLevel, check_query

pytestmark = pytest.mark.django_db

ROWS = list(csv.DictReader(Path(__file__).with_name("lookups.csv").read_text(encoding="ascii").splitlines()))


def _query(row: dict[str, str]) -> str:
    return row["query"].encode("ascii").decode("unicode_escape") * int(row["repeat"])


def _markets(candidates: Iterable[Any]) -> set[str]:
    return {each.facts.market.slug for each in candidates}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['query'][:30]} ({row['why']})")
def test_a_lookup_has_the_right_answer(row: dict[str, str], index: CheckIndex) -> None:
    answer = check_query(_query(row), index)
    assert (answer.level, answer.status) == (row["match"], row["status"]), answer
    assert _markets(answer.exact) == set(row["exact"].split())
    assert set(row["related"].split()) <= _markets(answer.related)
    assert set(row["similar"].split()) <= _markets(answer.similar)
    others = [*answer.related, *answer.similar]
    assert all(each.reason and 0 < each.score <= 1 for each in [*answer.exact, *others])


@pytest.mark.parametrize(
    ("query", "sentence", "printed_in"),
    [
        ("vk.com", "On the 2025 List.", (2013, 2014, 2016, 2017, 2018, 2022, 2025)),
        ("vk", "On the 2025 List.", ()),
        (
            "www2.thepiratebay.se",
            "Its market, The Pirate Bay, is on the 2025 List; "
            "the last edition known to print thepiratebay.se is that of 2013.",
            (2013,),
        ),
        (
            "putlocker.is",
            "Its market is Putlocker. Was listed in 2012–2016, not on the 2022 List. "
            "Unknown for 2025: our copy of that edition is incomplete. "
            "The last edition known to print putlocker.is is that of 2014.",
            (2014,),
        ),
    ],
)
def test_an_answer_about_a_domain_claims_no_edition_that_is_not_known_to_print_it(
    query: str, sentence: str, printed_in: tuple[int, ...], index: CheckIndex
) -> None:
    answer = check_query(query, index)
    assert answer.sentence == sentence
    made = make_answer_json(answer)
    assert (made["sentence"], made["exact"][0]["sentence"]) == (sentence, sentence)
    assert made["exact"][0]["printed_in"] == list(printed_in)
    row = dict(
        zip(
            COLUMNS,
            make_answer_row(answer, Checker(index, Scope("v2026.1", "v2026.1", 1, timezone.now()))),
            strict=True,
        )
    )
    assert row["check_answer"] == sentence
    assert row["check_printed_in"] == ", ".join(map(str, printed_in))


def test_the_table_has_two_hundred_lookups_of_every_kind() -> None:
    assert len(ROWS) >= 200
    assert {row["match"] for row in ROWS} == set(MatchLevel)
    assert {row["status"] for row in ROWS} == set(ListStatus)
