"""A table of markets that was not read is said, unless it only sums up those that were."""

import pytest

from markets.ingest.checks.table_checks import check_tables
from markets.ingest.records import TextLine, TextPage, UnreadTable
from tests.markets.ingest.checks.editions import edition, listing

_HEADS = "market type country"


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("Bookmole", "Deepshelf", "Old Fort Arcade", "and Hall"), 0),
        (("Bookmole", "Deepshelf", "Zobio"), 2),
        (("Old", "Fort", "Bookmole"), 2),
        ((), 2),
    ],
)
def test_a_table_of_markets_is_said_unless_all_are_listed(names: tuple[str, ...], count: int) -> None:
    line = TextLine("Market Type Country", 4, 72, 300, 100, "Serif", 10, True, False)
    page = TextPage(4, 612, 792, (line,), (UnreadTable(_HEADS, names),))
    found = edition([listing(name) for name in ("Bookmole", "Deepshelf", "Old Fort Arcade and Hall")])
    said = list(check_tables(found, [page]))
    assert len(said) == count
    assert all("page 4" in sentence for sentence in said)
