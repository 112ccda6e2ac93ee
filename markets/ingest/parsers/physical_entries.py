"""Entries of the physical markets: under a country, or each with its place; headed or run in."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from markets.ingest.parsers import heading_names, places
from markets.ingest.parsers.countries import find_country_codes, is_region, near_codes
from markets.ingest.parsers.entry_drafts import Draft
from markets.ingest.parsers.heading_lines import find_labels, join_place_lines, join_wrapped_names
from markets.ingest.parsers.heading_names import place_form, trailing_bracket
from markets.ingest.parsers.headings import find_look, find_plain_look, is_plain
from markets.ingest.parsers.joined_entries import part_joined_entries
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph, StyleRun
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from markets.ingest.parsers.regions import find_regions
from markets.ingest.parsers.run_in_names import RunIn, are_unmarked, run_in

# Behind a country: "(continued)", or how many of its markets follow.
_REMARK = re.compile(r"\s*[(\[](?:continued|cont(?:'d|\.)?|\d{1,2}(?: markets?)?)[)\]]$", re.IGNORECASE)
_PROVINCE = re.compile(r"\s+(?:province|state|region)$", re.IGNORECASE)
_COUNTRY_AND_NAME = re.compile(
    r"^(?P<country>[^:\u2013\u2014-]+?)\s*(?::|\s[\u2013\u2014-])\s+(?P<name>\S.*)$"
)


@dataclass(slots=True)
class _Economy:
    """What is under the heading of a country: how many entries, and remarks before the first of them."""

    place: PrintedPlace
    entries: int = 0
    remarks: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _EntryOpening:
    """What opens an entry: the printed heading or run-in name with its style, and where its text begins."""

    printed: str
    runs: tuple[StyleRun, ...]
    start: int
    paragraph: Paragraph
    headed: bool


def find_physical_entries(
    paragraphs: Sequence[Paragraph], measures: Measures
) -> tuple[list[Draft], list[Paragraph]]:
    """Return the entries of a section, and the paragraphs that are under a country in which no entry was found."""
    paragraphs = join_wrapped_names(part_joined_entries(paragraphs, measures), measures)
    looks = _looks_with_plain_countries(paragraphs, measures)
    paragraphs, looks = join_place_lines(paragraphs, looks)
    if not any(looks) and not _are_run_in(paragraphs, measures):
        looks = [find_plain_look(p, measures, p.text.isupper()) for p in paragraphs]
    countries = _countries(paragraphs, looks)
    if all(shape is None or index in countries for index, shape in enumerate(looks)) and not any(
        run_in(paragraph, measures) for paragraph in paragraphs
    ):
        # Only the countries stand out: the names may be short lines in the body's own style.
        looks = [
            shape or find_plain_look(p, measures, p.text.isupper())
            for p, shape in zip(paragraphs, looks, strict=True)
        ]
        countries = _countries(paragraphs, looks)
    without = [None if index in countries else shape for index, shape in enumerate(looks)]
    unmarked = are_unmarked(paragraphs, without, measures)
    named_within = {
        index
        for index, paragraph in enumerate(paragraphs)
        if looks[index] is None and _opens_entry(paragraph, None, measures)
    }
    regions = find_regions(paragraphs, looks, countries, named_within)
    drafts: list[Draft] = []
    opened: list[_EntryOpening] = []
    economies: list[_Economy] = []
    current: Draft | None = None
    region = ""
    headed = _headed(looks, {*countries, *regions})
    labeled = find_labels(paragraphs, looks, measures)
    for index, (paragraph, shape) in enumerate(zip(paragraphs, looks, strict=True)):
        here = economies[-1].place if economies else NOWHERE
        named: _EntryOpening | None = None
        if index in regions:
            current, region = None, paragraph.text
        elif index in countries:
            place, rest = countries[index]
            economies.append(_Economy(place))
            current, here, region = None, place, ""
            if rest:
                named = _EntryOpening(rest, (), 0, paragraph, True)
        elif shape is not None and _opens(paragraph, shape, headed, current):
            named = _EntryOpening(paragraph.text, tuple(paragraph.runs), 0, paragraph, True)
        elif (
            shape is None
            and index not in labeled
            and (runin := _runin(paragraph, measures, bool(here), bool(headed), current, unmarked))
        ):
            named = _EntryOpening(runin.name, _runs_of(paragraph, runin), runin.start, paragraph, False)
        if named is not None:
            current = Draft(
                named.printed, "physical", paragraph.page, here, paragraph.links if named.headed else (),
                named.start, [] if named.headed else [paragraph], paragraph if named.headed else None,
                category=region,
            )  # fmt: skip
            drafts.append(current)
            opened.append(named)
            if economies:
                economies[-1].entries += 1
        elif index in countries or index in regions:
            continue
        elif shape is None and is_plain(paragraph, measures) and _names_region(paragraph, here, current):
            current = None
        elif current is not None:
            current.paragraphs.append(paragraph)
        elif economies:
            economies[-1].remarks.append(paragraph)
    form = place_form([named.printed for named in opened], [draft.body() for draft in drafts])
    for draft, named in zip(drafts, opened, strict=True):
        read = heading_names.read_physical_name(named.printed, draft.body(), draft.place, named.runs, form)
        draft.name, draft.place = read.name, read.place
    loose = [
        remark
        for economy in economies
        for remark in economy.remarks
        if not economy.entries or is_plain(remark, measures)  # a name that has lost its style
    ]
    return drafts, loose


def _are_run_in(paragraphs: Sequence[Paragraph], measures: Measures) -> bool:
    """Return whether names with their places are run in, each in a style of its own: short lines are then no names."""
    found = [name for paragraph in paragraphs if (name := run_in(paragraph, measures))]
    return sum(name.styled and name.placed for name in found) > 1


def _names_region(paragraph: Paragraph, here: PrintedPlace, current: Draft | None) -> bool:
    """Return whether a plain line names a province of the country, and is not the place below a market's name."""
    fresh = current is not None and current.heading is not None and not current.paragraphs
    return not fresh and is_region(_PROVINCE.sub("", paragraph.text), here.codes)


