"""Years in a few characters."""

from markets.text.years import format_years


def test_years_in_a_row_are_a_range() -> None:
    assert format_years([2016, 2010, 2012, 2011]) == "2010–2012, 2016"
    assert format_years([2017, 2017]) == "2017"
    assert format_years([]) == ""
