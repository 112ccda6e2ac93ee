"""From the paragraphs of one entry to a listing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markets.ingest.parsers import domains, lead_lines, places, recommendations, sentence_facts
from markets.ingest.parsers.heading_lines import CITY_LABEL, USUAL_LABEL, read_fact_line
from markets.ingest.parsers.heading_names import trailing_bracket
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from markets.ingest.parsers.wording import is_capitals
from markets.ingest.records import MarketKind, ParsedListing, ParsedRecommendation
from markets.text.keys import name_key
from markets.text.sentences import find_sentences, one_by_one

_DOTLESS = "\u0131"


@dataclass(slots=True)
class Draft:
    """An entry while it is being read. `skip`: where the text of its first paragraph begins, the name being
    run in. `place`: what is printed with the name or over it."""

    name: str
    kind: MarketKind
    page: int
    place: PrintedPlace = NOWHERE
    links: tuple[str, ...] = ()
    skip: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    heading: Paragraph | None = None
    domains: tuple[str, ...] = ()  # printed in brackets behind the name
    category: str = ""  # the heading over it, where it is of one

    def body(self) -> str:
        return " ".join(paragraph.text for paragraph in self.paragraphs)[self.skip :]


def finish_listing(draft: Draft, others: frozenset[str] = frozenset()) -> ParsedListing:
    """The listing of an entry. `others`: keys of the names of all listings, whose addresses are not this one's."""
    text, blocks, pages = _text(draft)
    draft.name = _in_small_letters(draft.name, text)
    own = _of_name(draft.name)
    place, lead, found = draft.place, "", [*own, *draft.domains]
    start = 0
    first = draft.paragraphs[0] if draft.paragraphs else None
    if first is not None:
        start, lead, place, addresses = _head(draft, text, blocks)
        found += addresses
    text, blocks = _cut(text, blocks, start)
    if not place.country or (draft.kind == "physical" and not place.city):
        place = sentence_facts.find_place(text, draft.name, draft.kind, place)
    found += sentence_facts.find_addresses(text, draft.name, others)
    found += _linked(text, draft)
    if set(found) - set(own):  # "Cine.calidad" is no address where another one is given
        found = [host for host in found if host not in own or domains.has_known_ending(host)]
    found_recommendations = tuple(
        ParsedRecommendation(
            text[ask.start : ask.end], _page(pages, start + ask.start, draft.page), ask.start, ask.end
        )
        for ask in recommendations.find_recommendations(text, blocks, draft.name)
    )
    return ParsedListing(
        draft.name, draft.kind, place.country, place.codes, place.city, tuple(dict.fromkeys(found)), draft.page, text,
        found_recommendations, lead,
    )  # fmt: skip


def _in_small_letters(name: str, text: str) -> str:
    """Return a name in capitals as the text has it, where capitals hide a letter: "KAPALI" may have a dotless i."""
    hides_letter = not name.isascii() or "I" in name and _DOTLESS in text
    if not hides_letter or not is_capitals(name):
        return name
    forms = [
        r"\s" if c == " " else f"[{re.escape(c)}{c.lower()[0]}{_DOTLESS if c == 'I' else ''}]" for c in name
    ]
    found = re.search(rf"(?<!\w){''.join(forms)}(?!\w)", text)
    return found[0] if found and name_key(found[0]) != name_key(name) else name


def _of_name(name: str) -> list[str]:
    """Return the addresses that a name is; one with a name in another script or an alias behind it is one too."""
    bracket = trailing_bracket(name)
    return domains.of_name(name) or (domains.of_name(bracket[0]) if bracket else [])


Blocks = list[tuple[int, int, bool]]


def _text(draft: Draft) -> tuple[str, Blocks, list[tuple[int, int]]]:
    """Return paragraphs separated by blank lines; (start, end, is a bullet) of each; (offset, page) of each line."""
    text, blocks, pages = "", [], []
    for index, paragraph in enumerate(draft.paragraphs):
        skip = draft.skip if index == 0 else 0
        behind = paragraph.text[skip:]
        body = behind.strip()
        if not body:
            continue
        shift = skip + behind.index(body[0])
        if text:
            text += "\n\n"
        start = len(text)
        text += body
        blocks.append((start, len(text), bool(paragraph.bullet) and index > 0))
        pages += [
            (start + offset - shift if offset > shift else start, page) for offset, page in paragraph.pages
        ]
    return text, blocks, pages


def _cut(text: str, blocks: Blocks, at: int) -> tuple[str, Blocks]:
    if not at:
        return text, blocks
    return text[at:], [(max(start - at, 0), end - at, bullet) for start, end, bullet in blocks if end > at]


def _page(pages: Sequence[tuple[int, int]], at: int, first: int) -> int:
    page = first
    for offset, number in pages:
        if offset > at:
            break
        page = number
    return page