def _looks_with_plain_countries(
    paragraphs: Sequence[Paragraph], measures: Measures
) -> list[HeadingStyle | None]:
    """Return the looks of the paragraphs; a country in the body's own style is a heading right above an entry, or
    below the text of one, where no country stands out."""
    looks = [find_look(paragraph, measures) for paragraph in paragraphs]
    plain = [
        index
        for index, paragraph in enumerate(paragraphs[:-1])
        if find_country_codes(_drop_remark(paragraph.text))
        and (
            looks[index] is not None
            or index > 0
            and looks[index - 1] is None
            or _opens_entry(paragraphs[index + 1], looks[index + 1], measures)
        )
    ]
    if not any(looks[index] is not None for index in plain):
        for index in plain:
            looks[index] = find_plain_look(paragraphs[index], measures)
    return looks


def _drop_remark(text: str) -> str:
    return _REMARK.sub("", text) if text.endswith((")", "]")) else text


def _opens_entry(paragraph: Paragraph, shape: HeadingStyle | None, measures: Measures) -> bool:
    opening = run_in(paragraph, measures) if shape is None else None
    return shape is not None or opening is not None and opening.styled


def _countries(
    paragraphs: Sequence[Paragraph], looks: Sequence[HeadingStyle | None]
) -> dict[int, tuple[PrintedPlace, str]]:
    """Index of each heading of a country → (place, the name of a market behind it)."""
    found: dict[int, tuple[PrintedPlace, str]] = {}
    shapes: Counter[HeadingStyle] = Counter()
    for index, (paragraph, shape) in enumerate(zip(paragraphs, looks, strict=True)):
        if shape is None:
            continue
        text = _drop_remark(paragraph.text).rstrip(" .:")
        above = looks[index - 1] if index else None
        if above is not None and above.bold and not shape.bold and index - 1 not in found:
            continue  # the place of the entry above, on a line of its own
        country, name = text, ""
        if not find_country_codes(text) and (match := _COUNTRY_AND_NAME.match(text)):
            country, name = match["country"], match["name"]
        if (codes := find_country_codes(country)) and not find_country_codes(name):
            found[index] = (PrintedPlace(country, codes), name)
            shapes[shape] += 1
    others = {
        shape
        for index, shape in enumerate(looks)
        if shape is not None and index not in found and _named_place(paragraphs[index])
    }
    for index, (paragraph, shape) in enumerate(zip(paragraphs, looks, strict=True)):
        if shape is None or index in found or not shapes[shape] or "," in paragraph.text:
            continue
        text = _drop_remark(paragraph.text).rstrip(" .:")
        near = near_codes(text)
        follows = index + 1 < len(looks) and looks[index + 1] is not None and looks[index + 1] != shape
        unknown = sum(1 for i, other in enumerate(looks) if other == shape and i not in found)
        alone = shape not in others and shapes[shape] > 2 * unknown and _other_entries(looks, shape, found)
        if near or (alone and (follows or not trailing_bracket(text))):
            found[index] = (PrintedPlace(text, near), "")
    return found


def _other_entries(
    looks: Sequence[HeadingStyle | None],
    shape: HeadingStyle,
    found: Container[int],
) -> bool:
    """Return whether entries have a look of their own, so that this one is the countries' alone."""
    return any(
        other is not None and other != shape and index not in found for index, other in enumerate(looks)
    )


def _named_place(paragraph: Paragraph) -> bool:
    return "," in paragraph.text or trailing_bracket(paragraph.text) is not None


def _headed(looks: Sequence[HeadingStyle | None], others: Container[int]) -> HeadingStyle | None:
    counts = Counter(shape for index, shape in enumerate(looks) if shape is not None and index not in others)
    return max(counts, key=lambda shape: (counts[shape], shape.rank), default=None)


def _opens(
    paragraph: Paragraph,
    shape: HeadingStyle,
    main: HeadingStyle | None,
    current: Draft | None,
) -> bool:
    """Return whether a heading opens an entry, and is not the place of the entry above on a line of its own."""
    fresh = current is not None and not current.paragraphs and current.heading is not None
    if shape == main:
        return not (fresh and shape.italic and not shape.bold and places.read_place(paragraph.text))
    if fresh and not shape.bold and (places.read_place(paragraph.text) or places.read_city(paragraph.text)):
        return False
    if main is None:
        return True
    return shape.size >= main.size - 0.1 and shape.bold >= main.bold


def _runin(
    paragraph: Paragraph,
    measures: Measures,
    under_country: bool,
    headed: bool,
    current: Draft | None,
    unmarked: bool,
) -> RunIn | None:
    found = run_in(paragraph, measures, fragments=under_country or not headed, unmarked=unmarked)
    if found is None:
        return None
    if current is not None and current.heading and not current.paragraphs and places.read_place(found.name):
        return None  # the place of the entry that the heading opens
    if found.placed:
        return found
    if not found.styled:
        # "Tank Road, Delhi. …" without a style of its own, where no entry has a heading.
        return found if not (current is not None and current.heading is not None) else None
    if paragraph.runs[0].bold or not headed:
        return found
    return found if "," in found.name and under_country else None


def _runs_of(paragraph: Paragraph, runin: RunIn) -> tuple[StyleRun, ...]:
    return tuple(run for run in paragraph.runs if run.start < runin.start)
