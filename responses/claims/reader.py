"""Proposes claims: reads a statement sentence by sentence and says of every number what it measures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from responses.claims.attribution import find_introduced_speaker, find_quotation_marks, find_speaker
from responses.claims.brackets import (
    find_note_numbers,
    is_in_bracket,
    labeled,
    listed,
    restated,
    without_asides,
    without_brackets,
)
from responses.claims.changes import direction_of
from responses.claims.compared import MOVING, find_compared
from responses.claims.contexts import find_clause, find_contexts, words_within
from responses.claims.doubts import is_doubtful
from responses.claims.labels import label_spans
from responses.claims.lexicon import NO_CLAIMS, SMALL_NUMBERS
from responses.claims.meaning import UNCLEAR, Meaning, Setting, find_meaning
from responses.claims.moods import is_own_fact
from responses.claims.paired import find_pairs
from responses.claims.periods import comparison_of, kind_of_period, period_of
from responses.claims.quantities import Quantity, find_quantities
from responses.claims.records import ProposedClaim
from responses.claims.register import BY_KEY
from responses.claims.screening import LARGE, find_kind, is_measure, is_no_claim, is_reply
from responses.claims.sentences import (
    PAD,
    PLAIN_DIGITS,
    find_paragraphs,
    list_words,
    split_paragraph,
    unwrap_lines,
)
from responses.claims.setting import unit_of
from responses.claims.tables import TableFigure, find_rows
from responses.claims.wholes import end_of_whole, is_whole, narrow_base, split_each, words_behind

LONGEST_SENTENCE = 1500  # characters; what is longer is a table or noise and is read in pieces
_LATER_PART = re.compile(r"[;:] |, (?:which|who|where) | where (?=in \d)|,? and that ")
_NOW = re.compile(r"\b(?:now|today(?! said| \w+ed\b)|currently|at present)\b", re.IGNORECASE)
_UNIT_BEHIND = re.compile(rf"%|\s(?:{'|'.join(sorted(NO_CLAIMS['spans']))})\b(?=\sto\b)")
_COMMA = re.compile(r", (?!\d)")
_ON_AVERAGE = re.compile(r"\s*on\s+average\b[^;.()\d]*", re.IGNORECASE)
_AVERAGE = re.compile(r"[^,;.()\d]{0,60}\bon\s+average\b", re.IGNORECASE)


def propose_claims(text: str) -> tuple[ProposedClaim, ...]:
    """Return the claims of a statement or article, in the order of the text. Takes any text and never raises.

    Prices, dates, list numbers, ages, addresses and spans of time on their own are not claims.
    Every claim's `quote` is its sentence, with `text[start:end] == quote`.
    """
    claims: list[ProposedClaim] = []
    plain = text.translate(PLAIN_DIGITS)
    voice, letters = "", list(plain)
    for (start, end), figures in find_rows(plain):
        claims.extend(claim for figure in figures for claim in _read_cell(text, figure))
        letters[start:end] = "\n" * (end - start)
    prose = "".join(letters)
    spans = list(find_paragraphs(prose))
    flowing = unwrap_lines(prose, spans)
    for paragraph in spans:
        for start, end in split_paragraph(flowing, paragraph):
            for piece in _pieces(flowing, start, end):
                claims.extend(_read(text, flowing, paragraph, piece, voice))
        voice = find_introduced_speaker(flowing, paragraph) or voice
    return tuple(sorted(claims, key=lambda claim: claim.number_start))


def _read_cell(text: str, figure: TableFigure) -> Iterator[ProposedClaim]:
    """Read a figure of a table as the sentence of its row and column; its quote is the row."""
    for claim in _read_row(figure.sentence):
        if figure.place <= claim.number_start < figure.place + figure.cell[1] - figure.cell[0]:
            period = (figure.period, kind_of_period(f"in {figure.period}") or "calendar_year")
            own = (claim.period, claim.period_kind)
            of, kind = period if figure.period and not claim.period else own
            start, end = figure.row
            yield replace(
                claim, quote=text[start:end], start=start, end=end, period=of, period_kind=kind,
                number_start=figure.cell[0], number_end=figure.cell[1],
            )  # fmt: skip


@lru_cache(maxsize=1024)  # a report prints the same table again, or the same zeros
def _read_row(sentence: str) -> tuple[ProposedClaim, ...]:
    return propose_claims(sentence)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _read(
    printed: str, flowing: str, paragraph: tuple[int, int], place_of: tuple[int, int], voice: str
) -> Iterator[ProposedClaim]:
    """Read a sentence. All places but those of quotation marks count from where it begins: a text is read in one go."""
    opening, stop, text = place_of[0], _printed_end(flowing, place_of[1]), flowing[slice(*place_of)]
    span = start, end = 0, len(text)
    text = without_asides(text, span)
    named = label_spans(text, start, end)
    found = find_quantities(text, start, end)
    text, found = restated(text, found)
    tokens = list_words(text, start, end)
    notes, unsure = find_note_numbers(text, found)
    kept = [one for one in found if one.start not in notes and not is_no_claim(text, one, tokens, named)]
    kept = kept or [one for one in found if is_reply(one, tokens)]
    if not any(letter.isalpha() for letter in text):
        kept = [one for one in kept if one.figure.grouped]  # a cell of a table that was not read
    compared = find_compared(text, span, kept)
    against = _against(text, kept, compared)
    for begin, until in compared.values():
        # the claim is of the other figure: these words only say what it is against
        text = text[:begin] + " " * (until - begin) + text[until:]
    kept = [one for place, one in enumerate(kept) if place not in compared]
    kept, of_each, beside_each = split_each(text, span, kept)
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
        if is_whole(text, kept[place - 1 - (place - 1 in bracketed)], kept[place - 1].end, kept[place])
    }
    pairs = find_pairs(text, kept)
    last: Meaning | None = None
    for place, one in enumerate(kept):
        floor = kept[place - 1].end if place else start
        if place in wholes:
            continue  # the base of the share before
        follows = place + 1 + (place + 1 in bracketed)
        whole = kept[follows] if follows in wholes else None
        ceiling = next((other.start for other in kept[follows:] if other is not whole), end)
        clause, around = find_clause(text, start, end, one), span
        if whole and one.kind == "count":
            ceiling = end_of_whole(tokens, whole, ceiling)
            clause, around = (clause[0], min(clause[1], ceiling)), (start, ceiling)
        if place in bracketed:
            floor = kept[place - 2].end if place > 1 else start
        setting = Setting(
            before=words_within(tokens, max(floor, clause[0]), kept[place - (place in bracketed)].start),
            after=words_behind(tokens, kept[follows - 1], whole, min(ceiling, clause[1]), place in bracketed),
            contexts=find_contexts(
                text, around, clause, (max(floor, clause[0]), min(ceiling, clause[1])), one, tokens
            ),
            sentence=text[start:end],
        )
        kind = find_kind(one, tokens)
        if one is beside_each and kind == "count":
            kind, setting = "times", replace(setting, contexts=(*setting.contexts, text[start:end]))
            if whole_of := next((other for other in of_each if other.figure.value >= LARGE), None):
                # "for every 10,000 orders, 1.5 were suspected"
                kind, one = "rate", replace(one, per=whole_of.figure)
                setting = replace(setting, after=words_within(tokens, whole_of.end, end))
        said = find_meaning(one, kind, setting, last)
        if not said and (place in bracketed or is_measure(one, tokens, setting, last)):
            last_two = setting.before[-2:]  # "up 12%", "a jump of 12%"
            by = last_two[-1:] and last_two[-1].lower in ("of", "by")
            # "took down 14,911 (97.5%)" is no fall
            moved = last_two and (by or one.kind != "count") and place not in bracketed
            risen = direction_of(last_two[0 if by else -1]) if moved else ""
            said = replace(UNCLEAR, unit=unit_of(kind) or "count", direction=one.sign or risen)
        if not said:
            continue
        if said.direction and text[one.start : one.figure.start].strip().lower() in ("above", "below"):
            said = replace(UNCLEAR, unit=said.unit)  # "fell below 90%" is a level
        noun = said.noun or said.base or (last.noun if last else "")
        of = said.base
        if kind == "percent" and not said.direction and not whole:
            of = narrow_base(of, setting.before, setting.after)
        said_by = find_speaker(flowing, place_of, paragraph, opening + one.start) or voice
        lead = text[start : one.start]
        if not is_own_fact(text, (clause[0], min(ceiling, clause[1])), one, said_by) or (
            said.known
            and (
                one.start in unsure
                or (kind == "count" and _is_no_total(one))
                or pairs.get(one.start) == ""
                or is_doubtful(BY_KEY[said.metric], noun, setting, lead, kind)
            )
        ):
            said = replace(said, metric=UNCLEAR.metric, known=False, of="")
        marks = find_quotation_marks(flowing, paragraph, opening + one.start)
        own = (clause[0] if floor <= clause[0] else one.end, min(ceiling, clause[1]))
        # a period outside the quotation is when something was said, not what the figure is for
        within = (max(0, marks[0] - opening), min(end, marks[1] - opening)) if marks else span
        claim = _claim(text, within, clause, one, said, own, against.get(one.start, ""))
        near = " ".join(text[max(floor, clause[0]) : min(ceiling, clause[1])].split())
        is_now = claim.period not in near and _NOW.search(near)  # "had 90 in 2021 and has 120 today"
        period = "" if is_now else pairs.get(one.start, claim.period)
        # the quote is as the text prints it, line ends and all
        yield replace(
            claim, start=opening, end=stop, quote=printed[opening:stop],
            number_start=opening + claim.number_start, number_end=opening + claim.number_end,
            base=of, period=period, period_kind=claim.period_kind if period == claim.period else kind_of_period(period),
            said_by=said_by,
        )  # fmt: skip
        if last and last.direction and [word.lower for word in setting.before if not word.is_mark] == ["to"]:
            pass  # "rose 38% to 8.6 million and the team 20%": the verb goes on
        elif said.noun or last is None:
            last = replace(said, noun=said.noun or said.base or ("" if said.known else said.metric))
        else:
            last = replace(said, noun=last.noun or said.base, of=last.of)


def _is_no_total(one: Quantity) -> bool:
    """Return whether a count is no total: nobody closes 1.024 stores, and "fewer than five" is none."""
    part = one.figure.value % 1 and one.figure.scale == 1  # in some countries 1.024 is 1,024
    few = one.figure.written and one.qualifier != "exact" and one.figure.value <= SMALL_NUMBERS
    return bool(one.figure.value == 0 or part or few or not one.figure.is_sure)


def _against(text: str, kept: list[Quantity], compared: dict[int, tuple[int, int]]) -> dict[int, str]:
    """Return what figures are set against: where the figure begins → the words, as printed."""
    own = [place for place in range(len(kept)) if place not in compared]
    found: dict[int, str] = {}
    for place, span in compared.items():
        of = next((other for other in reversed(own) if other < place), next(iter(own), None))
        if of is not None:
            of -= of > 0 and is_whole(text, kept[of - 1], kept[of - 1].end, kept[of])
            found.setdefault(kept[of].start, " ".join(text[slice(*span)].strip("( ").split()))
    return found


def _printed_end(flowing: str, end: int) -> int:
    """Return where a sentence ends with what a hyphen and a line end took of its last word."""
    return end + len(flowing[end : end + 99]) - len(flowing[end : end + 99].lstrip(PAD))


def _claim(
    text: str, span: tuple[int, int], clause: tuple[int, int], one: Quantity, said: Meaning,
    own: tuple[int, int], against: str,
) -> ProposedClaim:  # fmt: skip
    to = one.to if one.joined == "to" else None
    if to and one.to and one.to.value >= one.figure.value:
        words = set(text[slice(*clause)].lower().split())
        to = to if "from" in words and not words.isdisjoint(MOVING) else None
    place = to.end if to else one.start
    unit = _UNIT_BEHIND.match(text, one.figure.end)
    if to:  # "from 22% in 2017 to 35%"
        text = text[: one.figure.end] + " " * (to.start - one.figure.end) + text[to.start :]
    period = kind = ""
    if own[0] == one.end and text[: one.start].endswith(
        ", "
    ):  # "… since 2020, three of them in the last month"
        period, kind = period_of(text, place, one.end, own)
    if not period:
        period, kind = period_of(text, place, one.end, clause)
    if not period:
        # what a later part of the sentence is for is its own
        later = _LATER_PART.search(text, one.end, span[1])
        period, kind = period_of(text, place, one.end, (span[0], later.start() if later else span[1]))
    if kind != "as_of" and said.known and BY_KEY[said.metric].state:
        # "has 304 million sellers, and says that in 2020 …": what there is has no part in what is done later
        comma = _COMMA.search(text, one.end, span[1])
        period, kind = period_of(text, place, one.end, (span[0], comma.start() if comma else span[1]))
    if kind == "rate_of_time" and period not in " ".join(text[slice(*own)].split()):
        period, kind = "", ""  # "has 304 million users, who exchange 1 million things a day"
    # what a change is against may be anywhere; what a level is against is between it and the next figure
    if said.direction:
        comparison = comparison_of(text, clause) or comparison_of(text, span)
    else:
        comparison = comparison_of(text, own)
    if to:
        # "fell from 18 to 12 hours" is 12 now, against 18
        comparison = comparison or f"from {text[one.figure.start : one.figure.end]}{unit[0] if unit else ''}"
    upper = one.to.value if one.to and not to else None
    return ProposedClaim(
        metric=said.metric, known=said.known, value=(to or one.figure).value, value_to=upper, unit=said.unit,
        qualifier="about" if one.qualifier == "exact" and _is_average(text, one, span) else one.qualifier,
        direction=said.direction, period=period, period_kind=kind, base=said.base,
        comparison=against or comparison, said_by="", quote="", start=span[0], end=span[1],
        number_start=one.figure.start, number_end=one.last.end,
    )  # fmt: skip


def _is_average(text: str, one: Quantity, span: tuple[int, int]) -> bool:
    """ "5 hours on average", "On average, brands wait 5 hours"."""
    return bool(_AVERAGE.match(text, one.end, span[1]) or _ON_AVERAGE.fullmatch(text, span[0], one.start))
