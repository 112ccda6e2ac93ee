"""A table of look-ups with the right answer to each. `query` has Python's escapes and is repeated `repeat` times."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

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


def test_the_table_has_two_hundred_lookups_of_every_kind() -> None:
    assert len(ROWS) >= 200
    assert {row["match"] for row in ROWS} == set(MatchLevel)
    assert {row["status"] for row in ROWS} == set(ListStatus)
