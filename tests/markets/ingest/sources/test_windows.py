"""Whether a List is overdue, from the dates on which Lists have come out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markets.ingest.sources.windows import find_overdue, find_season, find_window

KNOWN = [date(2011, 2, 28), date(2012, 12, 13), date(2015, 12, 17), date(2019, 4, 25), date(2020, 4, 29)]
KNOWN += [date(2021, 1, 14), date(2026, 3, 3)]


def test_the_window_runs_over_the_end_of_the_year():
    assert str(find_window(KNOWN)) == "13 December and 29 April"
    assert (
        find_season(date(2016, 12, 21)),
        find_season(date(2018, 1, 12)),
        find_season(date(2019, 4, 25)),
    ) == (
        2016,
        2017,
        2018,
    )


@pytest.mark.parametrize(
    "today", [date(2026, 3, 4), date(2026, 11, 21), date(2027, 1, 31), date(2027, 4, 29)]
)
def test_nothing_is_overdue_before_the_latest_day_on_which_a_list_came_out(today):
    assert find_overdue(today, KNOWN) is None


@pytest.mark.parametrize("today", [date(2027, 4, 30), date(2027, 6, 30), date(2027, 7, 1), date(2028, 1, 1)])
def test_a_list_is_overdue_after_that_day_until_it_comes(today):
    said = find_overdue(today, KNOWN)
    assert said == "The List for 2026 is overdue: earlier ones came out between 13 December and 29 April."
    assert find_overdue(today, [*KNOWN, date(2027, 4, 30)]) is None


def test_several_missing_lists_are_named_together():
    assert "The Lists for 2026 to 2027 are overdue" in str(find_overdue(date(2028, 6, 1), KNOWN))


def test_without_a_known_release_nothing_is_said():
    assert find_overdue(date(2027, 6, 1), []) is None
    assert find_overdue(date(2010, 6, 1), KNOWN) is None


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_right_after_a_release_no_list_is_overdue(day):
    assert find_overdue(day, [day - timedelta(days=366 * 3), day]) is None
    assert find_window([day]) is not None and find_season(day) in (day.year, day.year - 1)
