"""From the paragraphs of one entry to a listing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markets.ingest.parsers import asks, domains, leads, places
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.places import NOWHERE, Place
from markets.ingest.parsers.sentences import sentences
from markets.ingest.parsers.wording import key
from markets.ingest.records import Kind, ParsedListing, ParsedRecommendation


# What stands between the market and an address of its own, and between it and somebody else's.
_GIVES = re.compile(
    r"\b(?:answers?|responds?|found|reach\w*|available|accessible|known|moved|redirect\w*|migrated|relaunched|resurfaced"
    r"|reappeared|returned|served|runs?|active|operat\w+|mirrors?|mirrored|domains?|address\w*|urls?|(?:web)?sites?|nominated"
    r"|visited|hosted|using|uses|switched|launched|opened|located)\b[^;]{0,120}$",
    re.IGNORECASE,
)
_STRANGER = re.compile(
    r"\b(?:according to|ranking (?:by|of)|measured by|such as|unlike|like|similar to|compet\w+|successor to|rivals?|by|citing|see)\s+$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Draft:
    """An entry while it is being read. `skip`: where the text of its first paragraph begins, the name being
    run in. `place`: what is printed with the name or over it."""

    name: str
    kind: Kind
    page: int
    place: Place = NOWHERE
    links: tuple[str, ...] = ()
    skip: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    heading: Paragraph | None = None

    def body(self) -> str:
        return " ".join(paragraph.text for paragraph in self.paragraphs)[self.skip :]


_LOCATED = re.compile(
    r"\b(?:(?:is|are|was|were|appears? to be|believed to be|said to be|currently|reportedly|now|also|primarily)\s+)*"
    r"(?P<verb>headquartered|hosted|based|located|situated|registered|incorporated|operat(?:es|ed|ing)|run|runs|managed)\s+"
    r"(?:\w+ly\s+)?(?:in|from|out of|at)\s+(?P<place>(?:the\s+)?[A-Z\u00c0-\u00dd][^.:()]*)"
)
_SITED = re.compile(
    r"\b(?:located|situated|found|stands|lies|sits|sited|operates|operating|based)\s+(?:\w+\s+){0,3}?(?:in|at|on the outskirts of|near)\s+"
    r"(?:(?:the )?(?:\w+ ){0,2}?(?:city|town|centre|center|heart|district|outskirts|suburbs?|capital|downtown|port)(?:,| of| in)\s+)?"
    r"(?P<place>(?:the\s+)?[A-Z\u00c0-\u00dd][^.;:()]*)"
)


def listing(draft: Draft, others: frozenset[str] = frozenset()) -> ParsedListing:
    """The listing of an entry. `others`: keys of the names of all listings, whose addresses are not this one's."""
    text, blocks, pages = _text(draft)
    place, lead, found = draft.place, "", list(domains.of_name(draft.name))
    start = 0
    first = draft.paragraphs[0] if draft.paragraphs else None
    if first is not None:
        start, lead, place, addresses = _head(draft, text, blocks)
        found += addresses
    text, blocks, pages = _cut(text, blocks, pages, start)
    if not place.country or (draft.kind == "physical" and not place.city):
        place = _inside(text, draft, place)
    found += _in_sentences(text, draft, others)
    recommendations = tuple(
        ParsedRecommendation(
            text[ask.start : ask.end], _page(pages, ask.start, draft.page), ask.start, ask.end
        )
        for ask in asks.find(text, blocks, draft.name)
    )
    return ParsedListing(
        draft.name, draft.kind, place.country, place.codes, place.city, tuple(dict.fromkeys(found)), draft.page, text,
        recommendations, lead,
    )  # fmt: skip


Blocks = list[tuple[int, int, bool]]


def _text(draft: Draft) -> tuple[str, Blocks, list[tuple[int, int]]]:
    """The paragraphs parted by blank lines; (start, end, is a bullet) of each; (offset, page) of each line."""
    text, blocks, pages = "", [], []
    for index, paragraph in enumerate(draft.paragraphs):
        skip = draft.skip if index == 0 else 0
        body = paragraph.text[skip:].strip()
        shift = skip + len(paragraph.text[skip:]) - len(paragraph.text[skip:].lstrip())
        if not body:
            continue
        if text:
            text += "\n\n"
        start = len(text)
        text += body
        blocks.append((start, len(text), bool(paragraph.bullet) and index > 0))
        pages += [(max(start, start + offset - shift), page) for offset, page in paragraph.pages]
    return text, blocks, pages


def _cut(
    text: str, blocks: Blocks, pages: list[tuple[int, int]], at: int
) -> tuple[str, Blocks, list[tuple[int, int]]]:
    if not at:
        return text, blocks, pages
    kept = [(max(start - at, 0), end - at, bullet) for start, end, bullet in blocks if end > at]
    return text[at:], kept, [(max(offset - at, 0), page) for offset, page in pages]


def _page(pages: Sequence[tuple[int, int]], at: int, first: int) -> int:
    page = first
    for offset, number in pages:
        if offset > at:
            break
        page = number
    return page


