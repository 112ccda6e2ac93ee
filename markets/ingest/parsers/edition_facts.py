"""What a report says of itself: title, year, date, issue focus, docket, and how many markets it names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from markets.ingest.parsers.number_words import NUMBER, read_number
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.sections import Section
from markets.ingest.parsers.wording import DASHES
from markets.ingest.records import StatedCounts, TextPage
from markets.text.dates import partial_date
from markets.text.sentences import find_sentences

# A line's end may be inside the number: "US-" and "TR-2020-0035".
_DOCKET = re.compile(rf"\bUS-?\s?TR\s?[{DASHES}]\s?(20\d\d)\s?[{DASHES}]\s?(\d{{4}})\b", re.IGNORECASE)
_NAMES_DOCKET = re.compile(r"\b[Dd]ocket (?:[Nn]umbers?|[Nn]o\.|ID)[^.;]{0,30}?\d[\w-]*")
_FOCUS = re.compile(
    r"^(?:(?:section|part|chapter)?\s*(?:[a-h]|[ivx]{1,5}|\d{1,2})[.):]?\s+)?"
    r"(?:(?:special|\d{4}) )?(?:issue|topic|special|in) (?:in )?focus\s*(?:of the \d{4} \w+)?\s*[:.\u2013\u2014-]?\s*",
    re.IGNORECASE,
)
_SUCH = r"(?:(?:notorious|such|different|listed|named|prominent) )?"
_COUNT = rf"\b[^.;,]{{0,40}}?\b(?:number|numbering|total|totalling|are|count|come to|:)\s*({NUMBER})\b"
# "Nine physical markets in China" and "40 online and physical markets" are no totals of one kind.
_PART = r"(?! \w+ (?:\w+ed )?(?:with)?in (?-i:[A-Z])| (?:and|or) (?:physical|online)\b)"
_ONLINE = re.compile(
    rf"\b({NUMBER}) {_SUCH}(?:online|internet(?:-based)?|digital|virtual|web-based)\b{_PART}", re.IGNORECASE
)
_PHYSICAL = re.compile(
    rf"\b({NUMBER}) {_SUCH}(?:physical|bricks?[- ]and[- ]mortar|offline)\b{_PART}", re.IGNORECASE
)
_ONLINE_AFTER = re.compile(rf"\b(?:online|internet|digital){_COUNT}", re.IGNORECASE)
_PHYSICAL_AFTER = re.compile(rf"\b(?:physical|brick){_COUNT}", re.IGNORECASE)
_KIND_SIGNS = ("online", "internet", "digital", "virtual", "web-", "physical", "brick", "offline")
_IN_PASSING = re.compile(
    r"\s*\((?:down|up|compared|against|from)[^()]*\)"
    r"|\s*[,\u2013\u2014] ?(?:(?:down|up)(?: [\w-]+)? from|compared (?:with|to)|\w+ (?:fewer|more) than)"
    r" [^,\u2013\u2014]{1,40}"
    r"[,\u2013\u2014](?= and )"
    r"|,? (?:also )?(?:down|up|compared (?:with|to)) (?:(?!physical|online)[^,;]){1,60}$"
    r"|^[^;]*\b(?:last year['\u2019]s|previous|prior) (?:list|review)\b[^;]*;"
    r"|\b(?:while|whereas) the 20\d\d (?:list|review) [^,]*,"
    r"|^[^,;]*\b(?:were|was|have been) (?:added|dropped)\b[^,;.]*",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:list|names?|identif\w+|review|includes?|highlights?|contains?|covers?)\b", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:last year|previous(?:ly)?|prior|earlier|removed|since the 20\d\d|had been"
    r"|^in 20\d\d,? .*?\b(?:identified|named|listed|had)|compared (?:to|with))\b",
    re.IGNORECASE,
)


def title_of_results(found: Sequence[Section]) -> str:
    """Return the title as the heading of the results repeats it; "" where it does not."""
    for section in found:
        text = section.heading.text if section.heading is not None and section.kind == "results" else ""
        if match := re.search(
            r"\bresults (?:of|from) (?:the )?(.*notorious markets.*)$", text, re.IGNORECASE
        ):
            return match[1].strip()
    return ""


def find_published_date(pages: Sequence[TextPage], paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the date printed on the first page as a line of its own (or behind "released", "issued")."""
    for page in pages[:2]:
        for line in page.lines:
            if len(line.text) <= 60 and (found := partial_date(line.text)):
                rest = re.sub(r"[\d\W_]+", " ", line.text).split()
                if len(rest) <= 4:
                    return found
    for paragraph in paragraphs[:12]:
        for start, end in find_sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            if re.search(r"\b(?:released|published|issued)\b[^.]{0,25}\bon\b", sentence, re.I) and re.search(
                r"\bthis (?:list|report|review)|the \d{4} (?:list|review)", sentence, re.I
            ):
                return partial_date(sentence)
    return None


