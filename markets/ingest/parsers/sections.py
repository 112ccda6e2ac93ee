"""Cut the paragraphs of a report into its sections, by headings that say what they are."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markets.ingest.parsers.countries import is_country
from markets.ingest.parsers.errors import UnknownHeading
from markets.ingest.parsers.headings import find_look, is_plain
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.wording import match_either, simplify_line, split_words

SectionKind = Literal["front", "online", "physical", "results", "focus", "other"]

_LABEL = r"(?:[ivx]{1,5}|\d{1,2}|[a-h])"
_NUMBERING = rf"^(?:(?:section|part|chapter|annex|appendix)?\s*(?:{_LABEL}\.)*{_LABEL}[.):]?\s+)?"
_MARKETS = r"(?:market(?:s|places?)?(?: places)?|market-?places?|bazaars|venues)"
_ONLINE = match_either("online internet(?:-based)? digital web(?:-based)? virtual on-line")
_PHYSICAL = match_either("physical bricks?[-_]and[-_]mortar offline off-line")
_TAIL = r"(?: listed.*| identified.*| named.*| by .*| \(.*\))?:?$"
# Sections beside the listings. The first are known by their words alone; the others might be a market's name.
_CERTAIN = match_either(
    r"""overview\b.* introduction\b.* executive_summary\b.* foreword preface
    (?:.{0,30}_)?positive_(?:developments?|steps)\b.*
    public_(?:information|participation|comments?)\b.* conclusions? next_steps annex\b.* appendix\b.*
    (?:table_of_)?contents"""
)
_LIKELY = match_either(
    r"""background\b.* summary\b.* (?:.{0,30}_)?positive_(?:progress|trends)\b.*
    (?:other_|recent_|further_|key_)?developments\b.*
    (?:(?:notorious_|online_|physical_)?markets_)(?:(?:that_are_|that_were_)?(?:removed|delisted|dropped)|no_longer)\b.*
    looking_(?:ahead|forward) outlook contact\b.* acknowledge?ments? methodology\b.*
    (?:about|on)_(?:this|the)_(?:report|review|list)\b.* (?:the_)?process\b.*
    (?:list_of_)?(?:abbreviations|acronyms|sources|references) glossary end_?notes notes disclaimer how_to\b.*
    further_(?:information|reading)\b.* ways_to\b.* (?:changes|updates?|progress|market_closures)_(?:since|to|in)\b.*
    statutory\b.* legal_(?:basis|background)\b.* scope\b.* criteria\b.* selection\b.* inquiries enquiries"""
)
_PATTERNS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    (
        "online",
        re.compile(
            rf"{_NUMBERING}(?:the )?(?:notorious )?{_ONLINE}(?: and (?:digital|online|internet|mobile|virtual))?"
            rf" (?:notorious )?{_MARKETS}(?: and (?:services|platforms|sites))?{_TAIL}"
        ),
    ),
    (
        "physical",
        re.compile(
            rf"{_NUMBERING}(?:the )?(?:notorious )?{_PHYSICAL}(?: \((?:bricks?.*|offline)\))?"
            rf" (?:notorious )?{_MARKETS}{_TAIL}"
        ),
    ),
    (
        "focus",
        re.compile(_NUMBERING + r"(?:(?:special|\d{4}) )?(?:issue|topic|special|in) (?:in )?focus\b.*$"),
    ),
    (
        "results",
        re.compile(
            _NUMBERING
            + r"(?:(?:the )?results? (?:of|from)\b.*|results|(?:the )?(?:\d{4} )?notorious markets(?: list)?)$"
        ),
    ),
    ("other", re.compile(rf"{_NUMBERING}(?:{_CERTAIN}|{_LIKELY})$")),
)
_SURE = re.compile(rf"{_NUMBERING}{_CERTAIN}$")


@dataclass(slots=True)
class Section:
    """A heading (none for what comes first) and the paragraphs up to the next section."""

    kind: SectionKind
    heading: Paragraph | None
    paragraphs: list[Paragraph] = field(default_factory=list)


def kind_of(text: str) -> SectionKind | None:
    """Return what section a heading of this text opens; None if it says nothing known."""
    line = simplify_line(text).strip(" .")
    return next((kind for kind, pattern in _PATTERNS if pattern.match(line)), None)


def find_sections(paragraphs: Sequence[Paragraph], measures: Measures) -> list[Section]:
    """Return the sections in the order of the report. Raises UnknownHeading where a heading above those of the
    listings is not known and listings are under it."""
    marks = _mark_paragraphs(paragraphs, measures)
    levels = _levels(paragraphs, marks, measures)
    found = [Section("front", None)]
    for paragraph, kind in zip(paragraphs, marks, strict=True):
        shape = find_look(paragraph, measures) if kind is None else None
        if (
            kind == "other"
            and found[-1].kind in ("online", "physical")
            and _may_be_entry(paragraph, measures, levels)
        ):
            found[-1].paragraphs.append(paragraph)
        elif kind is not None:
            found.append(Section(kind, paragraph))
        elif found[-1].kind == "physical" and is_country(paragraph.text):
            found[-1].paragraphs.append(paragraph)  # whatever its size
        elif shape is not None and found[-1].kind not in ("front",) and _above(shape, levels, found[-1].kind):
            found.append(Section("other", paragraph))
        else:
            found[-1].paragraphs.append(paragraph)
    _refuse_unknown(found, measures, levels)
    return found


def _mark_paragraphs(paragraphs: Sequence[Paragraph], measures: Measures) -> list[SectionKind | None]:
    """Return the section that each paragraph opens. "39 online markets", set as the text is, opens one only where no
    heading does."""
    marks: list[SectionKind | None] = []
    headed: set[SectionKind] = set()
    for paragraph in paragraphs:
        is_headed = find_look(paragraph, measures) is not None
        marks.append(_mark(paragraph, is_headed, measures))
        if is_headed and (kind := marks[-1]):
            headed.add(kind)
    return [
        None if kind in headed and find_look(paragraph, measures) is None else kind
        for paragraph, kind in zip(paragraphs, marks, strict=True)
    ]


def _mark(paragraph: Paragraph, is_headed: bool, measures: Measures) -> SectionKind | None:
    if not (is_headed or is_plain(paragraph, measures)) or len(paragraph.text) > 600:
        return None
    kind = kind_of(paragraph.text)
    if kind is None or len(split_words(paragraph.text)) > 45:
        return None
    return kind if is_headed or kind in ("online", "physical") else None


def _may_be_entry(paragraph: Paragraph, measures: Measures, levels: dict[str, float]) -> bool:
    """Return whether a heading among the listings that might name a section may as well be a market ("Scope Mall")."""
    shape = find_look(paragraph, measures)
    small = shape is not None and shape.size <= levels["entry"] + 0.1 < levels["kind"]
    return small and not _SURE.match(simplify_line(paragraph.text).strip(" ."))


def _levels(
    paragraphs: Sequence[Paragraph], marks: Sequence[SectionKind | None], measures: Measures
) -> dict[str, float]:
    """Return the size of the headings of the kinds, and of the entries (the headings there are most of)."""
    kinds = [p.size for p, mark in zip(paragraphs, marks, strict=True) if mark in ("online", "physical")]
    shapes: Counter[HeadingStyle] = Counter()
    for paragraph, mark in zip(paragraphs, marks, strict=True):
        if mark is None and (shape := find_look(paragraph, measures)):
            shapes[shape] += 1
    common = shapes.most_common(1)
    return {"kind": min(kinds, default=0.0), "entry": common[0][0].size if common else measures.size}


def _above(shape: HeadingStyle, levels: dict[str, float], kind: SectionKind) -> bool:
    """Return whether a heading that says nothing known is above the listings: larger than the headings of kinds."""
    if kind not in ("online", "physical", "results"):
        return shape.size > levels["entry"] + 0.8 and shape.size >= levels["kind"] - 0.1
    return shape.size > levels["kind"] + 0.8 and shape.size > levels["entry"] + 0.8


def _refuse_unknown(found: Sequence[Section], measures: Measures, levels: dict[str, float]) -> None:
    """A section that is not known and holds what looks like listings, after the first section of listings."""
    inside = False
    for section in found:
        inside = inside or section.kind in ("online", "physical")
        heading = section.heading
        if not inside or section.kind != "other" or heading is None or kind_of(heading.text) is not None:
            continue
        entries = sum(
            1 for p in section.paragraphs if (s := find_look(p, measures)) and s.size <= levels["entry"] + 0.1
        )
        if entries >= 2 or re.search(r"\bmarket", simplify_line(heading.text)) and entries:
            raise UnknownHeading(heading.text, heading.page)
