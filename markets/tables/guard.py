"""Free text that a spreadsheet would take for a formula is made harmless, and can be made whole again.

Numbers, dates, ids and addresses are not touched: a guard would spoil them, and none of them begins like a formula.
Text in place of an id or an address that does begin so gets its apostrophe too.
"""

import re
import unicodedata

APOSTROPHE = "'"

# Signs that begin a formula, their full-width forms (which spreadsheets of East Asian locales take for the
# same), and the three that make a spreadsheet begin a new cell or drop what comes before.
_BEGINS = frozenset("=+-@\t\r\n＝＋－＠")

_NUMBER = re.compile(r"[+-]?[\d.,]+")

# Shown as nothing, although Unicode counts them among letters, marks and signs.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code)
    for first, last in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
}


def begins_like_a_formula(text: str) -> bool:
    """Return whether the first character that can be seen begins a formula; tabs and returns count as seen."""
    for character in text:
        if character in _BEGINS:
            return True
        # Z: spaces; C: controls, formats, surrogates, private and unassigned characters
        if unicodedata.category(character)[0] not in "ZC" and character not in _BLANK:
            return False
    return False


def escape_formula(text: str) -> str:
    """`text` with one apostrophe before it if it begins like a formula, or with an apostrophe."""
    if text.startswith(APOSTROPHE) or begins_like_a_formula(text):
        return APOSTROPHE + text
    return text


def escape_code(text: str) -> str:
    """Guard what is in the place of an id, a word or an address; leave a number alone."""
    return text if _NUMBER.fullmatch(text) else escape_formula(text)
