"""Proposes claims: reads a statement sentence by sentence and says of every number what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from responses.claims.attribution import find_introduced_speaker, find_quotation_marks, find_speaker
from responses.claims.brackets import is_in_bracket, labeled, listed, restated, without_brackets
from responses.claims.changes import direction_of
from responses.claims.compared import find_compared
from responses.claims.contexts import find_clause, find_contexts, words_within
from responses.claims.html import plain_text
from responses.claims.labels import is_label, label_spans, span_word
from responses.claims.lexicon import DEEDS, NO_CLAIMS
from responses.claims.meaning import UNCLEAR, Meaning, Setting, find_meaning
from responses.claims.moods import is_unreal
from responses.claims.periods import comparison_of, period_of
from responses.claims.quantities import Quantity, find_quantities
from responses.claims.records import ProposedClaim
from responses.claims.sentences import PAD, Word, find_paragraphs, list_words, split_paragraph, unwrap_lines
from responses.claims.setting import unit_of
from responses.claims.tables import TableFigure, find_rows

LONGEST_SENTENCE = 1500  # characters; what is longer is a table or noise and is read in pieces
_OF = re.compile(
    r"(?:(?:\s+[a-z]+){0,3}\s+out)?\s+of\s+(?:(?:the|its|our|all|their|these|those|some|about|over|nearly)\s+)*(?:more\s+than\s+)?",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bfor\s+(?:every|each)\b|\bof\s+every\s+(?=\d)", re.IGNORECASE)
_BEHIND_EACH = re.compile(r"\b(?:(?:for|of)\s+(?:every|each)|per)\s+$", re.IGNORECASE)
_AVERAGE = re.compile(r"[^,;.()\d]{0,60}\bon\s+average\b", re.IGNORECASE)
_LEADING = frozenset(("of", "the", "its", "our", "all", "their", "these", "those"))
_LARGE = 100  # a count below which a figure that measures nothing known is hardly a claim
NEXT = 60  # characters after a figure in which its unit of time may be


def propose_claims(text: str) -> tuple[ProposedClaim, ...]:
    """Return the claims of a statement or article, in the order of the text. Takes any text and never raises.

    Prices, dates, list numbers, ages, addresses and spans of time on their own are not claims.
    Every claim's `quote` is its sentence, with `text[start:end] == quote`.
    """
    claims: list[ProposedClaim] = []
    voice, letters = "", list(text)
    for (start, end), figures in find_rows(text):
        claims.extend(claim for figure in figures for claim in _read_cell(text, figure))
        letters[start:end] = "\n" * (end - start)
    prose = "".join(letters)
    spans = list(find_paragraphs(prose))
    flowing = unwrap_lines(prose, spans)
    for paragraph in spans:
        for start, end in split_paragraph(flowing, paragraph):
            for piece in _pieces(flowing, start, end):
                claims.extend(
                    _as_printed(claim, text, flowing) for claim in _read(flowing, paragraph, piece, voice)
                )
        voice = find_introduced_speaker(flowing, paragraph) or voice
    return tuple(sorted(claims, key=lambda claim: claim.number_start))


def _read_cell(text: str, figure: TableFigure) -> Iterator[ProposedClaim]:
    """Read a figure of a table as the sentence of its row and column; its quote is the row."""
    for claim in propose_claims(figure.sentence):
        if figure.place <= claim.number_start < figure.place + figure.cell[1] - figure.cell[0]:
            period = (figure.period, period_of(f"in {figure.period}", 0, 0)[1] or "calendar_year")
            own = (claim.period, claim.period_kind)
            of, kind = period if figure.period and not claim.period else own
            start, end = figure.row
            yield replace(
                claim, quote=text[start:end], start=start, end=end, period=of, period_kind=kind,
                number_start=figure.cell[0], number_end=figure.cell[1],
            )  # fmt: skip


def _as_printed(claim: ProposedClaim, text: str, flowing: str) -> ProposedClaim:
    """Return the claim with its sentence as the text prints it, line ends and all."""
    end = claim.end
    while end < len(text) and flowing[end] == PAD:
        end += 1
    return replace(claim, quote=text[claim.start : end], end=end)


def propose_from_html(html: str) -> tuple[ProposedClaim, ...]:
    """Return the claims of a page. Places count in `plain_text(html)`, which is what a reader sees of it."""
    return propose_claims(plain_text(html))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _read(
    text: str, paragraph: tuple[int, int], span: tuple[int, int], voice: str
) -> Iterator[ProposedClaim]:
    start, end = span
    if not any(letter.isalpha() for letter in text[start:end]):
        return
    tokens = list_words(text, start, end)
    named = label_spans(text, start, end)
    kept = [one for one in find_quantities(text, start, end) if not _is_no_claim(text, one, tokens, named)]
    text, kept = restated(text, kept)
    compared = find_compared(text, span, kept)
    against = _against(text, kept, compared)
    for (
        begin,
        stop,
    ) in compared.values():  # the claim is of the other figure: these words only say what it is against
        text = text[:begin] + " " * (stop - begin) + text[stop:]
    kept = [one for place, one in enumerate(kept) if place not in compared]
    each = _EACH.search(
        text, start, end
    )  # "for every 1 listing taken down on request, 26 were removed proactively"
    of_each = [one for one in kept if _BEHIND_EACH.search(text, start, one.start)]
    kept = [one for one in kept if one not in of_each]
    beside = [one for one in kept if each and not one.per and _is_beside(text, each.start(), one)]
    beside_each = min(beside, key=lambda one: _distance(each, one)) if each and beside else None
    for before, one in zip([None, *kept], kept, strict=False):
        if before is None or not is_in_bracket(text, before, one):
            text = labeled(text, one)
    bracketed = {place for place in range(1, len(kept)) if is_in_bracket(text, kept[place - 1], kept[place])}
    for place in bracketed:  # "1.09% (6,386,114) of …": the brackets part no clause
        text = without_brackets(text, kept[place - 1].end, kept[place].end)
    text = listed(text, span, kept)
    tokens = list_words(text, start, end)
    wholes = {
        place
        for place in range(1, len(kept))
        if _is_whole(text, kept[place - 1 - (place - 1 in bracketed)], kept[place - 1].end, kept[place])
    }
    last: Meaning | None = None
    for place, one in enumerate(kept):
        floor = kept[place - 1].end if place else start
        if place in wholes:
            continue  # the base of the share before
        follows = place + 1 + (place + 1 in bracketed)
        whole = kept[follows] if follows in wholes else None
        ceiling = next((other.start for other in kept[follows:] if other is not whole), end)
        clause = find_clause(text, start, end, one)
        if place in bracketed:
            floor = kept[place - 2].end if place > 1 else start
        setting = Setting(
            before=words_within(tokens, max(floor, clause[0]), kept[place - (place in bracketed)].start),
            after=_after(tokens, kept[follows - 1], whole, min(ceiling, clause[1]), place in bracketed),
            contexts=find_contexts(
                text, span, clause, (max(floor, clause[0]), min(ceiling, clause[1])), one, tokens
            ),
            sentence=text[start:end],
        )
        kind = _kind(one, tokens)
        if one is beside_each and kind == "count":
            kind, setting = "times", replace(setting, contexts=(*setting.contexts, text[start:end]))
            if whole_of := next((other for other in of_each if other.figure.value >= _LARGE), None):
                # "for every 10,000 orders, 1.5 were suspected"
                kind, one = "rate", replace(one, per=whole_of.figure)
                setting = replace(setting, after=words_within(tokens, whole_of.end, end))
        said = find_meaning(one, kind, setting, last)
        if not said and (place in bracketed or _is_measure(one, tokens, setting.after, last)):
            risen = direction_of(setting.before[-1]) if setting.before else ""
            said = replace(UNCLEAR, unit=unit_of(kind) or "count", direction=risen)
        if not said:
            continue
        if said.known and is_unreal(text, (clause[0], min(ceiling, clause[1])), one, setting.before):
            said = replace(said, metric=UNCLEAR.metric, known=False, of="")
        marks = find_quotation_marks(text, paragraph, one.start)
        # a period outside the quotation is when something was said, not what the figure is for
        within = (max(start, marks[0]), min(end, marks[1])) if marks else span
        claim = replace(_claim(text, within, clause, one, said), quote=text[start:end], start=start, end=end)
        if one.start in against:
            claim = replace(claim, comparison=against[one.start])
        yield replace(claim, said_by=find_speaker(text, span, paragraph, one.start) or voice)
        if said.noun or last is None:
            last = replace(said, noun=said.noun or said.base or ("" if said.known else said.metric))
        else:
            last = replace(said, noun=last.noun or said.base, of=last.of)


def _against(text: str, kept: list[Quantity], compared: dict[int, tuple[int, int]]) -> dict[int, str]:
    """Return what figures are set against: where the figure begins → the words, as printed."""
    own = [place for place in range(len(kept)) if place not in compared]
    found: dict[int, str] = {}
    for place, span in compared.items():
        of = next((other for other in reversed(own) if other < place), next(iter(own), None))
        if of is not None:
            of -= of > 0 and _is_whole(text, kept[of - 1], kept[of - 1].end, kept[of])
            found.setdefault(kept[of].start, " ".join(text[slice(*span)].strip("( ").split()))
    return found


def _is_measure(one: Quantity, sentence: list[Word], after: Sequence[Word], last: Meaning | None) -> bool:
    """Return whether a figure measures something, whatever it is: a share, or a count of some size that is grouped or
    with what was done or behind another claim."""
    if one.kind == "percent" or one.per:
        return one.figure.value != 100
    told = [word.lower for word in after[:2]]
    if one.kind == "count" and told[:1] in (["were"], ["was"]) and told[-1] in DEEDS:
        return True  # "63 were shut down"
    done = one.figure.grouped or last is not None or any(word.lower in DEEDS for word in sentence)
    return one.kind == "count" and one.figure.value >= _LARGE and not one.figure.written and done


def _is_whole(text: str, share: Quantity, behind: int, one: Quantity) -> bool:
    """Return whether a count is what a share is of: "1.09% of the 585,879,265 active listings", "12 of the 30"."""
    of = _OF.fullmatch(text[behind : one.start])
    return (
        one.kind == "count"
        and of is not None
        and (share.kind == "percent" or share.figure.value < one.figure.value)
    )


def _distance(each: re.Match[str], one: Quantity) -> int:
    return max(each.start() - one.end, one.start - each.end())


def _is_beside(text: str, each: int, one: Quantity) -> bool:
    """Return whether a figure is what comes for each of something: no mark but a comma is between the two."""
    return not re.search(
        r"[;:.]\s|\bthan\s", text[min(each, one.end) : max(each, one.start)].replace("more than ", "")
    )


def _after(
    tokens: list[Word], one: Quantity, whole: Quantity | None, ceiling: int, bracketed: bool
) -> list[Word]:
    """Return the words behind a quantity; the count that a share is of is passed over, and for a share's own count in
    brackets all that leads to what is counted."""
    between = words_within(tokens, one.end, whole.start) if whole else []
    named = next((at for at, word in enumerate(between) if word.lower in ("of", "out")), 0)
    of = [] if bracketed else between[:named] or [word for word in between if word.lower == "of"]
    behind = words_within(tokens, whole.end if whole else one.end, ceiling)
    while bracketed and behind and behind[0].lower in _LEADING:
        behind = behind[1:]
    return [*of, *behind]


def _is_timed(one: Quantity, tokens: list[Word]) -> bool:
    """Return whether the sentence speaks of how long something takes; else a span of time is no claim."""
    lower = {word.lower for word in tokens}
    return bool(lower & NO_CLAIMS["timed"]) or (one.to is not None and bool(lower & NO_CLAIMS["handled"]))


def _is_no_claim(text: str, one: Quantity, tokens: list[Word], named: list[tuple[int, int]]) -> bool:
    if (
        any(begin < one.last.end and one.figure.start < stop for begin, stop in named)
        and one.kind != "percent"
    ):
        return True
    before, after = words_within(tokens, 0, one.start), words_within(tokens, one.end, len(text))
    if span_word(one, after) and not _is_timed(one, tokens):
        return True
    if one.figure.written and one.figure.value == 1 and one.kind == "count" and not one.per:
        return True  # "one" is nearly always a pronoun
    return is_label(text, one, before, after)


def _kind(one: Quantity, tokens: list[Word]) -> str:
    if one.per:
        return "rate"
    return "time" if span_word(one, words_within(tokens, one.end, one.end + NEXT)) else one.kind


def _claim(
    text: str, span: tuple[int, int], clause: tuple[int, int], one: Quantity, said: Meaning
) -> ProposedClaim:
    start, end = span
    near, whole = text[clause[0] : clause[1]], text[start:end]
    moved = one.to is not None and one.joined == "to" and _moved(near)
    place = one.to.end if one.to and moved else one.start
    period, period_kind = period_of(near, place - clause[0], one.end - clause[0])
    if not period:
        period, period_kind = period_of(whole, place - start, one.end - start)
    value, value_to = one.figure.value, one.to.value if one.to else None
    comparison, direction = (
        comparison_of(near) or (comparison_of(whole) if said.direction else ""),
        said.direction,
    )
    if one.to and moved:
        # "fell from 18 to 12 hours" is 12 now, against 18
        percent = "%" if text.startswith("%", one.figure.end) else ""
        comparison = comparison or f"from {text[one.figure.start : one.figure.end]}{percent}"
        value, value_to = one.to.value, None
    return ProposedClaim(
        metric=said.metric, known=said.known, value=value, value_to=value_to, unit=said.unit,
        qualifier="about" if one.qualifier == "exact" and _AVERAGE.match(text, one.end, end) else one.qualifier,
        direction=direction, period=period, period_kind=period_kind, base=said.base,
        comparison=comparison, said_by="", quote=whole, start=start, end=end,
        number_start=one.figure.start, number_end=one.last.end,
    )  # fmt: skip


def _moved(clause: str) -> bool:
    from_to = re.search(r"\bfrom\b", clause)
    return bool(from_to) and bool(
        re.search(
            r"\b(?:rose|fell|grew|declined|dropped|increas\w+|decreas\w+|reduc\w+|cut|shorten\w+|improv\w+|climbed|up|down|went|jumped|expanded|lowered|shrank)\b",
            clause,
        )
    )
