"""A damaged code may be what Ghostscript makes the same of, where its width allows that."""

from markets.ingest.pages.likely_letters import likely_letters

_WIDTHS = {"f": 330.0, "i": 280.0, "l": 280.0, "t": 280.0, "o": 500.0, "k": 500.0, "v": 500.0, "3": 500.0}


def test_bytes_joined_by_ghostscript_tell_what_a_letter_was() -> None:
    assert likely_letters("o", 590, _WIDTHS, {}).keys() == {"fi", "o"}
    assert likely_letters("3", 500, _WIDTHS, {}).keys() == {"\u2013", "3"}
    assert "\u201c" in likely_letters("<", 450, _WIDTHS, {})
    assert likely_letters("a", 450, _WIDTHS, {}).keys() == {"a"}


def test_widths_tell_long_ligatures_from_short_ones() -> None:
    assert {"fi", "fl"} <= likely_letters("", 600, _WIDTHS, {}).keys()
    assert "ffi" not in likely_letters("", 600, _WIDTHS, {})
    assert "fi" not in likely_letters("", 900, _WIDTHS, {})
    assert "\u2014" in likely_letters("", 1000, _WIDTHS, {})


def test_a_letter_much_wider_than_elsewhere_is_not_itself() -> None:
    assert "v" not in likely_letters("v", 640, {"f": 330.0, "t": 330.0}, {"v": 500.0})
