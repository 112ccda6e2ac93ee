"""Mend words broken at line ends, by the vocabulary of the same report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

_TOKEN = re.compile(r"[\w-]++(?:\.[\w-]++)+|[^\W_]++(?:-[^\W_]++)*")
_LAST = re.compile(r"[\w.'\u2019-]*-$")
_FIRST = re.compile(r"^[\w'\u2019]+(?:[-.][\w'\u2019]+)*")
# First halves that are a word, and that no other word begins with by chance.
_COMPOUND = re.compile(
    r"^(?:self|well|high|low|long|short|large|small|medium|third|cross|peer|stream|real|full|two|three|four|five"
    r"|six|eight|nine|ten|twenty|thirty|forty|fifty|law|free|hard|fast|business|life|world|half|non)-$",
    re.IGNORECASE,
)


class Vocabulary:
    """The words of a report, as they stand inside its lines (given in order)."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs: counted where the first broken one asks for it."""
        found: list[str] = []
        whole: list[str] = []
        broken = False
        for line in self._lines:
            breaks = line.endswith("-")
            if broken or breaks:
                tokens = _TOKEN.findall(line)
                found += tokens[1 if broken else 0 : -1 if breaks else None]
            else:
                whole.append(line)
            broken = breaks
        found += _TOKEN.findall("\n".join(whole))
        return Counter("\n".join(found).casefold().split("\n"))

    def joint(self, before: str, after: str) -> str:
        """How two lines join: " " where no word is broken, "-" where its hyphen stays, "" where it goes."""
        last, first = _LAST.search(before), _FIRST.search(after)
        if last is None or first is None or last[0] == "-":
            return " "
        left, right = last[0][:-1].casefold(), first[0].casefold()
        whole, hyphened = self.words[left + right], self.words[f"{left}-{right}"]
        bare = re.sub(r"['\u2019]s?$", "", right)
        if bare != right:
            whole += self.words[left + bare]
            hyphened += self.words[f"{left}-{bare}"]
        if whole != hyphened:
            return "" if whole > hyphened else "-"
        if "-" in left or len(left) == 1:
            return "-"  # what has a hyphen keeps the next; one letter is no half of a word: "e-commerce"
        if right in ("and", "or", "to"):
            return " "  # "small- and medium-sized"
        if before[: last.start()].endswith("]") or after[first.end() :].startswith("["):
            return "-"  # an address with its dots in brackets
        if "." in right or "." in left or not after[:1].islower() or not left[-1:].isalpha():
            return "-"  # part of an address, a name or a number
        if _COMPOUND.match(last[0]) and len(right) > 2:
            return "-"
        known = len(left) > 2 and len(right) > 2 and self.words[left] and self.words[bare]
        return "-" if known else ""
