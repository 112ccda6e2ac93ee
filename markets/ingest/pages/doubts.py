"""What the pages themselves say against the reading: holes, illegible letters, page numbers out of order."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from markets.ingest.records import TextLine, TextPage

_FEW = 200
_FEW_IF_SPARSE = 30  # a page before a new section, the last page and one of contents may end early
_SPARSE = re.compile(r"\bcontents\b|intentionally (?:left )?blank", re.I)
_ENOUGH = 6_000  # characters of a font, to judge by
_MOST_WORDS = 12  # that are named
_RUNNING = 50  # characters in one style in a line of running text
_LETTER = re.compile(r"[^\W_]")
_SIGN = re.compile(r"[^\w\s.•·…_-]")
_WORD = re.compile(r"[^\W\d_]+")
_HUMP = re.compile(r"[a-z](?=[A-Z])")
# Latin letters in one word with others than accents; small letters that no English word holds.
_MIXED = re.compile(r"\b(?=\w*[A-Za-z]{2})\w*[\u0250-\u02af\u0370-\u1dff\u2c00-\ud7ff]\w*")
_FOREIGN = re.compile(r"(?<![\w.-])[a-z]*[ûüúùòôõìîøþðß¿¡¢£¥¤][a-z]+\b")
# What is left of words of whose ligatures the second letter is dropped.
_LOST_LIGATURES = frozenset(
    ("fnd", "fnds", "frst", "fle", "fles", "flm", "flms", "frm", "frms", "fve", "diferent", "ofce", "trafc", "ofer",
     "ofers", "ofered", "efort", "eforts", "efective", "ofcials", "signifcant", "specifc", "profts", "benefts",
     "identifed", "verifed", "confrmed", "fnancial", "fned", "refects", "infuence", "afliate", "sufcient")
)  # fmt: skip
_COMMON = frozenset(
    ("the", "of", "and", "to", "in", "a", "that", "for", "as", "by", "is", "on", "are", "with", "from")
)
# No English word is as long, nor are names; parts of addresses may be.
_RUN_TOGETHER = re.compile(r"(?<![\w.@/-])[^\W\d_]{26,}(?![\w@/-]|\.\w)")
_RENAMED = re.compile(
    r"^CairoFont-\d"
)  # what cairo calls a font of another file of its own: its style is gone
_LISTED_PAGE = re.compile(r"[^\W\d_].*[\s.]\d{1,3}$")
_NUMBER = re.compile(r"^(?:page\s+)?[-–—\s]*(\d{1,4})[-–—\s]*(?:(?:of|/)\s*\d{1,4})?$", re.I)


def layout_doubts(pages: Sequence[TextPage], junk: Sequence[int], failed: Sequence[int]) -> tuple[str, ...]:
    """Plain sentences on pages that look as if something of them were missing."""
    return (
        *(f"Page {number} cannot be opened." for number in failed),
        *_short(pages),
        *_illegible(pages, junk),
        *_fonts(pages),
        *_numbers(pages),
        *_odd_words(pages),
        *_lost_letters(pages),
        *_lost_spaces(pages),
    )


def _short(pages: Sequence[TextPage]) -> Iterator[str]:
    for before, page, after in zip(pages, pages[1:], [*pages[2:], None], strict=False):
        if _lists_pages(before) and _lists_pages(page):
            continue  # the last lines of the contents
        if not page.lines:
            yield f"Page {page.number} holds no text."
            continue
        length = sum(len(line.text) for line in page.lines)
        sparse = (
            after is None
            or _begins_a_section(after)
            or any(_SPARSE.search(line.text) for line in page.lines[:4])
        )
        if length < (_FEW_IF_SPARSE if sparse else _FEW):
            yield f"Page {page.number} holds only {length} characters."


def _lists_pages(page: TextPage) -> bool:
    """Return whether most lines of a page are names with a number behind them, as in contents."""
    texts = [line.text for line in page.lines if not _NUMBER.match(line.text)]
    return 2 * len(list(filter(_LISTED_PAGE.search, texts))) > len(texts)


def _begins_a_section(page: TextPage) -> bool:
    """Return whether a heading is at the head of a page: the page before may then end early."""
    usual = Counter({line.size: 0 for line in page.lines})
    for line in page.lines:
        usual[line.size] += len(line.text)
    return any(line.bold or line.size > 1.1 * max(usual, key=usual.__getitem__) for line in page.lines[:2])


_DASHES = re.compile(r"[-\u2013\u2014|\s\d]+")  # of page numbers, perhaps in a face of their own


def _illegible(pages: Sequence[TextPage], junk: Sequence[int]) -> Iterator[str]:
    for page, count in zip(pages, junk, strict=True):
        if count:
            yield f"Page {page.number} holds {count} illegible characters."


def _fonts(pages: Sequence[TextPage]) -> Iterator[str]:
    """Words must come out of every font: one that has lost its table of letters, or has got that of another,
    gives letters or signs at random, and nothing in the file's structure shows it."""
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    length: Counter[str] = Counter()
    first: dict[str, int] = {}
    bold: set[str] = set()
    for page in pages:
        for line in page.lines:
            for span in line.spans:
                if span.bold:
                    bold.add(span.font)
                first.setdefault(span.font, page.number)
                if length[span.font] < _ENOUGH:
                    length[span.font] += span.end - span.start
                    pieces[span.font].append(line.text[span.start : span.end])
    renamed = [font for font in pieces if _RENAMED.match(font)]
    if renamed and not bold.intersection(renamed):
        font = renamed[0]
        yield f"The font {font} has lost its name: bold names in it are not seen, first on page {first[font]}."
    for font, some in pieces.items():
        if _is_garbled(some):
            called = f"font {font}" if font else "font without a name"
            yield f"The text in the {called} does not read as English, first on page {first[font]}."


