"""Entries that are run in: the name is at the head of the entry's first paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markets.ingest.parsers import lead_lines, places
from markets.ingest.parsers.line_style import HeadingStyle, short_by_far
from markets.ingest.parsers.page_measures import Measures, name_font_family
from markets.ingest.parsers.paragraphs import Paragraph, StyleRun
from markets.ingest.parsers.wording import split_words

_BRACKETS = r"(?:[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]])"
_AFTER = re.compile(
    rf"^(?P<place>(?:\s*{_BRACKETS})?(?:\s*,\s*[^.:;]{{2,70}}?)?(?:\s*{_BRACKETS})?)"
    r"\s*(?:[.:]?\s?\u2014|[.:]|\s[\u2013-])(?:\s+|$|(?<=\u2014))(?P<rest>.*)$",
    re.DOTALL,
)
_STOPPED = re.compile(
    rf"^(?P<name>.*?)\s*(?P<stop>[.:]\s?\u2014|[.:\u2013\u2014-])(?P<place>\s*{_BRACKETS}\s*[.:]?)?\s*$",
    re.DOTALL,
)
_UNSTYLED = re.compile(
    rf"^(?P<name>[^.:;()\[\]][^:;()\[\]]{{0,90}}?)\s+(?P<place>{_BRACKETS})\s?[.:]\s+(?=\S)"
)
# Brackets that belong to the name before those that hold the place.
_UNSTYLED_LONG = re.compile(
    r"^(?P<name>[^:;]{3,140}?[)\w.])\s+(?P<place>[(\[][^()\[\]]*[)\]])\s?[.:]\s+(?=\S)"
)
_BULLETED = re.compile(r"^(?P<name>(?:[^.:;!?]|\.(?=\w)){2,60}?)[.:]\s+(?=[A-Z\u201c\"])")
_LETTER = r"(?:[^.:;]|(?<=\bSt)\.|(?<=\bMt)\.|(?<=\b[A-Z])\.)"
_FRAGMENT = re.compile(
    rf"^(?P<name>{_LETTER}{{2,60}}?,\s+{_LETTER}{{2,70}}?|(?:(?!,){_LETTER}){{2,60}}?\s+[(\[][^()\[\]]{{2,60}}[)\]])"
    r"(?:\.|:|\s[\u2013\u2014])\s+(?=[A-Z\u201c\"\d])"
)
# "Can Tho" and "Feira do Sol" are names.
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|remains?|continues?|offers?|sells?|reports?|says?|said|should|must|may"
    r"|can|will|would|could|does|do(?! [A-Z\u00c0-\u00dd])|did|include[sd]?|provides?"
    r"|(?i:according|reportedly|that|which|who))\b"
)

_OTHER_SCRIPT = re.compile(r"\s*(?:(?![\u0000-\u036f])\w|(?<=\w)[\s-](?=\w))+\s*")
_BRACKET_BEHIND = re.compile(rf"\s{_BRACKETS}(?:\s|$)")
_SMALL = 0.87  # the size of small capitals by that of large ones, at most
_LONGEST_UNMARKED = 8  # words
NAME_LINKS = ("and", "of", "the", "for", "de", "del", "do", "da", "formerly", "including")


@dataclass(frozen=True, slots=True)
class RunIn:
    """`name` with any place behind it, as printed; `start`: where the text proper begins. `styled` says that
    the name is set in a style of its own, `placed` that a country is printed with it."""

    name: str
    start: int
    styled: bool
    placed: bool
    name_end: int


def run_in(
    paragraph: Paragraph,
    measures: Measures,
    fragments: bool = False,
    item: bool = False,
    unmarked: bool = False,
) -> RunIn | None:
    """Return the entry that begins in this paragraph, if one is run in. `fragments`: a first sentence that is but
    "Name, City." counts though nothing in its style sets it apart; also one that is but
    "Name." in an `item` of a list. `unmarked`: a bold name counts that no stop or dash follows."""
    styled = _styled(paragraph, measures) or (_read_unmarked(paragraph, measures) if unmarked else None)
    if styled is not None:
        return styled
    text = paragraph.text
    bracketed = ")" in text or "]" in text
    match = _UNSTYLED.match(text) if bracketed else None
    if match and places.read_place(match["place"], near=True) and _name_like(match["name"]):
        return RunIn(text[: match.end("place")].strip(), match.end(), False, True, match.end("name"))
    match = _UNSTYLED_LONG.match(text) if bracketed else None
    if match and places.read_place(match["place"], near=True) and is_capital_name(match["name"]):
        return RunIn(text[: match.end("place")].strip(), match.end(), False, True, match.end("name"))
    if fragments and (match := _FRAGMENT.match(text)) and _placed_name(match["name"]):
        return RunIn(match["name"].strip(), match.end(), False, False, match.end("name"))
    if item or (paragraph.bullet and not paragraph.bullet[0].isalnum()):
        match = _BULLETED.match(text)
        if match and fragments and _name_like(match["name"]):
            return RunIn(match["name"].strip(), match.end(), False, False, match.end("name"))
    return None


def are_unmarked(
    paragraphs: Sequence[Paragraph], looks: Sequence[HeadingStyle | None], measures: Measures
) -> bool:
    """Return whether bold names open paragraphs without a stop or dash behind them: more such than headings, and
    none with one."""
    plain = [paragraph for paragraph, look in zip(paragraphs, looks, strict=True) if look is None]
    if any(paragraph.runs[0].bold and _styled(paragraph, measures) for paragraph in plain if paragraph.runs):
        return False
    found = [one for paragraph in plain if (one := _read_unmarked(paragraph, measures))]
    return len({one.name for one in found}) > max(2, len(paragraphs) - len(plain))


def _read_unmarked(paragraph: Paragraph, measures: Measures) -> RunIn | None:
    """Return the bold name that a paragraph opens with; a sentence that goes on in small letters begins with it."""
    end = _marked(paragraph, measures) if paragraph.runs and paragraph.runs[0].bold else 0
    name = paragraph.text[:end].strip()
    if not name or paragraph.text[end : end + 1] != " " or not is_capital_name(name):
        return None
    if len(split_words(name)) > _LONGEST_UNMARKED:
        return None
    if bracket := _BRACKET_BEHIND.match(paragraph.text, end):
        return RunIn(name + bracket[0].rstrip(), bracket.end(), True, False, end)
    start = 0 if paragraph.text[end + 1 :][:1].islower() else end + 1
    return RunIn(name, start, True, False, end)


def _name_like(text: str) -> bool:
    count = len(split_words(text))
    return (
        0 < count <= 12
        and not _VERBS.search(text)
        and (text[:1].isupper() or text[:1].isdigit() or count <= 3)
    )


def is_capital_name(text: str) -> bool:
    """Return whether a text is a name in which every word but the small ones begins with a capital or a figure."""
    return not _VERBS.search(text) and all(
        not word[0].islower() or word in NAME_LINKS for word in split_words(text)
    )


def _placed_name(text: str) -> bool:
    """Return whether "Name, City" may be that: each part in capitals as names are, and no verb in it."""
    parts = [part for part in re.split(r",|[()\[\]]|\b(?:also|formerly|and|or)\s", text) if part.strip()]
    return _name_like(text) and len(parts) > 1 and all(places.is_name_like(part, 8) for part in parts)


def _styled(paragraph: Paragraph, measures: Measures) -> RunIn | None:
    text = paragraph.text
    end = _marked(paragraph, measures)
    if not 0 < end < len(text):
        return None
    head, rest = text[:end], text[end:]
    stopped = _STOPPED.match(head)
    if stopped and stopped["name"] and (not rest.strip() or rest.strip()[0] not in ".,:([\u2013\u2014"):
        name = stopped["name"] + (stopped["place"] or "").rstrip(" .:")
        return _made(name, end, text, len(stopped["name"]))
    after = _AFTER.match(rest)
    if after is None or not after["rest"].strip():
        return None
    place = after["place"].rstrip()
    if place.startswith(",") and _VERBS.search(place):
        return None
    name = (head.rstrip() + (" " if place.startswith("(") else "") + place) if place else head
    return _made(re.sub(r"\s+", " ", name), end + after.start("rest"), text, len(head.rstrip()))


def _made(name: str, start: int, text: str, name_end: int) -> RunIn | None:
    name = (
        name.strip(" .:\u2013\u2014") if not re.search(r"\b(?:Ltd|Inc|Co|[A-Z])\.$", name) else name.strip()
    )
    if not name or len(split_words(name)) > 26 or lead_lines.is_lead(re.split(r"\.\s", name)[0] + "."):
        return None
    while start < len(text) and text[start] in " :.\u2013\u2014-":
        start += 1
    bracket = re.search(rf"{_BRACKETS}$", name)
    placed = bool(bracket and places.read_place(bracket[0], near=True))
    return RunIn(name, start, True, placed, min(name_end, len(name)))


def _marked(paragraph: Paragraph, measures: Measures) -> int:
    """Return where the style in which the paragraph begins ends, if it is a style that marks a name; else 0."""
    if not paragraph.runs:
        return 0
    first = paragraph.runs[0]
    marked = (
        (first.bold and not measures.bold)
        or (first.italic and not measures.italic)
        or name_font_family(first.font) != measures.family
        or first.size > measures.size + 0.6
    )
    if not marked:
        begins_large = first.size > _SMALL * measures.size and first.end - first.start > 2
        return 0 if begins_large else _small_capitals_end(paragraph, measures)
    end = first.end
    for run in paragraph.runs[1:]:
        if _OTHER_SCRIPT.fullmatch(paragraph.text, run.start, run.end):
            end = run.end  # of a name, from a font that has no bold face
            continue
        if not _alike(run, first) and any(c.isalnum() for c in paragraph.text[run.start : run.end]):
            break
        end = run.end
        if not _alike(run, first):
            end = run.start
            break
    while end > 0 and paragraph.text[end - 1] == " ":
        end -= 1
    return 0 if _is_first_line(paragraph, first, end, measures) else end


def _small_capitals_end(paragraph: Paragraph, measures: Measures) -> int:
    """Return where the small capitals end in which a paragraph begins: single large letters, each with small ones."""
    end = 0
    for run, after in pairwise(paragraph.runs):
        if run.size > _SMALL * measures.size and len(paragraph.text[run.start : run.end].strip()) > 1:
            break
        if run.size <= _SMALL * measures.size and run.end - run.start > 1:
            end = run.end
        elif after.start != run.end or after.size > _SMALL * run.size:
            break
    whole = end == paragraph.lines[0].spans[-1].end if paragraph.lines[0].spans else True
    return 0 if whole else len(paragraph.text[:end].rstrip())


def _is_first_line(paragraph: Paragraph, first: StyleRun, end: int, measures: Measures) -> bool:
    """Return whether a style is that of a full first line, which books set in small capitals."""
    if first.bold or first.italic or len(paragraph.lines) < 2 or paragraph.pages[1][0] not in (end, end + 1):
        return False
    return not short_by_far(paragraph.lines[0], measures)


def _alike(run: StyleRun, first: StyleRun) -> bool:
    if first.bold:
        return run.bold
    return (run.italic, name_font_family(run.font)) == (first.italic, name_font_family(first.font))
