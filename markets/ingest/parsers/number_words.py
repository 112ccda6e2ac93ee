"""Numbers in words and figures."""

import re

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_UNITS = _UNIT_WORDS.split()
_TENS = [f"{ten}ty" for ten in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")]
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 20 + 10 * i for i, word in enumerate(_TENS)
}
_WORD = "|".join(_UNITS + _TENS)
NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})|{_WORD})"


def read_number(text: str) -> int | None:
    """Return the value of "31", "fifteen" or "thirty-eight"; None for anything else."""
    text = text.strip().casefold()
    if text.isdigit():
        return int(text)
    parts = re.split(r"[- ]", text)
    if not parts or any(part not in _VALUES for part in parts):
        return None
    return sum(_VALUES[part] for part in parts)


def read_roman(text: str) -> int:
    """Return the value of a roman number in small letters."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