def _is_garbled(pieces: Sequence[str]) -> bool:
    text = " ".join(piece for piece in pieces if not _DASHES.fullmatch(piece))
    signs, letters = len(_SIGN.findall(text)), len(_LETTER.findall(text))
    if signs > 20 and signs > 0.4 * letters:
        return True
    words = _WORD.findall(text)
    if len(words) >= 8 and len(_HUMP.findall(text)) > 0.6 * len(words):
        return True
    # Headings are names without little words; running text has them in every line.
    running = _WORD.findall(" ".join(piece for piece in pieces if len(piece) >= _RUNNING).lower())
    return len(running) >= 150 and sum(word in _COMMON for word in running) < 0.04 * len(running)


def _odd_words(pages: Sequence[TextPage]) -> Iterator[str]:
    """Words that mix scripts, and small words with letters that English does not have: a font without its table."""
    mixed: dict[str, int] = {}
    foreign: dict[str, int] = {}
    for page in pages:
        for line in page.lines:
            if not line.text.isascii():
                for word in _MIXED.findall(line.text):
                    mixed.setdefault(word, page.number)
                for word in _FOREIGN.findall(line.text):
                    foreign.setdefault(word, page.number)
    for found in (mixed, foreign if len(foreign) > 2 else {}):
        if found:
            some = list(found.items())[:_MOST_WORDS]
            words = ", ".join(f"“{word}”" for word, _ in some)
            numbers = sorted({number for _, number in some})
            where = f"page{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
            more = f" and {len(found) - len(some)} other words" if len(found) > len(some) else ""
            yield f"Letters may be misread on {where}: {words}{more}."


def _lost_letters(pages: Sequence[TextPage]) -> Iterator[str]:
    """Name the first page of a file whose fonts have lost the ends of ligatures, with a word of it."""
    for page in pages:
        odd = _LOST_LIGATURES.intersection(word for line in page.lines for word in line.text.split())
        if odd:
            yield f"Letters are lost in the file, first on page {page.number}: “{min(odd)}”."
            return


def _lost_spaces(pages: Sequence[TextPage]) -> Iterator[str]:
    """Name the pages of which many words are run together: what is drawn between them is hardly a space."""
    found = {
        page.number: words[0]
        for page in pages
        if (words := [word for line in page.lines for word in _RUN_TOGETHER.findall(line.text)])
    }
    if found:
        where = f"page{'s' * (len(found) > 1)} {', '.join(map(str, found))}"
        yield f"Words are run together on {where}, as in “{next(iter(found.values()))}”."


def _numbers(pages: Sequence[TextPage]) -> Iterator[str]:
    """Where most pages print a number that keeps step with their place, all must; covers may print none, and so may
    pages that open a section."""
    printed = {page.number: _printed(page) for page in pages if page.lines}
    steps = Counter(found - number for number, numbers in printed.items() for found in set(numbers))
    if not steps:
        return
    step = max(steps, key=steps.__getitem__)
    if steps[step] < max(3, 0.6 * len(pages)):
        return
    first = min(number for number, numbers in printed.items() if number + step in numbers)
    opening = {page.number for page in pages if _begins_a_section(page)}
    for number, numbers in printed.items():
        if number > first and number + step not in numbers and (numbers or number not in opening):
            says = f"prints {numbers[0]}" if numbers else "prints no number"
            yield f"Page {number} should print the page number {number + step}, but {says}."


def _printed(page: TextPage) -> list[int]:
    """Numbers that are alone in one of the first or last lines of a page."""
    edges: list[TextLine] = [*page.lines[-3:], *page.lines[:2]]
    return [int(found[1]) for line in edges if (found := _NUMBER.match(line.text))]
