"""What was found, shown: text that the database marked, as HTML, as plain text, and as an address's fragment."""

import re
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from markets.search.sql import START, STOP

_MARKED = re.compile(f"{START}([^{START}{STOP}]*){STOP}")
_WORDS_OF_FRAGMENT = 5
WORDS_OF_A_NAME = 5
SENTENCE_ENDS = '.!?”"…'


def format_snippet(marked: str) -> SafeString:
    """Escaped, with `<mark>` around what was found; "…" where the passage is cut from a longer text."""
    text = strip_marks(marked).strip()
    if text and not (text[0].isupper() or text[0].isdigit()):
        marked = f"… {marked.lstrip()}"
    if text and text[-1] not in SENTENCE_ENDS and len(text.split()) > WORDS_OF_A_NAME:
        marked = f"{marked.rstrip()} …"
    parts = _MARKED.split(marked)
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", part) if at % 2 else strip_marks(part),)
            for at, part in enumerate(parts)
        ),
    )


def strip_marks(marked: str) -> str:
    """Return the text alone."""
    return marked.replace(START, "").replace(STOP, "")


def make_fragment(marked: str, anchor: str) -> str:
    """`#text:~:text=…`: the browser goes to the first words found, or to the anchor where it knows no such thing."""
    found = _MARKED.search(marked)
    if found is None:
        return f"#{anchor}" if anchor else ""
    line = strip_marks(marked[found.start() :].split(" … ")[0].split("\n")[0])
    words = " ".join(line.split()[:_WORDS_OF_FRAGMENT])
    return f"#{anchor}:~:text={quote(words, safe='').replace('-', '%2D')}"
