"""What a quotation shows even where its original is not held: dropped names, and a hand from another country."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from responses.quotations.spelling import is_british

_DATA = tomllib.loads((Path(__file__).parent / "suspicions.toml").read_text(encoding="utf-8"))
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


def _one_of(listed: list[str]) -> str:
    longest_first = sorted(listed, key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first)


_MISSING = [
    re.compile(
        rf"\b(?P<left>{_one_of(row['left'])})\s+(?P<right>{_one_of(row['right'])})\b"
        + (rf"(?!\s+(?:{_one_of(row['after'])})\b)" if row["after"] else ""),
        re.IGNORECASE,
    )
    for row in _DATA["missing"]
]
_EMPTY = re.compile(_one_of(_DATA["marks"]["empty"]))
_DOUBLED = re.compile(_one_of(_DATA["marks"]["doubled"]))
_ENDING = re.compile(rf"\b(?:{_one_of(_DATA['marks']['ending'])})\s*(?=[,;.:)](?:\s|$))", re.IGNORECASE)
_PATTERNS = [
    *((pattern, "") for pattern in _MISSING),
    (_EMPTY, "nothing is between the marks; "),
    (_DOUBLED, "two marks together; "),
    (_ENDING, "the phrase has no end; "),
]


def find_suspicions(quote: str, attributed_to_us_agency: bool) -> tuple[str, ...]:
    """Plain sentences on what looks wrong in a quotation, judged by the quotation alone; () where nothing does.

    They are reasons to look at the original, not assessments.
    """
    found = [sentence for _, sentence in sorted(dict(_dropped(quote)).items())]
    if attributed_to_us_agency:
        found += [f"British spelling “{word}” in words of a US agency." for word in british_words(quote)]
    return tuple(dict.fromkeys(found))


def british_words(quote: str) -> tuple[str, ...]:
    """Return the words of a quotation that are spelled as in Britain, each once, in order."""
    return tuple(dict.fromkeys(one[0] for one in re.finditer(r"[^\W\d_]+", quote) if is_british(one[0])))


def _dropped(quote: str) -> Iterator[tuple[int, str]]:
    for pattern, why in _PATTERNS:
        for found in pattern.finditer(quote):
            # marks with nothing before them are those of the quotation itself
            if quote[: found.start()].strip() or quote[found.start()].isalnum():
                yield (
                    found.start(),
                    f"“{_shown(quote, *found.span())}”: {why}a name seems to have been dropped.",
                )


def _shown(quote: str, start: int, end: int) -> str:
    """Return the place with the word before it, and the word after it where it ends in a word."""
    before = [one.start() for one in _WORD.finditer(quote, max(0, start - 60), start)]
    following = _WORD.search(quote, end, end + 40) if quote[end - 1 : end].isalpha() else None
    # marks alone say little: two words before them
    wanted = 1 if quote[start].isalnum() else 2
    begin = before[-wanted:][0] if before else start
    return " ".join(quote[begin : following.end() if following else end].split())
