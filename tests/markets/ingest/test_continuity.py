"""A report compared with the edition before it."""

from typing import Any

import pytest

from markets.ingest.continuity import find_breaks
from markets.models import Edition, Listing, Market, Stage
from markets.record.load import load_markets_record

pytestmark = pytest.mark.django_db

NAMES = (
    "Alabaster Bay",
    "Bruno Stream",
    "Cinder Deals",
    "Dovetail",
    "Emberly",
    "Foxglove",
    "Gallant",
    "Harrow",
    "Ivory",
)


@pytest.fixture
def before() -> Edition:
    """The 2030 List with nine online markets, none of which is known by a printed name."""
    edition = Edition.objects.create(year=2030, title="2030 List", published_at="2031-01-20T12:00Z")
    for name in NAMES:
        market = Market.objects.create(slug=name.lower().replace(" ", "-"), name=name, kind="online")
        Listing.objects.create(
            edition=edition, market=market, kind="online", printed_name=name, evidence="secondary", source="a paper",
            stage=Stage.PUBLISHED,
        )  # fmt: skip
    return edition


def report(*entries: tuple[str, str], year: int = 2031) -> dict[str, Any]:
    rows = [{"name": name, "kind": "online", "page": 3, "text": text} for name, text in entries]
    return {"edition": {"year": year}, "listings": rows}


def of_itself(name: str) -> tuple[str, str]:
    return name, f"{name} sells copies. {name} did not answer."


def test_a_report_that_carries_on_has_no_break(before: Edition) -> None:
    assert find_breaks(report(*map(of_itself, NAMES))) == []


def test_an_entry_that_goes_on_about_a_market_without_a_heading_is_reported(before: Edition) -> None:
    lost = of_itself(NAMES[1])[1]
    entries = [of_itself(name) for name in NAMES if name != NAMES[1]]
    entries[0] = (entries[0][0], f"{entries[0][1]}\n\n{lost}")
    assert find_breaks(report(*entries)) == [
        "Page 3: the entry on Alabaster Bay names Bruno Stream 2 times. The 2030 List lists it and this report does "
        "not. Its heading may be missing."
    ]


def test_a_market_that_is_named_once_by_another_is_simply_off_the_list(before: Edition) -> None:
    entries = [of_itself(name) for name in NAMES if name != NAMES[1]]
    entries[0] = (entries[0][0], f"{entries[0][1]} It is run like Bruno Stream.")
    assert find_breaks(report(*entries)) == []


def test_a_report_that_lists_few_of_the_markets_before_is_reported(before: Edition) -> None:
    assert find_breaks(report(*map(of_itself, NAMES[:2]))) == [
        "Of the 9 online markets of the 2030 List in this record, this report lists 2. A part of it may be missing."
    ]
    assert find_breaks(report(*map(of_itself, NAMES[:3]))) == []


def test_the_first_edition_has_none_before_it(before: Edition) -> None:
    assert find_breaks(report(*map(of_itself, NAMES[:1]), year=2029)) == []


def test_no_complete_list_of_the_record_breaks_with_the_previous_edition() -> None:
    load_markets_record(iter(()))
    for edition in Edition.objects.public():
        listings = Listing.objects.filter(edition=edition)
        rows = [(each.printed_name, each.kind) for each in listings]
        parsed = report(*((name, "") for name, _ in rows), year=edition.year)
        for row, (_, kind) in zip(parsed["listings"], rows, strict=True):
            row["kind"] = kind
        # Of a list that is not complete here, a part may well be missing.
        complete = [kind for kind in ("online", "physical") if getattr(edition, f"complete_{kind}")]
        assert [each for each in find_breaks(parsed) if any(f" {kind} " in each for kind in complete)] == []
