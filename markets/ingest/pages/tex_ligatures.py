"""Ligatures at their places in TeX's own order of letters, where a font does not name them."""

import re

_LIGATURES = {code: 0xFB00 + code - 0x1B for code in range(0x1B, 0x20)}  # "ff", "fi", "fl", "ffi", "ffl"
_LIGATURE = re.compile("[\x1b-\x1f](?:(?=[a-z])|(?<=[a-z][\x1b-\x1f]))")


def with_tex_ligatures(text: str) -> str:
    """Return a text of the same length with such ligatures as Unicode has them; Python takes them for spaces."""
    return _LIGATURE.sub(lambda found: found[0].translate(_LIGATURES), text)
