"""Finds the passage of a text that a quotation may come from. All on lists of folded words, in bounded time."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from responses.quotations.alignment import align_tokens

MARKED_GAP = 400  # words that a mark of ellipsis may replace
STARTS = 400  # places of the first word that are tried
PASSAGE_EDGE = 3  # words changed at the beginning or end of a quotation that are set against the passage
WINDOWS = 4  # passages that are aligned to find the nearest
SMALL = frozenset({  # words that any two passages share
    "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or",
    "nor", "but", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "it", "its",
    "this", "that", "these", "those", "as", "not", "no", "will", "would", "can", "could", "may", "must", "should",
    "their", "they", "he", "she", "we", "our", "you", "your", "i", "which", "who", "also",
})  # fmt: skip
Span = tuple[int, int]


def find_contiguous(wanted: Sequence[str], known: Sequence[str]) -> int | None:
    """Return where `wanted` first is in `known`, word for word; None where it does not."""
    return next(find_occurrences(wanted, known), None)


def find_occurrences(wanted: Sequence[str], known: Sequence[str]) -> Iterator[int]:
    """Yield every place where `wanted` is in `known`, word for word."""
    if not wanted or len(wanted) > len(known):
        return
    # one search over joined text runs in C; no word holds the parting character
    text, parted = "\0" + "\0".join(known) + "\0", "\0" + "\0".join(wanted) + "\0"
    counted, at = 0, 0
    place = text.find(parted)
    while place >= 0:
        counted, at = counted + text.count("\0", at, place), place
        yield counted
        place = text.find(parted, place + 1)


def with_gaps(parts: Sequence[Sequence[str]], known: Sequence[str]) -> Span | None:
    """Return the passage in which every part is whole, in order, at most `MARKED_GAP` words apart."""
    for begin in islice(find_occurrences(parts[0], known), STARTS):
        end: int | None = begin + len(parts[0])
        for part in parts[1:]:
            if end is None:
                break
            place = find_contiguous(part, known[end : end + MARKED_GAP + len(part)])
            end = None if place is None else end + place + len(part)
        if end is not None:
            return begin, end
    return None


def shortest_with(wanted: Sequence[str], known: Sequence[str]) -> Span | None:
    """Return the shortest passage that holds all of `wanted` in order with words between; None where the words
    between outnumber the words kept, since then nothing says that it is the same passage."""
    if len(wanted) < 2 or all(word in SMALL for word in wanted):
        return None
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(known):
        places[word].append(place)
    if any(word not in places for word in wanted):
        return None
    room = 2 * len(wanted) + (2 if len(wanted) > 3 else 0)
    best: Span | None = None
    # from the rarer end: fewer places to try
    forward = len(places[wanted[0]]) <= len(places[wanted[-1]])
    for start in places[wanted[0] if forward else wanted[-1]][: STARTS * 10]:
        span = _run(wanted, places, start, room) if forward else _run_back(wanted, places, start, room)
        if span and (best is None or span[1] - span[0] < best[1] - best[0]):
            best = span
    return best


def _run(wanted: Sequence[str], places: dict[str, list[int]], start: int, room: int) -> Span | None:
    here = start
    for word in wanted[1:]:
        found = bisect_right(places[word], here)
        if found == len(places[word]) or places[word][found] - start >= room:
            return None
        here = places[word][found]
    return start, here + 1


def _run_back(wanted: Sequence[str], places: dict[str, list[int]], last: int, room: int) -> Span | None:
    here = last
    for word in reversed(wanted[:-1]):
        found = bisect_left(places[word], here) - 1
        if found < 0 or last - places[word][found] >= room:
            return None
        here = places[word][found]
    return here, last + 1


def find_nearest_passage(wanted: Sequence[str], known: Sequence[str], share: float) -> Span | None:
    """Return the passage that shares most words with `wanted`, in order; None where it shares less than `share`."""
    if len(wanted) < 3:
        return None
    best: tuple[int, int, Span] | None = None
    for begin, end in _windows(wanted, known):
        same = [step for step in align_tokens(wanted, known[begin:end]) if step.same]
        kept = sum(step.i2 - step.i1 for step in same)
        if not same:
            continue
        telling = sum(1 for step in same for word in wanted[step.i1 : step.i2] if word not in SMALL)
        asked = sum(word not in SMALL for word in wanted)
        if kept < share * len(wanted) or telling * 2 < asked or telling < 2:
            continue
        # words changed at either end match as many of the passage, so that they are shown side by side
        lead, tail = min(same[0].i1, PASSAGE_EDGE), min(len(wanted) - same[-1].i2, PASSAGE_EDGE)
        span = (max(0, begin + same[0].j1 - lead), min(len(known), begin + same[-1].j2 + tail))
        length = span[1] - span[0]
        if length <= 2 * len(wanted) + 4 and (best is None or (kept, -length) > best[:2]):
            best = (kept, -length, span)
    return best[2] if best else None


def _windows(wanted: Sequence[str], known: Sequence[str]) -> list[Span]:
    """Return the stretches where most of the quotation's rarer words fall close to each other."""
    asked = Counter(wanted)
    rarity = Counter(word for word in known if word in asked)
    width, step = len(wanted) + len(wanted) // 2 + 8, max(1, len(wanted) // 4)
    weights = [1.0 / (1 + rarity[word]) + 0.001 if word in asked else 0.0 for word in known]
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    starts = range(0, max(1, len(known) - len(wanted) // 2), step)
    scored = sorted(((sums[min(len(known), at + width)] - sums[at], -at) for at in starts), reverse=True)
    chosen: list[Span] = []
    for score, negative in scored:
        at = -negative
        if score <= 0 or len(chosen) == WINDOWS:
            break
        if all(abs(at - begin) >= step * 2 for begin, _ in chosen):
            chosen.append((max(0, at - step), min(len(known), at + width + step)))
    return chosen
