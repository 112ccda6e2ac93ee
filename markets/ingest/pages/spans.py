"""The runs of style within one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markets.ingest.records import TextSpan

_SMALL = (0.6, 0.87)  # the size of small capitals by that of large ones
_CAPITAL = re.compile(r"[\"'\u2018\u201c(]?[^\W_]")


def add_span(spans: list[TextSpan], span: TextSpan) -> None:
    """Append a span; equal styles become one. A space before it belongs to the span before, unless that one is
    a superscript, which a reader may want to take out."""
    if spans:
        last = spans[-1]
        if _style(last) == _style(span) and last.raised == span.raised:
            spans[-1] = last._replace(end=span.end)
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


def begins_in_small_capitals(text: str, spans: Sequence[TextSpan]) -> bool:
    """Return whether a line begins with a capital and goes on in small ones, which are drawn smaller."""
    if len(spans) < 2 or spans[1].raised or not _SMALL[0] < spans[1].size / spans[0].size < _SMALL[1]:
        return False
    return _CAPITAL.fullmatch(text, spans[0].start, spans[0].end) is not None


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
