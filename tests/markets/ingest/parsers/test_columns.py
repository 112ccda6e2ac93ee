"""Reports in columns: their order is doubted only where sentences do not go on from column to column."""

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

import pytest

from markets.ingest.parsers.missing_content import missing_content
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextPage
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines

_COLUMNS = (
    ("The service offers films and songs without", "a license, and its owners answer no notice."),
    ("It earns its money with advertising for", "games of chance, right holders say in vain."),
)


def _page(number: int, in_order: bool) -> TextPage:
    lines = []
    for at, column in enumerate(_COLUMNS + _COLUMNS[:1]):
        starts, goes_on = column
        rows = [goes_on, *["The market is open every day of the week now."] * 5, starts]
        if not in_order:
            rows.pop()
        for row, text in enumerate(rows):
            x0, y = 72 + 250 * at, 100 + 14 * row
            lines.append(TextLine(text, number, x0, x0 + 230, y, "Serif", 11, False, False))
    return TextPage(number, 842, 595, tuple(lines))


@pytest.mark.parametrize("in_order", [True, False])
def test_columns_are_doubted_where_sentences_are_cut(in_order: bool) -> None:
    said = list(missing_content([_page(number, in_order) for number in (1, 2, 3)], 1))
    assert any("set in columns" in sentence for sentence in said) is not in_order


def test_columns_that_end_with_their_sentences_are_in_order() -> None:
    pages = [_page(number, in_order=True) for number in (1, 2, 3)]
    turned = [
        replace(page, lines=tuple(line._replace(y=300 - line.y) for line in reversed(page.lines)))
        for page in pages
    ]
    said = [*missing_content([replace(page, lines=_by_column(page.lines)) for page in turned], 1)]
    assert not any("set in columns" in sentence for sentence in said)


def _by_column(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    return tuple(sorted(lines, key=attrgetter("x0", "y")))


def test_an_entry_in_the_next_column_is_not_hidden_before_the_first_one() -> None:
    found = parse_lines(
        "|", "** Online Markets", "", f"<b>Cloudhub (China).</b> {TEXT}", TEXT, TEXT, "",
        "||", f"<b>Dropfiles (Russia).</b> {TEXT}", TEXT, TEXT,
    )  # fmt: skip
    assert [listing.name for listing in found.listings] == ["Cloudhub", "Dropfiles"]
    assert not any("hidden" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(("x0", "left"), [(72.0, 72.0), (312.0, 322.0), (322.0, 322.0), (280.0, 72.0)])
def test_a_bullet_that_hangs_out_of_a_column_belongs_to_it(x0: float, left: float) -> None:
    columns = {1: ((72.0, 300.0), (322.0, 540.0))}
    measures = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False, columns)
    line = TextLine("\u2022 Kinogo (Panama). It is open.", 1, x0, x0 + 200, 100, "Serif", 11, False, False)
    assert measures.column_at(line)[0] == left
