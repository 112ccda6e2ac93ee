"""What a file is, by its bytes: never by the name or the media type that came with it."""

import re
from typing import Literal

from markets.ingest.pages.document import Unreadable
from markets.ingest.pages.limits import MAX_BYTES

Expect = Literal["pdf", "html", "any"]
FileKind = Literal["pdf", "html"]

_HEADER_WITHIN = 1024  # where readers of PDF look for "%PDF-"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|h1)\b", re.I)
_CHALLENGES = re.compile(
    rb"cf-chl|cf_chl|_Incapsula_|challenge-platform"
    rb"|<title>\s*(?:Just a moment|Access Denied|Attention Required"
    rb"|Request Rejected|Are you a (?:human|robot)|Pardon Our Interruption|403 Forbidden|Human Verification)"
    rb"|Enable JavaScript and cookies to continue|errors\.edgesuite\.net",
    re.I,
)
_CHALLENGE_BYTES = 60_000  # a wall is a small page; a report that quotes one is not
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def sniff_kind(content: bytes, expect: Expect = "any") -> FileKind:
    """ "pdf" or "html". Raises Unreadable where the bytes are neither, or not what is expected."""
    if not content.strip(b"\0 \t\r\n\x0c"):
        raise Unreadable("The file is empty." if not content else "The file is empty: it holds only blanks.")
    if len(content) > MAX_BYTES:
        raise Unreadable("The file is larger than 60 MB.")
    head = content[:_HEADER_WITHIN]
    html = _looks_like_html(content)
    if b"%PDF-" in head and (expect != "html" or not html):
        if expect == "html":
            raise Unreadable("The file is a PDF, not an HTML page.")
        return "pdf"
    if html:
        if len(content) < _CHALLENGE_BYTES and _CHALLENGES.search(content):
            raise Unreadable("The file is a challenge page that keeps programs out, not the document.")
        if expect == "pdf":
            raise Unreadable("The file is an HTML page, not a PDF.")
        return "html"
    what = next((name for start, name in _OTHERS if content.startswith(start)), None)
    wanted = {"pdf": "a PDF", "html": "an HTML page", "any": "a PDF or an HTML page"}[expect]
    raise Unreadable(f"The file is {what}, not {wanted}." if what else f"The file is not {wanted}.")


def _looks_like_html(content: bytes) -> bool:
    start = content[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")
    start = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start[:1] == b"<" and bool(_HTML.search(start))
