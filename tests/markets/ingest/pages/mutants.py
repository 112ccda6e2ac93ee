"""Copies of a file damaged as transfers and disks damage it, each made again from its number."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markets.ingest.pages import Unreadable, read_document
from markets.ingest.records import TextPage

_KINDS = ("flipped", "cut out", "zeroed", "doubled", "cut off", "exchanged", "renumbered")


def mutant(content: bytes, number: int) -> bytes:
    """The file with one kind of damage."""
    rng = random.Random(number)
    data, length = bytearray(content), len(content)
    kind = rng.choice(_KINDS)
    at, size = rng.randrange(length), rng.choice([1, 4, 16, 64, 256, 1024, 4096])
    other = rng.randrange(length)
    if kind == "flipped":
        for _ in range(rng.choice([1, 1, 2, 5, 20])):
            data[rng.randrange(length)] ^= 1 << rng.randrange(8)
    elif kind == "cut out":
        del data[at : at + size]
    elif kind == "zeroed":
        data[at : at + size] = bytes(len(data[at : at + size]))
    elif kind == "doubled":
        data[at:at] = data[at : at + size]
    elif kind == "cut off":
        del data[int(length * rng.uniform(0.3, 0.9999)) :]
    elif kind == "exchanged":
        size = min(size, length - at, length - other)
        here, there = bytes(data[at : at + size]), bytes(data[other : other + size])
        data[at : at + size], data[other : other + size] = there, here
    else:
        digits = [match.start() for match in re.finditer(rb"(?<=[ \n/])\d", content)]
        for _ in range(3):
            data[rng.choice(digits)] = rng.choice(b"0123456789")
    return bytes(data)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of so many mutants: how many were refused, kept all their text, lost some and said so; and the numbers
    of those that lost some in silence."""

    refused: int
    whole: int
    noticed: int
    silent: tuple[int, ...]

    @property
    def lost(self) -> int:
        """How many were read although they had lost text."""
        return self.noticed + len(self.silent)


def try_mutants(content: bytes, numbers: Sequence[int]) -> Outcome:
    """Read each mutant, and hold its text and its doubts against those of the sound file."""
    sound = read_document(content)
    letters = _letters(sound.pages)
    counts: Counter[str] = Counter()
    silent = []
    for number in numbers:
        try:
            document = read_document(mutant(content, number))
        except Unreadable:
            counts["refused"] += 1
            continue
        if not letters - _letters(document.pages):
            counts["whole"] += 1
        elif set(document.doubts) - set(sound.doubts):
            counts["noticed"] += 1
        else:
            silent.append(number)
    return Outcome(counts["refused"], counts["whole"], counts["noticed"], tuple(silent))


def _letters(pages: Sequence[TextPage]) -> Counter[str]:
    """What is printed, without spaces: those depend on the widths of letters, and their loss loses no text."""
    return Counter(letter for page in pages for line in page.lines for letter in line.text if letter != " ")
