"""The parts of a paper that say whose it is, and the signs on its cover that somebody else made it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markets.ingest.parsers.own_letters import OFFICE, OFFICE_HOLDER
from markets.ingest.parsers.sections import kind_of
from markets.ingest.parsers.wording import simplify_line
from markets.text.dates import partial_date

LIST_NAME = re.compile(r"\bnotorious[- ]market", re.IGNORECASE)
REVIEW_OF = r"(?: for (?:counterfeiting and piracy|piracy and counterfeiting))?"
_LIST_TITLE = re.compile(
    r"(?:the )?(?:overview of )?(?:the )?(?:results of (?:the )?)?"
    rf"(?:20\d\d )?(?:special 301 )?(?:out[- ]of[- ]cycle )?"
    r"(?:(?:review|list|report)s? (?:of|on) (?:the )?notorious markets?|notorious markets?(?: list| review| report)?"
    rf"|review of counterfeiting and piracy \(notorious markets\)){REVIEW_OF}"
    rf"(?:[,:]? (?:(?:for|in) )?20\d\d(?: review)?)?(?!\w)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    rf"(?:{OFFICE}|(?:the )?(?:executive )?office of|ambassador|president|special 301|united states of america"
    r"|u\.s\. government|interagency|(?:the )?superintendent of documents|washington(?=,|$)|ustr\.gov)\b"
)
_ORGANIZATION = re.compile(
    r"\b(?:associat\w+|alliance|coalition|council|federation|guild|group|institute|university|school|consult\w+|research"
    r"|inc|ltd|llc|llp)\b|\bpress$|(?<!states) of america$|\b(?:reprint|translation|views of)\b"
)
_NOT_THE_OFFICE = re.compile(rf"{OFFICE} \((?!\W?(?:the )?(?:ustr|office))")  # "USTR (Fan Page)"
_BY = re.compile(
    r"(?:\b(?:[Bb]y|BY|[Oo]n behalf of|[A-Z]\w+ed for) (?:the )?(?=[A-Z\u201c])|\b\w+ed by (?:the )?)(\S.*)"
)
_NOT_IN_NAMES = re.compile(r"^An? |\w{3,}[.,!?] |[.!?]$|[()]", re.IGNORECASE)
_FRONT_LINES = 30
_WRAPPED_LINES = 4
_OPENING = 12  # paragraphs of prose, at most, that say who speaks


@dataclass(frozen=True, slots=True)
class Paper:
    """What decides whose a paper is: its cover, the prose that opens it, all before the first market, and the rest.

    It is signed where a letter of USTR is in front of it, or its office is alone on a line of the cover.
    """

    title: str
    front: tuple[str, ...]
    opening: tuple[str, ...]
    beginning: tuple[str, ...]
    markets: tuple[str, ...]
    is_signed: bool


def open_paper(title: str, texts: Sequence[str], pages: Sequence[int], is_signed: bool = False) -> Paper:
    """Return the parts of a paper. The cover ends with its page, at a heading, or at prose below the title."""
    end, opening, front = len(texts), list[str](), list[str]()
    is_front = is_opening = True
    for at, (text, below) in enumerate(pairwise([*texts, ""])):
        kind = kind_of(text)
        if opening and kind in ("online", "physical"):
            end = at
            break
        reports = kind in ("online", "physical", "focus") or text.casefold().startswith("positive")
        is_opening = is_opening and not (reports and is_prose(below))
        is_heading = kind not in (None, "results") and (is_prose(below) or "contents" in text.casefold())
        is_front = is_front and not is_heading and not is_contents_line(text)
        is_front = is_front and at < _FRONT_LINES and (not pages or pages[at] == pages[0])
        if not is_prose(text):
            front += [text] if is_front else []
        else:
            is_front = is_front and not any(map(LIST_NAME.search, front))
            opening += [text] if is_opening and len(opening) < _OPENING else []
    front = list(_join_wrapped_names(front))
    is_signed = is_signed or any(re.fullmatch(OFFICE, simplify_line(line)) for line in front)
    return Paper(title, tuple(front), tuple(opening), tuple(texts[:end]), tuple(texts[end:]), is_signed)


def _join_wrapped_names(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a cover, with the title and the office each in one line."""
    at = 0
    while at < len(lines):
        counts = range(min(_WRAPPED_LINES, len(lines) - at), 1, -1)
        count = next((count for count in counts if _is_own_name(" ".join(lines[at : at + count]))), 1)
        yield " ".join(lines[at : at + count])
        at += count


