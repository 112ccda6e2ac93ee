"""Free text in a spreadsheet: harmless, and the same again once the guard is taken off."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markets.tables.cells import writer_of
from markets.tables.columns import Column, Type
from markets.tables.guard import APOSTROPHE, escape_formula
from markets.tables.writer import BATCH_ROWS, Profile, write_csv

TEXT = Column("text", Type.TEXT, "m", "e")
NUMBER = Column("number", Type.INTEGER, "m", "e")
ANY = st.text()
NASTY = st.text(alphabet=st.sampled_from(list("=+-@'\"\t\r\n ,;|%\u200b\ufeff\u00a0\u3164＝＋－＠a1")))


@given(ANY | NASTY)
def test_the_guard_can_be_taken_off_any_text(text: str) -> None:
    assert escape_formula(text).removeprefix(APOSTROPHE) == text


@given(ANY | NASTY)
def test_the_guard_adds_one_apostrophe_or_nothing(text: str) -> None:
    assert escape_formula(text) in (text, "'" + text)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize(
    "before", ["", " ", "  \u00a0", "\u200b", "\ufeff", "\u3164", "\u2800", "\x00\x1f", "\u2066"]
)
def test_what_begins_like_a_formula_is_guarded_whatever_unseen_is_before(before: str, start: str) -> None:
    assert escape_formula(f"{before}{start}cmd|' /C calc'!A0") == f"'{before}{start}cmd|' /C calc'!A0"


def test_text_that_begins_with_an_apostrophe_gets_another_so_that_one_can_be_taken_away() -> None:
    assert escape_formula("'s Gravenhage") == "''s Gravenhage"


@pytest.mark.parametrize(
    "text", ["", " 's", "Taobao", "1-2", "a=1", "«=1»", "−5", "(-1)", "/=", " x", "\u200bx"]
)
def test_text_that_is_no_formula_is_left_alone(text: str) -> None:
    assert escape_formula(text) == text


def test_numbers_dates_ids_and_addresses_are_never_guarded() -> None:
    for kind in set(Type) - {Type.TEXT, Type.TEXTS}:
        assert writer_of(Column("c", kind, "m", "e", separator=" "), guarded=True)("-5") == "-5"
    assert writer_of(NUMBER, guarded=True)(-5) == "-5"


def test_what_is_in_the_place_of_an_id_or_an_address_is_no_formula() -> None:
    for kind in (Type.ID, Type.WORD, Type.CODES, Type.URL):
        column = Column("c", kind, "m", "e", separator=" ")
        for cell in ("=HYPERLINK(1)", "@x", "+1+1", "\t=1", "'"):
            assert writer_of(column, guarded=True)(cell) == f"'{cell}"
            assert writer_of(column, guarded=False)(cell) == cell
        for cell in ("2017-R1", "https://example.org", "taobao.com 1688.com", ""):
            assert writer_of(column, guarded=True)(cell) == cell


def test_zero_false_empty_and_none_are_distinguished_in_text() -> None:
    write = writer_of(NUMBER, guarded=False)
    assert [write(value) for value in (0, False, "", None)] == ["0", "false", "", ""]


@given(st.lists(st.tuples(ANY | NASTY, st.integers()), max_size=5), st.sampled_from(list(Profile)))
def test_python_reads_the_same_cells_back(rows: list[tuple[str, int]], profile: Profile) -> None:
    rows = [(text.replace("\0", ""), number) for text, number in rows if text.isprintable() or text.isascii()]
    written = write_csv([TEXT, NUMBER], rows, profile).decode()
    assert written.startswith("\ufeff") is (profile is Profile.EXCEL)
    read = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    guard = APOSTROPHE if profile is Profile.EXCEL else ""
    assert read[0] == ["text", "number"]
    assert [(text.removeprefix(guard), int(number)) for text, number in read[1:]] == rows


def test_a_blank_alone_is_quoted_for_readers_that_skip_empty_lines() -> None:
    assert write_csv([TEXT], [("",), ("a",), (None,)], Profile.RAW) == b'text\n""\na\n""\n'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_cell_is_quoted_where_it_has_the_separator_of_the_file(separator: str) -> None:
    cells = ["a,b", "a;b", "a\tb", 'a"b', "a\rb", "a\nb", "ab"] * BATCH_ROWS
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([(cell, 1) for cell in cells])
    expected = f"text{separator}number\r\n{out.getvalue()}".replace("\r\n", "\n").encode()
    assert write_csv([TEXT, NUMBER], [(cell, 1) for cell in cells], Profile.RAW, separator) == expected
