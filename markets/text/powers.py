"""Raised figures that are powers, and no marks of notes."""

import re

_BASE = re.compile(r"(?<![\d.,])10$|\d\s?[kcd]?m$")  # "10⁶", "300 m²"
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_power(before: str, raised: str) -> str:
    """Return a raised figure as signs that stay raised where it is a power of what is before it; else ""."""
    figure = raised.strip()
    if not figure.isdecimal() or len(figure) > 2 or not _BASE.search(before):
        return ""
    return raised.translate(_RAISED_DIGITS)
