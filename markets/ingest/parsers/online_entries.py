"""Entries of the online markets: a heading each, or run in, perhaps under headings of a category."""

import re
from collections import Counter
from collections.abc import Sequence

from markets.ingest.parsers import domains, heading_names, lead_lines, places
from markets.ingest.parsers.countries import find_country_codes
from markets.ingest.parsers.entry_drafts import Draft
from markets.ingest.parsers.heading_lines import (
    find_labels,
    join_place_lines,
    join_wrapped_names,
    without_place_lines,
)
from markets.ingest.parsers.headings import find_look, find_plain_look, is_plain
from markets.ingest.parsers.joined_entries import part_joined_entries
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.list_items import find_list_items
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from markets.ingest.parsers.plain_names import add_plain_names, find_plain_categories
from markets.ingest.parsers.run_in_names import RunIn, are_unmarked, run_in
from markets.text.keys import name_key
from markets.text.sentences import find_sentences


def find_online_entries(
    paragraphs: Sequence[Paragraph], measures: Measures, named: frozenset[str]
) -> tuple[list[Draft], list[Paragraph]]:
    """Return the entries of a section, and the paragraphs that are under a category in which no entry was found.

    `named`: keys of the headings on the contents page.
    """
    paragraphs = join_wrapped_names(part_joined_entries(paragraphs, measures), measures)
    looks = [find_look(paragraph, measures) for paragraph in paragraphs]
    paragraphs, looks = join_place_lines(paragraphs, looks)
    labeled = find_labels(paragraphs, looks, measures)
    unmarked = are_unmarked(paragraphs, looks, measures)
    runins = [
        run_in(paragraph, measures, unmarked=unmarked) if shape is None and index not in labeled else None
        for index, (paragraph, shape) in enumerate(zip(paragraphs, looks, strict=True))
    ]
    if not any(runins) and all(shape is None or shape.capitals for shape in looks):
        plain = [find_plain_look(p, measures) for p in paragraphs]
        if len(plain) - plain.count(None) > 2 * (len(looks) - looks.count(None)):
            looks = plain  # a name in capitals among plain ones is no other kind of heading
        if not any(looks):
            runins = [run_in(p, measures, fragments=True) for p in paragraphs]
    runins = find_list_items(paragraphs, looks, runins, measures)
    looks = without_place_lines(paragraphs, looks)
    if not any(runins):
        looks = add_plain_names(paragraphs, looks, measures)
    categories = _categories(paragraphs, looks, runins, named)
    plain_categories = find_plain_categories(paragraphs, looks, runins, measures)
    main = _main(looks, categories)
    economies = {
        shape for paragraph, shape in zip(paragraphs, looks, strict=True) if shape and _is_economy(paragraph)
    }
    drafts: list[Draft] = []
    groups: list[tuple[int, list[Paragraph]]] = []  # where each category begins, and its general remarks
    current: Draft | None = None
    over, category = NOWHERE, ""
    for index, (paragraph, shape, runin) in enumerate(zip(paragraphs, looks, runins, strict=True)):
        # "Location unknown" may be among headings of countries.
        if shape is not None and (
            _is_economy(paragraph)
            or shape in economies
            and shape != main
            or shape in categories
            and not _is_entry(index, paragraphs, looks, runins)
        ):
            current, over, category = None, _place_over(paragraph), paragraph.text
            groups.append((len(drafts), []))
        elif shape is not None and (shape in categories or _opens(paragraph, shape, main, current, named)):
            name = heading_names.read_online_name(paragraph.text)
            current = Draft(
                name.name, "online", paragraph.page, name.place or over, paragraph.links,
                heading=paragraph, domains=name.domains, category=category,
            )  # fmt: skip
            drafts.append(current)
        elif runin is not None and _counts(index, paragraphs, runin, runins, looks, main, current, named):
            name = heading_names.read_online_name(runin.name)
            current = Draft(
                name.name, "online", paragraph.page, name.place or over, (),
                runin.start, [paragraph], domains=name.domains, category=category,
            )  # fmt: skip
            drafts.append(current)
        elif index in plain_categories:
            current, over, category = None, NOWHERE, paragraph.text
            groups.append((len(drafts), []))
        elif current is not None:
            current.paragraphs.append(paragraph)
        elif groups:
            groups[-1][1].append(paragraph)
    ends = [*(start for start, _ in groups[1:]), len(drafts)]
    loose = [
        p
        for (start, general), end in zip(groups, ends, strict=False)
        for p in general
        if start == end or is_plain(p, measures)  # a name that has lost its style
    ]
    return drafts, loose


def _categories(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[HeadingStyle | None],
    runins: Sequence[RunIn | None],
    named: frozenset[str],
) -> set[HeadingStyle]:
    """Return the looks of headings under which entries are."""
    spans: dict[HeadingStyle, list[tuple[int, int]]] = {}
    heads = [(index, shape) for index, shape in enumerate(looks) if shape is not None]
    for place, (index, shape) in enumerate(heads):
        until = next((i for i, other in heads[place + 1 :] if other == shape), len(looks))
        spans.setdefault(shape, []).append((index, until))
    counts = Counter(shape for shape in looks if shape is not None)
    found: set[HeadingStyle] = set()
    listed = {
        shape
        for shape, ranges in spans.items()
        if len(ranges) > 3 and 2 * sum(name_key(paragraphs[i].text) in named for i, _ in ranges) > len(ranges)
    }
    for shape, ranges in spans.items():
        if listed == {shape}:
            continue  # contents that name markets may name the categories over them as well
        over_runins = sum(
            1
            for start, end in ranges
            if any(
                r and (r.styled or r.placed)
                for r in runins[start + 1 : next((i for i in range(start + 1, end) if looks[i]), end)]
            )
        )
        if over_runins >= 0.5 * len(ranges):
            if not _in_one_order(paragraphs, looks, runins, shape):
                found.add(shape)
            continue
        for other in counts:
            if other == shape or counts[other] < counts[shape] or not _higher(shape, other):
                continue
            if all(any(looks[i] == other for i in range(start + 1, end)) for start, end in ranges) and ranges[
                0
            ][0] < looks.index(other):
                found.add(shape)
    return found


