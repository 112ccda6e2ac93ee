"""Tables of a filing: heads that name months or have notes, and labels that run over two lines."""

from responses.claims import propose_claims


def _read(text: str) -> list[tuple[str, int, str]]:
    return [(one.metric, int(one.value), one.period) for one in propose_claims(text) if one.known]


def test_the_unit_of_a_label_that_runs_on_is_of_its_own_row() -> None:
    head = "Platform governance 2021 2022\n"
    others = "\nMerchants banned\t1,320\t1,105"
    expected = [
        ("proactive_removals", 31_000_000, "2021"),
        ("proactive_removals", 28_000_000, "2022"),
        ("accounts_blocked", 1320, "2021"),
        ("accounts_blocked", 1105, "2022"),
    ]
    below = "Infringing listings removed proactively\n31 28\n(millions)"
    beside = "Infringing listings removed\t31\t28\nproactively (millions)"
    assert _read(head + below + others) == expected
    assert _read(head + beside + others) == expected


def test_prose_below_a_row_is_none_of_its_label() -> None:
    text = "Listings removed\t3,100\nwe removed more in 2022 than before and\nare proud of it"
    assert _read(text) == [("listings_removed", 3100, "")]


def test_months_head_columns_and_a_year_with_a_note_is_no_whole_year() -> None:
    months = "Action\tJan–Jun 2022\tJul–Dec 2022\nListings removed\t48,120\t61,007"
    assert [period for _, _, period in _read(months)] == ["Jan–Jun 2022", "Jul–Dec 2022"]
    noted = "2020 | 2021*\nListings removed | 1,004 | 655\n\n* First six months."
    assert _read(noted) == [("listings_removed", 1004, "2020"), ("listings_removed", 655, "")]


def test_a_column_of_units_may_be_parted_by_spaces_alone() -> None:
    text = "Indicator Unit FY2021 FY2022\nListings removed million 5 9\nSellers banned number 41 58"
    assert [value for _, value, _ in _read(text)] == [5_000_000, 9_000_000, 41, 58]