def _is_own_name(text: str) -> bool:
    return is_list_title(text) or re.fullmatch(OFFICE, simplify_line(text)) is not None


def is_prose(text: str) -> bool:
    """Return whether a text is a sentence or longer."""
    is_sentence = text.endswith((".", "!", "?")) and text.count(" ") >= 4
    return (is_sentence or len(text) >= 200) and not is_contents_line(text)


def is_contents_line(text: str) -> bool:
    """Return whether dots lead to the page number in a text."""
    return "...." in text


def calls_itself_list(paper: Paper) -> bool:
    """Return whether the title is the List's, or the text names the List and the cover no other paper.

    A subtitle may follow where the office signs the cover.
    """
    title, cover = paper.title, " ".join(paper.front)
    if title in paper.beginning and any(map(_is_unknown, paper.front)) and not LIST_NAME.search(cover):
        return False  # the title is below a sheet of somebody else: "Appendix B"
    if any(title in line and is_list_title(line) for line in paper.front):
        return True
    if LIST_NAME.search(title):
        found = _LIST_TITLE.match(title)
        has_subtitle = paper.is_signed and found and title[found.end() :].strip()[:1].isupper()
        return is_list_title(title) or bool(has_subtitle)
    if not any(title in text for text in (*paper.beginning, *paper.markets)):
        return False
    is_other = any(_is_unknown(line) or _is_about_list(line) for line in paper.front)
    return not is_other and any(map(LIST_NAME.search, paper.beginning))


def is_list_title(title: str) -> bool:
    """Return whether a title is that of the List, with nothing said about it."""
    return _LIST_TITLE.fullmatch(title.strip(" .")) is not None


def find_unknown_names(paper: Paper) -> list[str]:
    """Return the lines that may be mottos or the names of others, on a cover that the office has not signed."""
    if paper.is_signed:
        return []
    lines = pairwise([*paper.front, ""])
    unknown = [line for line, below in lines if not OFFICE_HOLDER.search(simplify_line(below))]
    return [line for line in unknown if _is_unknown(line) and _reads_as_name(line)]


def names_author(paper: Paper) -> bool:
    """Return whether the cover says by whom or for whom the paper is, and that is not the office."""
    authors = (match[1] for line in paper.front for match in _BY.finditer(line))
    is_for_office = any(
        above.endswith((" for", " to")) and re.match(OFFICE, simplify_line(line))
        for above, line in pairwise(paper.front)
    )
    return is_for_office or not all(_OFFICIAL.match(simplify_line(name)) for name in authors)


def names_organization(paper: Paper) -> bool:
    """Return whether a line of the cover names an organization, or says that the paper is a copy."""
    lines = [simplify_line(line) for line in paper.front]
    named = any(_ORGANIZATION.search(line) and not _OFFICIAL.match(line) for line in lines)
    return named or any(map(_NOT_THE_OFFICE.search, lines))


def repeats_name(paper: Paper) -> bool:
    """Return whether the text speaks of somebody whom the cover names: "Toy Watch thanks its readers."."""
    texts = (*paper.beginning, *paper.markets)
    prose = "\n".join(text for text in texts if is_prose(text))
    return any(
        name in paper.markets or re.search(rf"\b{re.escape(name.title())}\b", prose)
        for name in find_unknown_names(paper)
    )


def _is_about_list(line: str) -> bool:
    return LIST_NAME.search(line) is not None and not is_list_title(line)


def _is_unknown(line: str) -> bool:
    """Return whether a line of a cover is neither the title nor an office, a date, a number, or an address."""
    is_title = LIST_NAME.search(line)
    is_number = 4 * len(re.findall(r"[\d@]", line)) > len(line)
    return not (is_title or is_number or _OFFICIAL.search(simplify_line(line)) or partial_date(line))


def _reads_as_name(line: str) -> bool:
    """Return whether a line may hold a name: words that begin large, without an article or a mark of a motto."""
    return not _NOT_IN_NAMES.search(line) and re.search(r"^[A-Z]\S*$| \W?[A-Z\d]", line) is not None