def issue_focus(found: Sequence[Section], entries: Sequence[tuple[str, int | None]]) -> str | None:
    """Return what is behind "Issue Focus:", or in the heading under it."""
    for at, section in enumerate(found):
        if section.kind != "focus" or section.heading is None:
            continue
        topic = _FOCUS.sub("", section.heading.text).strip()
        if topic:
            return topic
        first = section.paragraphs[0] if section.paragraphs else None
        if first is not None and len(first.text) < 250 and not re.search(r"[.;]$", first.text):
            return first.text
        after = next((part.heading for part in found[at + 1 : at + 2] if part.kind == "other"), None)
        if after is not None and first is None:
            return after.text  # larger than the headings of markets
        for name, _ in entries:
            if _FOCUS.match(name) and (topic := _FOCUS.sub("", name).strip()):
                return topic
    return None


def find_docket(numbers: Sequence[str], wanted: int | None) -> str | None:
    """Return the number of the review's own docket: of its year where there are several, else the one named most."""
    found = Counter(numbers)
    own = [name for name in found if wanted is not None and name[5:9] == str(wanted)]
    pool = own or list(found)
    return max(pool, key=lambda name: found[name]) if pool else None


def dockets(texts: Iterable[str]) -> list[str]:
    """Return the numbers of dockets ("USTR-2021-0013") in the order of the report."""
    found = (match for text in texts if "20" in text for match in _DOCKET.finditer(text))
    return [f"USTR-{match[1]}-{match[2]}" for match in found]


def unread_docket(texts: Iterable[str]) -> Iterator[str]:
    """Yield the first words that name a docket's number, as a doubt: for a report none of whose numbers was read."""
    for text in texts:
        if "ocket" in text and (match := _NAMES_DOCKET.search(text)):
            yield f"the report names a docket, and its number was not read: “{match[0]}”"
            return


def stated_counts(texts: Sequence[str]) -> StatedCounts | None:
    """Return how many online and physical markets the report says that it names; None where it does not say."""
    half: StatedCounts | None = None
    for _, online, physical, whole in _counting(texts):
        if online is not None and physical is not None:
            return StatedCounts(online, physical)
        if whole and half is None:
            half = StatedCounts(online, physical)
        elif whole and half and (half.online is None) != (online is None):
            return StatedCounts(
                half.online if half.online is not None else online,
                half.physical if half.physical is not None else physical,
            )
    return half


def conflicting_counts(texts: Sequence[str], stated: StatedCounts | None) -> Iterator[str]:
    """Sentences about other numbers of online and physical markets than those that the report states first."""
    if stated is None:
        return
    for sentence, online, physical, whole in _counting(texts):
        both = online is not None and physical is not None
        if both and whole and (online, physical) != (stated.online, stated.physical):
            yield (
                f"the report states {stated.online} online and {stated.physical} physical markets, and elsewhere:"
                f" “{sentence}”"
            )


def _counting(texts: Sequence[str]) -> Iterator[tuple[str, int | None, int | None, bool]]:
    """(sentence, online, physical, whether it is about the whole List) for sentences that count this edition's
    markets."""
    for text in texts:
        if not names_kind(text):
            continue
        for start, end in find_sentences(text):
            if not names_kind(text[start:end]):
                continue
            sentence = _IN_PASSING.sub("", text[start:end])
            online = _count(_ONLINE, _ONLINE_AFTER, sentence)
            physical = _count(_PHYSICAL, _PHYSICAL_AFTER, sentence)
            if online is None and physical is None:
                online, physical = _ellipsis(sentence)
            if (online is not None or physical is not None) and not _earlier(sentence):
                yield text[start:end], online, physical, bool(_WHOLE.search(sentence))


def names_kind(text: str) -> bool:
    """Return whether a text names a kind of market: asked first, since it is much faster than the patterns."""
    folded = text.casefold()
    return any(map(folded.__contains__, _KIND_SIGNS))


def _count(pattern: re.Pattern[str], after: re.Pattern[str], sentence: str) -> int | None:
    match = pattern.search(sentence) or after.search(sentence)
    return read_number(match[1]) if match else None


def _ellipsis(sentence: str) -> tuple[int | None, int | None]:
    """ "39 markets online and 34 on the ground"."""
    match = re.search(rf"\b({NUMBER}) markets? online(?:,)? and ({NUMBER})\b", sentence, re.I)
    return (read_number(match[1]), read_number(match[2])) if match else (None, None)


def _earlier(sentence: str) -> bool:
    """Return whether the counts are those of another edition."""
    return bool(_EARLIER.search(sentence)) and not re.search(
        r"\bthis year|\bthis (?:list|report|review)\b", sentence, re.I
    )