def _in_one_order(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[HeadingStyle | None],
    runins: Sequence[RunIn | None],
    shape: HeadingStyle,
) -> bool:
    """Whether headings and run-in names together are in alphabetical order (in each country, if countries are
    over them): then the headings are names too, and no categories."""
    pairs = right = 0
    before = ""
    for paragraph, look_, runin in zip(paragraphs, looks, runins, strict=True):
        if look_ is not None and _is_economy(paragraph):
            before = ""
            continue
        name = paragraph.text if look_ == shape else runin.name if runin else ""
        if name:
            pairs += bool(before)
            right += bool(before) and name_key(before) <= name_key(name)
            before = name
    return pairs >= 4 and right >= 0.9 * pairs


def _higher(shape: HeadingStyle, other: HeadingStyle) -> bool:
    """Return whether one look may be above another: larger, bolder, upright over slanted, or in capitals."""
    if shape.size != other.size:
        return shape.size > other.size
    return (shape.bold, not shape.italic, shape.capitals) >= (other.bold, not other.italic, other.capitals)


def _is_entry(
    index: int,
    paragraphs: Sequence[Paragraph],
    looks: Sequence[HeadingStyle | None],
    runins: Sequence[RunIn | None],
) -> bool:
    """Return whether a heading that looks like those of categories is an entry all the same: a place or an address
    is printed with it, a line of addresses follows, or its own text speaks of it by name."""
    text = paragraphs[index].text
    name = heading_names.read_online_name(text)
    if name.place or domains.of_name(name.name):
        return True
    until = next((i for i in range(index + 1, len(looks)) if looks[i] is not None or runins[i]), len(looks))
    body = [paragraph.text for paragraph in paragraphs[index + 1 : until]]
    if not body:
        return False
    first = find_sentences(body[0])[0]
    if lead_lines.is_lead(body[0][first[0] : first[1]]):
        return True
    # Inside a sentence a category is written small, a name as a name.
    inside = " ".join(body)
    return re.search(rf"[\w,] {re.escape(_as_name(text, inside))}\b", inside) is not None


def _as_name(text: str, inside: str) -> str:
    """Return a heading in capitals as the text prints it, if it does so with a capital."""
    found = re.search(rf"(?i:{re.escape(text)})", inside)
    return found[0] if found and found[0] != found[0].casefold() else text


def _main(looks: Sequence[HeadingStyle | None], categories: set[HeadingStyle]) -> HeadingStyle | None:
    counts = Counter(shape for shape in looks if shape is not None and shape not in categories)
    return max(counts, key=lambda shape: (counts[shape], shape.rank), default=None)


def _opens(
    paragraph: Paragraph,
    shape: HeadingStyle,
    main: HeadingStyle | None,
    current: Draft | None,
    named: frozenset[str],
) -> bool:
    """Return whether a heading opens an entry: it looks as the others do, or no less, or the contents name it."""
    if name_key(paragraph.text) in named or shape == main:
        # A place on a line of its own may look like the headings of a slanted kind.
        return not (
            current is not None
            and not current.paragraphs
            and bool(places.read_place(paragraph.text))
            and shape.italic
        )
    if main is None:
        return True
    if (
        current is not None
        and not current.paragraphs
        and not shape.bold
        and (places.read_place(paragraph.text) or not main.italic)
    ):
        return False
    return shape.size >= main.size - 0.1 and shape.bold >= main.bold and shape.italic <= main.italic


def _counts(
    index: int,
    paragraphs: Sequence[Paragraph],
    runin: RunIn,
    runins: Sequence[RunIn | None],
    looks: Sequence[HeadingStyle | None],
    main: HeadingStyle | None,
    current: Draft | None,
    named: frozenset[str],
) -> bool:
    """Return whether a run-in name opens an entry. Among entries with headings it might be but a label in the text."""
    if main is None or current is None or current.heading is None:
        return runin.styled or runin.placed
    if runin.placed or name_key(heading_names.read_online_name(runin.name).name) in named:
        return True
    if not runin.styled or not paragraphs[index].runs[0].bold:
        return False
    if sum(1 for other in runins if other and other.styled) >= 8:
        return True  # that many bold beginnings are no labels
    after = (
        following.name if following else paragraphs[at].text
        for at, following in enumerate(runins[index + 1 :], index + 1)
        if following or looks[at] == main
    )
    due = next(after, None)
    return name_key(current.name) < name_key(runin.name) and (
        due is None or name_key(runin.name) <= name_key(due)
    )


def _is_economy(paragraph: Paragraph) -> bool:
    return bool(find_country_codes(paragraph.text.rstrip(" .:")))


def _place_over(paragraph: Paragraph) -> PrintedPlace:
    """Return a category that is a country puts its markets there."""
    found = find_country_codes(paragraph.text)
    return PrintedPlace(paragraph.text, found) if found else NOWHERE
