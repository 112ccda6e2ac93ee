"""Damaged tables of letters are rewritten from what the font says; healthy files stay as they are."""

import io
from typing import Any

import pikepdf
import pytest

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.pages.glyph_names import letters_of_name
from markets.ingest.pages.letter_tables import rewrite_letter_tables


def _table(**letters: str) -> bytes:
    """A table as Ghostscript writes it, with ranges of one code: codes as hex digits → letters as hex digits."""
    lines = "\n".join(f"<{code[1:]}><{code[1:]}><{text}>" for code, text in letters.items())
    return f"begincmap\n{len(letters)} beginbfrange\n{lines}\nendbfrange\nendcmap".encode()


def _file(
    shown: bytes,
    table: bytes | None,
    names: dict[int, str] | None = None,
    producer: str = "",
    creator: str = "",
) -> bytes:
    """A file of one page that shows these codes in a font with this table and these names of shapes."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font: Any = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, FirstChar=0,
            LastChar=255, Widths=[500 * (code in shown) for code in range(256)],
        )  # fmt: skip
        if names is not None:
            listed = [item for code, name in names.items() for item in (code, pikepdf.Name(f"/{name}"))]
            font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=listed)
        if table is not None:
            font.ToUnicode = pdf.make_stream(table)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 72 700 Td <" + shown.hex().encode() + b"> Tj ET")
        pdf.docinfo["/Producer"], pdf.docinfo["/Creator"] = producer, creator
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def _text(content: bytes) -> str:
    return read_pdf_in_process(content)[0].lines[0].text


_LETTERS = {f"x{ord(letter):02x}": f"{ord(letter):04x}" for letter in "oce lmsadtr5"}


@pytest.mark.parametrize(
    ("damaged", "read"), [("6600cf00", "ffi"), ("6600d200", "ffl"), ("66006900", "fi"), ("54006800", "Th")]
)
def test_bytes_that_ghostscript_swaps_or_adds_up_are_put_right(damaged: str, read: str) -> None:
    content = _file(b"o\x80ce", _table(**_LETTERS, x80=damaged), producer="GPL Ghostscript 10.00.0")
    assert _text(content) == f"o{read}ce"


def test_a_file_that_names_its_maker_and_no_producer_is_no_copy() -> None:
    table = _table(**_LETTERS, x80="003c")
    assert _text(_file(b"lo\x80t", table)) != "lo<t"
    assert _text(_file(b"lo\x80t", table, creator="Typst 0.15.1")) == "lo<t"


def test_names_of_shapes_say_what_codes_are() -> None:
    content = _file(b"o\x01ce \x02 \x03", None, {1: "f_f_i", 2: "f_t.liga", 3: "T_h"}, "cairo 1.16.0")
    assert _text(content) == "office ft Th"
    assert [letters_of_name(name) for name in ("ffl", "uni2019", "R.alt", "eacute", "g4A5", "cid00003")] == [
        "ffl", "\u2019", "R", "", "", "",
    ]  # fmt: skip


def test_joined_bytes_are_unknown_only_where_another_code_has_the_letter() -> None:
    twice = rewrite_letter_tables(
        _file(b"53\x81\x82", _table(**_LETTERS, x33="0033", x81="0033", x82="003c"))
    )
    assert sorted((one.code, one.written) for one in twice.unknown.values()) == [
        (0x33, "3"), (0x81, "3"), (0x82, "<"),
    ]  # fmt: skip
    signs = rewrite_letter_tables(_file(b"}-", _table(**_LETTERS, x7d="007d", x2d="002d")))
    assert [one.written for one in signs.unknown.values()] == ["}"]
    once = _file(b"53", _table(**_LETTERS, x33="0033"))
    assert rewrite_letter_tables(once).content == once


def test_a_code_that_a_list_of_letters_leaves_out_is_unknown_and_its_signs_are_not() -> None:
    table = b"1 beginbfrange\n<0001> <0003> [<006F> <007D> <002D>]\nendbfrange"
    letters = b"2 beginbfrange\n<04> <04> <0065>\n<05> <05> <0000>\nendbfrange"
    content = _file(b"\1\2\3\4\5", table + letters, producer="Qt 6.7.2")
    assert [(one.code, one.written) for one in rewrite_letter_tables(content).unknown.values()] == [(5, "")]
    assert _text(content).startswith("o}-e")


def test_a_private_letter_is_unknown_and_signs_of_a_sound_table_are_not() -> None:
    content = _file(
        b"o\x80ce}-", _table(**_LETTERS, x80="e000", x7d="007d", x2d="002d"), producer="Apache FOP 2.8"
    )
    assert [one.code for one in rewrite_letter_tables(content, is_damaged=False).unknown.values()] == [0x80]
    assert _text(content) == "office}-"


@pytest.mark.parametrize("table", [None, _table(**_LETTERS), _table(x6f="006f")])
def test_a_healthy_table_or_none_is_left_alone(table: bytes | None) -> None:
    content = _file(b"some", table)
    assert rewrite_letter_tables(content).content is content


def test_damage_of_the_file_changes_nothing() -> None:
    content = _file(b"o\x80ce", _table(**_LETTERS, x80="6600cf00"))
    for broken in (
        content[: len(content) // 2],
        content.replace(b"/Widths", b"/Wadths"),
        b"%PDF-1.7 nothing",
    ):
        assert rewrite_letter_tables(broken).unknown == {}