def _head(draft: Draft, text: str, blocks: Blocks) -> tuple[int, str, PrintedPlace, list[str]]:
    """Return where the text proper begins, the lead before it, the place, and the addresses of both."""
    place, found, at, lead = draft.place, list(domains.of_links(draft.links)), 0, []
    for paragraph, (start, end, _) in zip(draft.paragraphs, blocks, strict=False):
        body = text[start:end]
        if (
            at != start
            or paragraph is draft.paragraphs[0]
            and draft.skip
            and not lead_lines.is_lead(_first(body))
        ):
            break
        alone = _place_line(body, draft, place)
        if alone:
            place = alone
            at = end + 2
            continue
        if only := domains.read_hosts_alone(body):
            found += only
            lead.append(body)
            at = end + 2
            continue
        first = paragraph.lines[0].text
        facts = body
        both = read_fact_line(_with_colon(paragraph, body))
        if not both and body.startswith(f"{first} "):
            # Nothing sets the line apart from the text below it.
            facts, both = first, read_fact_line(first)
        if both:
            place = PrintedPlace(
                place.country or both[0].country, place.codes or both[0].codes, place.city or both[0].city
            )
            found += both[1]
            lead.append(facts)
            at = end + 2 if facts is body else start + len(facts) + 1
            continue
        read = lead_lines.read_lead(
            body, _styled(paragraph, draft.skip if paragraph is draft.paragraphs[0] else 0)
        )
        found += read.domains
        if read.place and not (place.country and draft.kind == "physical"):
            place = replace(read.place, city=read.place.city or place.city)
        if read.end or read.domains:
            found += domains.of_links(_lead_links(paragraph, read.end or len(body)))
        if read.end:
            lead.append(body[: read.end].strip())
            at = start + read.end
            if read.end >= len(body):
                at = end + 2
                continue
        break
    return min(at, len(text)), " ".join(lead), place, found


def _first(body: str) -> str:
    return next((body[start:end] for start, end in one_by_one(body)), body)


def _lead_links(paragraph: Paragraph, end: int) -> list[str]:
    links: list[str] = []
    for (offset, _), line in zip(paragraph.pages, paragraph.lines, strict=False):
        if offset < end:
            links += line.links
    return links


def _styled(paragraph: Paragraph, skip: int) -> int:
    """Return where the style that the text begins with ends, counted from `skip`; 0 if it is that of the rest."""
    runs = [run for run in paragraph.runs if run.end > skip + 1]
    if not runs or runs[0].size < 0.9 * paragraph.lines[0].size:
        return 0  # small capitals are no style of a lead
    first = runs[0]
    end = first.end
    for run in runs[1:]:
        if (run.italic, run.bold, round(run.size)) != (first.italic, first.bold, round(first.size)):
            inside_word = paragraph.text[end - 1 : end + 1].isalnum() and run.start == end
            return 0 if inside_word else max(end - skip, 0)
        end = run.end
    return 0


def _place_line(body: str, draft: Draft, place: PrintedPlace) -> PrintedPlace:
    """Return a paragraph that is but a place ("Lagos, Nigeria"; "Shenzhen")."""
    if len(body) > 90:
        return NOWHERE
    if draft.kind == "physical" and (labeled := CITY_LABEL.match(body)):
        return PrintedPlace(place.country, place.codes, labeled["city"])
    read = places.read_place(body)
    if read and not lead_lines.is_lead(body):
        read = places.with_own_city(read, place)
        return PrintedPlace(read.country, read.codes, read.city or place.city)
    if (
        draft.kind == "physical"
        and place.country
        and not place.city
        and not body.endswith((".", ":", "?", "!"))
    ):
        city = places.read_city(body)
        return PrintedPlace(place.country, place.codes, city) if city else NOWHERE
    return NOWHERE


def _with_colon(paragraph: Paragraph, body: str) -> str:
    """Return the text of a line whose first word is a label in a style of its own, with a colon behind it."""
    label = (
        body[: paragraph.runs[0].end].strip() if len(paragraph.runs) > 1 and body == paragraph.text else ""
    )
    is_label = bool(label) and USUAL_LABEL.match(label) is not None
    return f"{label.capitalize()}: {body[len(label) :].lstrip(' :')}" if is_label else body


_LINKING = re.compile(
    r"\b(?:answers|found|reach\w*|available|accessible) (?:at|under|through|via)\b", re.IGNORECASE
)


def _linked(text: str, draft: Draft) -> list[str]:
    """Addresses that only a link annotation holds, of lines in a sentence that says where the market is found."""
    lines = [line for paragraph in draft.paragraphs for line in paragraph.lines if line.links]
    if not lines:
        return []
    said = [
        name_key(text[start:end]) for start, end in find_sentences(text) if _LINKING.search(text[start:end])
    ]
    found: list[str] = []
    for line in lines:
        words = name_key(line.text)
        if words and any(words in sentence or sentence in words for sentence in said):
            found += domains.of_links(line.links)
    return found
