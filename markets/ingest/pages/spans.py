"""The runs of style within one line."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from markets.ingest.records import TextSpan

_SMALL = (0.6, 0.87)  # the size of small capitals by that of large ones
_FEW = 3  # words with capitals inside
_LARGE = re.compile(r"(?<![^\W\d_])[^\W\d_]$|^A $")
_MIXED = re.compile(r"[a-z][A-Z]")
_DOTTED = re.compile("[\u015e\u015f\u011e\u011f\u0130\u0131]")  # letters of languages with a dotless i


def add_span(spans: list[TextSpan], span: TextSpan) -> None:
    """Append a span; equal styles become one. A space before it belongs to the span before, unless that one is
    a superscript, which a reader may want to take out."""
    if spans:
        last = spans[-1]
        if last[2:] == span[2:]:
            spans[-1] = TextSpan(last.start, *span[1:])
            return
        if last.end != span.start and last.raised:
            span = span._replace(start=last.end)
        elif last.end != span.start:
            spans[-1] = last._replace(end=span.start)
    spans.append(span)


def cut_spans(spans: Sequence[TextSpan], length: int) -> tuple[TextSpan, ...]:
    """Return the spans of the first `length` characters."""
    return tuple(
        span if span.end <= length else span._replace(end=length) for span in spans if span.start < length
    )


def find_small_capitals(text: str, spans: Sequence[TextSpan]) -> list[tuple[TextSpan, TextSpan]]:
    """Return the neighbors of a line of which the second goes on, smaller, in a word whose first letter is large, or
    behind a large "A"."""
    return [
        (large, small)
        for large, small in pairwise(spans)
        if _SMALL[0] < small.size / large.size < _SMALL[1]
        and not small.raised
        and (
            _LARGE.search(text, large.start, large.end)
            # "4ANIME", "CDKEY"
            or (text[large.end - 1].isdigit() or text[large.end - 2 : large.end].isupper())
            and text[small.start : small.end].isupper()
        )
        and text[small.start].isalpha()
    ]


def lower_small_capitals(text: str, spans: Sequence[TextSpan], usual: float = 0.0) -> str:
    """Return the text with small letters small and large ones large: where a program has mixed them in small capitals
    ("mArch", whose "M" is large), since it gives each shape one letter, and where only part of a line is in capitals.
    `usual`: the size of most of the page's text."""
    pairs = find_small_capitals(text, spans)
    larges, smalls = [large for large, _ in pairs], {small.size for _, small in pairs}
    faces = {small.font for _, small in pairs}
    pieces = [(text[span.start : span.end], span) for span in spans]
    small = [piece for piece, span in pieces if span.size in smalls]
    rest = "".join(piece for piece, span in pieces if span.size not in smalls and span not in larges)
    # Where but one letter is large, and more so than the text, it may be raised, and the small ones as written.
    raised = len(pairs) == 1 and larges[0].size != usual
    both = any(piece != piece.lower() for piece in small) and any(piece != piece.upper() for piece in small)
    mixed = sum(len(_MIXED.findall(piece)) for piece in small) >= _FEW if raised else both
    mixed = mixed or any(text[large.end - 1].islower() for large in larges)
    named = any("small" in face.casefold() for face in faces)
    if not mixed and not (rest.upper() != rest and (named or any(map(str.isupper, small)))):
        return text
    of_capitals = "".join(piece for piece, span in pieces if span.size in smalls or span in larges)
    change = str.upper if _DOTTED.search(of_capitals) else str.lower  # capitals that may hide a dotless i
    made = "".join(
        change(piece)
        if span.size in smalls
        else piece.upper()
        if span in larges or span.font in faces and "small" in span.font.casefold()
        else piece
        for piece, span in pieces
    )
    return made if len(made) == len(text) else text


def find_prevailing_style(spans: Sequence[TextSpan]) -> tuple[str, float, bool, bool]:
    """(font, size, bold, italic) of most characters; superscripts count only where there is nothing else."""
    if len(spans) == 1:
        return _style(spans[0])
    weight: Counter[tuple[str, float, bool, bool]] = Counter()
    for span in spans:
        weight[_style(span)] += 0 if span.raised else span.end - span.start
    return max(weight, key=weight.__getitem__)


def _style(span: TextSpan) -> tuple[str, float, bool, bool]:
    return span.font, span.size, span.bold, span.italic
