"""Enumerations in running text: "(1) cash; (2) cards; and (3) vouchers"."""

import re
from string import ascii_lowercase

_MARK = re.compile(r"(?<=\s)\((\d{1,2}|[a-z]|[ivx]{1,4})\)(?=\s)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ORDERS = (tuple(map(str, range(1, 100))), tuple(ascii_lowercase), _ROMAN)


def find_enumerated(text: str) -> frozenset[int]:
    """Return where the marks of enumerations are: two or more in order from the first on. The first is behind a word
    or a colon, and none is behind the end of a sentence, as the mark of a note is."""
    found: set[int] = set()
    marks = list(_MARK.finditer(text))
    for order in _ORDERS if len(marks) > 1 else ():
        series: list[int] = []
        for mark in marks:
            behind = text[: mark.start()].rstrip()[-1:]
            if mark[1] == order[0]:
                series = [] if behind in ".!?,;" else [mark.start()]
            elif series and mark[1] == order[len(series)] and behind not in ".!?":
                series.append(mark.start())
                found.update(series)
    return frozenset(found)
