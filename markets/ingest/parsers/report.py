"""From pages to an edition."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from markets.ingest.parsers import (
    contents,
    domains,
    edition_facts,
    entry_drafts,
    online_entries,
    physical_entries,
    places,
)
from markets.ingest.parsers.asides import left_out, split_asides
from markets.ingest.parsers.errors import NoResults, NotTheList, NotUnderstood, refuse_failed_rules
from markets.ingest.parsers.hidden_entries import find_hidden_entries
from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.identity import PaperKind, identify_paper
from markets.ingest.parsers.line_joints import find_cut_address
from markets.ingest.parsers.list_items import find_hidden_items
from markets.ingest.parsers.numbered_headings import drop_heading_numbers
from markets.ingest.parsers.open_pages import find_open_pages
from markets.ingest.parsers.own_list import find_doubtful_cover
from markets.ingest.parsers.page_furniture import read_text_lines, text_lines
from markets.ingest.parsers.page_measures import Measures, measure_pages
from markets.ingest.parsers.paragraphs import Paragraph, build_paragraphs
from markets.ingest.parsers.pull_quotes import find_odd_sizes, without_pull_quotes
from markets.ingest.parsers.reviewed_year import find_other_years, find_reviewed_year
from markets.ingest.parsers.sections import Section, find_sections
from markets.ingest.parsers.titles import find_title, read_own_title
from markets.ingest.parsers.uncertain_breaks import find_uncertain_breaks
from markets.ingest.parsers.wording import reads_as_another_language, reads_as_english
from markets.ingest.records import ParsedEdition, ParsedListing, StatedCounts, TextLine, TextPage
from markets.text.keys import name_key

_ROOM = 6  # points, less than a line takes


@refuse_failed_rules()
def identify_pages(pages: Sequence[TextPage]) -> PaperKind:
    """Return what a paper is: a report, a press release, a notice, a comment, a statement, or something else."""
    measures = measure_pages(pages)
    lines = text_lines(pages, measures)
    vocabulary = Vocabulary(line.text for page in lines for line in page)
    everything = build_paragraphs(lines, measures, vocabulary)
    return _identify(find_title(pages, 0), everything, _find_first_head(pages, lines))


def _identify(title: str, everything: Sequence[Paragraph], head: Sequence[str]) -> PaperKind:
    pages = [everything[0].page if everything else 1] * len(head)
    return identify_paper(
        title,
        [*head, *(paragraph.text for paragraph in everything)],
        [*pages, *(paragraph.page for paragraph in everything)],
    )


def _find_first_head(pages: Sequence[TextPage], lines: Sequence[Sequence[TextLine]]) -> list[str]:
    """Return the running heads of the first page that say whose paper it is: "Exhibit 7", not "Reading copy"."""
    if not pages or not lines or not lines[0]:
        return []
    top = min(line.y for line in lines[0])
    return [line.text for line in pages[0].lines if line.y < top]


@refuse_failed_rules()
def parse_report(pages: Sequence[TextPage]) -> ParsedEdition:
    """Return the edition that a report's pages hold. Raises NotUnderstood (or what it is the base of) where going on
    would give wrong data. Doubts that leave the data right as far as it goes are for `checks`."""
    measures = measure_pages(pages)
    lines, doubtful_marks = read_text_lines(pages, measures)
    measures = replace(measures, open_pages=find_open_pages(pages, lines, measures))
    found = contents.take_contents(lines, measures)
    vocabulary = Vocabulary(line.text for page in found.rest for line in page)
    everything = without_pull_quotes(build_paragraphs(found.rest, measures, vocabulary), measures)
    drop_heading_numbers(everything, measures)
    title = find_title(pages, found.end)
    texts = [paragraph.text for paragraph in everything]
    if not reads_as_english([line.text for page in lines for line in page]):
        if reads_as_another_language(texts):
            raise NotTheList(read_own_title(pages), "other")
        raise NotUnderstood(
            "The letters of the file are illegible, or it is in another language: hardly a word of it is English."
        )
    if len(title) >= 12 and sum(map(str.isalnum, title)) < 0.6 * len(title.replace(" ", "")):
        raise NotUnderstood(f"The letters of the file are illegible: its title reads “{title[:60]}”.")
    kind = _identify(title, everything, _find_first_head(pages, lines))
    if kind != "report":
        raise NotTheList(read_own_title(pages), kind)
    parts = find_sections(everything, measures)
    if not any(part.kind in ("online", "physical") for part in parts):
        raise NoResults
    untitled = "notorious" not in title.casefold()
    if untitled:
        title = edition_facts.title_of_results(parts) or title
    dockets = edition_facts.dockets(texts)
    day = edition_facts.find_published_date(pages, everything)
    year = find_reviewed_year(title, parts, day, dockets)
    if year is None:
        raise NotTheList(read_own_title(pages), "other", "It does not say which year it reviews.")
    # A note at the foot of a page may be all that names it; others name dockets of other reviews.
    all_dockets = dockets or [number for number in _dockets_of_pages(pages) if number[5:9] == str(year)]
    docket = edition_facts.find_docket(all_dockets, year)
    named = contents.list_named_keys(found)
    entries, loose = collect_entries(parts, measures, named)
    others = frozenset(name_key(entry.name) for entry in entries)
    categories = {name_key(entry.category) for entry in entries} - others
    listings = tuple(entry_drafts.finish_listing(entry, others) for entry in entries)
    asides = split_asides([list(page.lines) for page in pages], measures)[1]
    in_boxes = find_sections(_in_boxes(asides, measures, vocabulary), measures)
    counting = [text for text in texts if edition_facts.names_kind(text)]
    stated = edition_facts.stated_counts(counting)
    return ParsedEdition(
        year=year,
        title=title,
        published=day,
        issue_focus=edition_facts.issue_focus([*parts, *in_boxes], found.entries),
        docket=docket,
        stated_counts=stated,
        listings=listings,
        contents=tuple(entry for entry in found.entries if name_key(entry[0]) not in categories),
        loose=tuple(loose),
        family=_family(found, entries),
        doubts=(
            *_untitled(untitled, title),
            *find_doubtful_cover(texts, [paragraph.page for paragraph in everything]),
            *edition_facts.conflicting_counts(counting, stated),
            *find_other_years(title, parts, year, day, docket),
            *(() if all_dockets else edition_facts.unread_docket(texts)),
            *doubtful_marks,
            *_broken_words(found.rest, vocabulary),
            *find_uncertain_breaks(entries, measures),
            *left_out(
                asides,
                [_lines_of(part) for part in parts if part.kind in ("online", "physical")],
                measures,
                [listing.name for listing in listings] if _are_all_found(listings, stated) else (),
            ),
            *_empty(parts, entries),
            *_nameless(entries),
            *find_hidden_items(entries, measures),
            *find_hidden_entries(parts, entries),
            *find_odd_sizes(entries, measures),
            *_places(entries, listings),
        ),
    )


def _dockets_of_pages(pages: Sequence[TextPage]) -> list[str]:
    return edition_facts.dockets(" ".join(line.text for line in page.lines) for page in pages)


def _are_all_found(listings: Sequence[ParsedListing], stated: StatedCounts | None) -> bool:
    """Return whether there are as many listings of each kind as the report states."""
    found = Counter(listing.kind for listing in listings)
    return stated is not None and (stated.online, stated.physical) == (found["online"], found["physical"])


def _in_boxes(
    asides: Sequence[Sequence[TextLine]], measures: Measures, vocabulary: Vocabulary
) -> list[Paragraph]:
    """Return the paragraphs of boxes, each with margins of its own."""
    found: list[Paragraph] = []
    for lines in asides:
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        found += build_paragraphs([lines], replace(measures, left=left, right=right, columns={}), vocabulary)
    return found


def _lines_of(part: Section) -> list[TextLine]:
    blocks = part.paragraphs if part.heading is None else [part.heading, *part.paragraphs]
    return [line for paragraph in blocks for line in paragraph.lines]


def _untitled(untitled: bool, title: str) -> Iterator[str]:
    if untitled:
        yield f"no title of the report was found on its first pages; it is given as “{title}”"


def _broken_words(pages: Sequence[Sequence[TextLine]], vocabulary: Vocabulary) -> Iterator[str]:
    """Addresses and words broken at a hyphen of which nothing tells whether it belongs to them."""
    for before, after in pairwise(line for lines in pages for line in lines):
        if not before.text.endswith("-"):
            if "." in after.text and (address := find_cut_address(before.text, after.text)):
                yield f"an address may be broken on page {before.page}: “{address}”"
            continue
        forms = vocabulary.broken_address(before.text, after.text) if "." in after.text else None
        if forms and domains.find_hosts(forms[0]):
            yield f"an address is broken on page {before.page}: it may be “{forms[0]}” or “{forms[1]}”"
        elif forms := vocabulary.broken_compound(before.text, after.text):
            yield f"a word is broken on page {before.page}: it may be “{forms[0]}” or “{forms[1]}”"


def collect_entries(
    parts: Sequence[Section], measures: Measures, named: frozenset[str]
) -> tuple[list[entry_drafts.Draft], list[TextLine]]:
    """Return the entries of all sections of listings, and the lines among them that belong to none."""
    entries: list[entry_drafts.Draft] = []
    loose: list[TextLine] = []
    for part in parts:
        if part.kind == "online":
            made, bare = online_entries.find_online_entries(part.paragraphs, measures, named)
        elif part.kind == "physical":
            made, bare = physical_entries.find_physical_entries(part.paragraphs, measures)
        else:
            continue
        entries += made
        loose += [line for paragraph in bare for line in paragraph.lines]
    return entries, loose


def _empty(parts: Sequence[Section], entries: Sequence[entry_drafts.Draft]) -> Iterator[str]:
    """Sections of one kind in which no entry was found at all."""
    found = {entry.kind for entry in entries}
    for part in parts:
        if (
            part.kind in ("online", "physical")
            and part.kind not in found
            and part.heading
            and part.paragraphs
        ):
            page = part.paragraphs[0].page
            yield f"no entry was found in the section “{part.heading.text}” on page {page}"


def _nameless(entries: Sequence[entry_drafts.Draft]) -> Iterator[str]:
    """Where entries are bullets, a bullet without a name that no colon introduces may have lost it."""
    bulleted = [entry for entry in entries if entry.heading is None and entry.paragraphs[0].bullet]
    if 2 * len(bulleted) < len([entry for entry in entries if entry.kind == "online"]):
        return
    for entry in bulleted:
        introduced = False
        for before, paragraph in zip(entry.paragraphs, entry.paragraphs[1:], strict=False):
            introduced = before.text.endswith(":") or (introduced and bool(before.bullet))
            if paragraph.bullet == entry.paragraphs[0].bullet and not introduced:
                yield f"a bullet on page {paragraph.page} has no name: “{paragraph.text[:50]}…”"


def _places(entries: Sequence[entry_drafts.Draft], listings: Sequence[ParsedListing]) -> Iterator[str]:
    """Where nearly all physical markets have their city, a heading that is but "City, Country" may have lost the
    name above it, unless it is as near to the text above it as the others are."""
    headed = [
        (listing, entry.heading.text, _room_above(entry.heading, above))
        for above, entry, listing in zip([None, *entries], entries, listings, strict=False)
        if entry.kind == "physical" and entry.heading
    ]
    bare = [(listing, text, room) for listing, text, room in headed if not listing.city]
    if 4 * len(bare) > len(headed):
        return
    usual = sorted(room for listing, _, room in headed if room and listing.city)
    for listing, text, room in bare:
        near = room and usual and room < usual[len(usual) // 2] + _ROOM
        if "(" not in text and places.read_place(text).city and not near:
            yield f"the heading “{text}” on page {listing.page} may be but a place: a name may be missing above it"


def _room_above(heading: Paragraph, above: entry_drafts.Draft | None) -> float:
    """Return the distance to the last line of the entry above; 0 where that is on another page or column."""
    last = above.paragraphs[-1].lines[-1] if above and above.paragraphs else None
    first = heading.lines[0]
    return first.y - last.y if last and last.page == first.page and last.y < first.y else 0.0


def _family(found: contents.Contents, entries: Sequence[entry_drafts.Draft]) -> str:
    """Return which of the layouts seen so far the report has, by its contents page and its entries."""
    if not found.entries:
        return "to-2012" if any(entry.heading is None for entry in entries) else "headed"
    keys = {name_key(entry.name) for entry in entries}
    listed = sum(1 for name, _ in found.entries if name_key(name) in keys)
    return "since-2017" if listed >= 3 else "2013-2016"