def _head(draft: Draft, text: str, blocks: Blocks) -> tuple[int, str, Place, list[str]]:
    """Where the text proper begins, the lead before it, the place, and the addresses of both."""
    place, found, at, lead = draft.place, list(domains.of_links(draft.links)), 0, []
    for paragraph, (start, end, _) in zip(draft.paragraphs, blocks, strict=False):
        body = text[start:end]
        if at != start or paragraph is draft.paragraphs[0] and draft.skip and not leads.is_lead(_first(body)):
            break
        alone = _place_line(body, draft, place)
        if alone:
            place = alone
            at = end + 2
            continue
        if only := domains.alone(body):
            found += only
            lead.append(body)
            at = end + 2
            continue
        read = leads.read(body, _styled(paragraph, draft.skip if paragraph is draft.paragraphs[0] else 0))
        found += read.domains
        if read.place and not (place.country and draft.kind == "physical"):
            place = read.place if not place.country or draft.kind == "online" else place
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
    spans = sentences(body)
    return body[spans[0][0] : spans[0][1]] if spans else body


def _lead_links(paragraph: Paragraph, end: int) -> list[str]:
    links: list[str] = []
    for (offset, _), line in zip(paragraph.pages, paragraph.lines, strict=False):
        if offset < end:
            links += line.links
    return links


def _styled(paragraph: Paragraph, skip: int) -> int:
    """Where the style that the text begins with ends, counted from `skip`; 0 if it is that of the rest."""
    runs = [run for run in paragraph.runs if run.end > skip + 1]
    if not runs:
        return 0
    first = runs[0]
    end = first.end
    for run in runs[1:]:
        if (run.italic, run.bold, round(run.size)) != (first.italic, first.bold, round(first.size)):
            return max(end - skip, 0)
        end = run.end
    return 0


def _place_line(body: str, draft: Draft, place: Place) -> Place:
    """A paragraph that is but a place ("Lagos, Nigeria"; "Shenzhen")."""
    if len(body) > 90:
        return NOWHERE
    read = places.read(body)
    if read and not leads.is_lead(body):
        return Place(read.country, read.codes, read.city or place.city)
    if (
        draft.kind == "physical"
        and place.country
        and not place.city
        and not body.endswith((".", ":", "?", "!"))
    ):
        city = places.city(body)
        return Place(place.country, place.codes, city) if city else NOWHERE
    return NOWHERE


def _inside(text: str, draft: Draft, place: Place) -> Place:
    """The place that a sentence of the text gives, if its subject is the market."""
    pattern = _LOCATED if draft.kind == "online" else _SITED
    for start, end in sentences(text)[:8]:
        sentence = text[start:end]
        for match in pattern.finditer(sentence):
            if not _about(sentence[: match.start()], draft.name):
                continue
            found = _leading_place(match["place"], draft, place)
            if found:
                return found
    return place


def _leading_place(printed: str, draft: Draft, place: Place) -> Place:
    """The longest place at the head of a text ("Lagos, Nigeria, and sells …")."""
    printed = printed.strip()
    parts = re.split(r"(,\s*|\s+)", printed)
    for count in range(min(len(parts), 15), 0, -1):
        candidate = "".join(parts[:count]).strip(" ,")
        read = places.read(candidate)
        if read.country and (not place.country or read.codes == place.codes or not place.codes):
            return Place(
                read.country if not place.country else place.country, read.codes, read.city or place.city
            )
    if draft.kind == "physical" and place.country and not place.city:
        match = re.match(
            r"((?:[A-Z\u00c0-\u00dd][\w'\u2019-]*|de|del|do|da|la|los|das|dos)(?:\s+(?:[A-Z\u00c0-\u00dd][\w'\u2019-]*|de|del|do|da|la|los|das|dos))*)",
            printed,
        )
        city = places.city(match[0]) if match else None
        if city:
            return Place(place.country, place.codes, city)
    return NOWHERE


def _about(before: str, name: str) -> bool:
    """Whether what stands before the verb is the market: its name, "it", "the site", or nothing."""
    subject = before.strip(" ,")
    if not subject:
        return True
    if key(name) and key(name) in key(subject):
        return not re.search(
            r"\b(?:users?|visitors?|customers|sellers|servers? of others|courts?|authorities)\b",
            subject,
            re.I,
        )
    return bool(
        re.match(r"^(?:[A-Z][^,]{0,60},\s*)?(?:it|the|this|which|these)\b(?:\s+[\w-]+){0,4}$", subject, re.I)
        and re.search(
            r"\b(?:it|site|service|platform|market|marketplace|website|portal|operator|mall|center|centre|company|store|forum|tracker|index|network|which|app|servers?|bazaar|complex)\b",
            subject,
            re.I,
        )
    )


def _in_sentences(text: str, draft: Draft, others: frozenset[str]) -> list[str]:
    """Addresses that sentences of the text give as the market's own."""
    found = []
    own = key(draft.name)
    for start, end in sentences(text):
        sentence = text[start:end]
        here = domains.find(sentence)
        for address in here:
            stem = key(address)
            if stem == own or stem in others or key(address.split(".")[0]) in others - {own}:
                continue
            before = re.split(re.escape(address), sentence, maxsplit=1, flags=re.IGNORECASE)[0]
            if not _GIVES.search(before.replace("[.]", ".")) or _STRANGER.search(before):
                continue
            found.append(address)
        if (
            here == []
            and leads.ADDRESS_INSIDE.search(sentence)
            and re.search(r"\b(?:answers|found|reachable|available) (?:at|under)\b", sentence)
        ):
            for paragraph in draft.paragraphs:
                for line in paragraph.lines:
                    if (
                        line.links
                        and key(line.text)
                        and key(line.text) in key(sentence)
                        or key(sentence) in key(line.text)
                    ):
                        found += domains.of_links(line.links)
    return found
