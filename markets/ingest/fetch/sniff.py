"""What the bytes are, whether the stated media type agrees, and whether they are a challenge page."""

import re
from typing import Literal

Form = Literal["pdf", "html", "xml", "json", "zip", "ole", "image", "text", "bytes"]
Wanted = Literal["pdf", "html", "json", "feed"]

_FORMS: dict[str, Form] = {
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "text/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "text",
    "application/msword": "ole",
    "application/zip": "zip",
}
_SAYS_NOTHING = {
    "",
    "application/octet-stream",
    "binary/octet-stream",
    "application/download",
    "application/x-download",
    "application/force-download",
}
_MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
    "html": "text/html",
    "xml": "application/xml",
    "json": "application/json",
    "zip": "application/zip",
    "ole": "application/msword",
    "text": "text/plain",
}
# what a stated form may turn out to be without a contradiction
_MAY_BE: dict[Form, set[Form]] = {
    "html": {"html", "xml", "text"},
    "xml": {"xml", "html"},
    "json": {"json", "text"},  # a bare number or string is JSON too
    "text": {"text", "html", "xml", "json"},
}
_WANTED: dict[Wanted, set[Form]] = {
    "pdf": {"pdf"},
    "html": {"html", "xml", "text"},
    "json": {"json", "text"},
    "feed": {"xml"},
}
_CHALLENGE_BELOW = 20_000
_CHALLENGE_TITLES = (
    "just a moment",
    "access denied",
    "attention required",
    "pardon our interruption",
    "request unsuccessful",
    "checking your browser",
    "security check",
    "are you a robot",
    "human verification",
    "verify you are human",
    "client challenge",
    "ddos-guard",
    "bot verification",
)
_CHALLENGE_MARKS = (
    "cf-chl",
    "cf_chl",
    "_incapsula_",
    "incapsula incident",
    "errors.edgesuite.net",
    "aws-waf-token",
    "awswaf",
    "px-captcha",
    "captcha-delivery.com",
    "datadome",
    "sucuri_cloudproxy",
    "just a moment",
    "access denied",
    "checking your browser",
    "enable javascript and cookies",
    "ddos protection by",
)
_FEW_WORDS = 250  # a page that carries a protector's script and a real text is no challenge


def is_complete(content: bytes) -> bool:
    """Return whether the document's own end is there, where its form has one."""
    form, tail = form_of(content), content[-2048:].rstrip()
    if form == "pdf":
        return b"%%EOF" in tail
    if form == "html":
        return b"<html" not in content[:4096].lower() or b"</html" in tail.lower()
    closing = {"xml": (b">",), "json": (b"}", b"]")}.get(form)
    return closing is None or tail.endswith(closing)


def media_type(header: str | None) -> str:
    """Return the media type of a Content-Type header: lower case, without parameters; "" where there is none."""
    return (header or "").split(";", 1)[0].strip().lower()


def form_of(content: bytes) -> Form:
    """Return what the bytes are, from how they begin."""
    start = content[:4096]
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            start = start[2:].decode(encoding, "ignore").encode("utf-8", "ignore")
    text = re.sub(rb"\A(?:\s+|<!--.*?-->)+", b"", start.removeprefix(b"\xef\xbb\xbf"), flags=re.S).lower()
    if re.match(rb"<(!doctype\s+html|html|head|body|title|meta|script|p|div|h1)\b", text):
        return "html"
    if text.startswith(b"<"):
        return "html" if b"<html" in text[:1024] else "xml"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if text[:1] in (b"{", b"["):
        return "json"
    for magic, form in _MAGIC:
        if start.startswith(magic):
            return form
    if b"<html" in text:
        return "html"
    return "bytes" if b"\0" in content[:4096] else "text"


_MAGIC: tuple[tuple[bytes, Form], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)


def stated_form(stated: str) -> Form | None:
    """Return the form that a media type promises, or None where it promises nothing that can be checked."""
    if stated in _FORMS:
        return _FORMS[stated]
    if stated.endswith("+json"):
        return "json"
    if stated.endswith("+xml"):
        return "xml"
    if stated.startswith("application/vnd.openxmlformats-"):
        return "zip"
    if stated.startswith("image/"):
        return "image"
    return None


def find_contradiction(stated: str, content: bytes) -> str | None:
    """ "says application/pdf, but the bytes are HTML": where the stated media type is untrue; else None."""
    form, promised = form_of(content), stated_form(stated)
    if promised is None or form in _MAY_BE.get(promised, {promised}):
        return None
    return f"says {stated}, but the bytes are {_spoken(form)}"


def find_unwanted_type(wanted: Wanted | None, content: bytes) -> str | None:
    """ "a PDF was expected, but the bytes are HTML", or None where they are what was asked for."""
    form = form_of(content)
    if wanted is None or form in _WANTED[wanted]:
        return None
    name = {"pdf": "a PDF", "html": "a web page", "json": "JSON", "feed": "a feed"}[wanted]
    return f"{name} was expected, but the bytes are {_spoken(form)}"


def settled_type(stated: str, content: bytes) -> str:
    """Return the media type to record: the stated one where it says something, else what the bytes are."""
    if stated not in _SAYS_NOTHING and stated_form(stated) is not None:
        return "application/pdf" if stated == "application/x-pdf" else stated
    return _MEDIA.get(form_of(content), "application/octet-stream")


def find_challenge(content: bytes, *, in_place_of_document: bool) -> str | None:
    """Return the title (or first words) of a challenge page, or None.

    `in_place_of_document`: something else than a web page was promised; then any short web page counts,
    unless it says that the document is not there.
    """
    if len(content) >= _CHALLENGE_BELOW or form_of(content) != "html":
        return None
    page = content.decode("utf-8", "replace")
    found = re.search(r"<title[^>]*>(.*?)</title", page, re.I | re.S)
    title = " ".join(found.group(1).split())[:80] if found else ""
    words = " ".join(re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>", " ", page).split())
    spoken = title or words[:80] or "no title"
    if any(mark in title.lower() for mark in _CHALLENGE_TITLES):
        return spoken
    if len(words.split()) < _FEW_WORDS and any(mark in page.lower() for mark in _CHALLENGE_MARKS):
        return spoken
    if in_place_of_document and not re.search(r"not found|\b404\b|no longer available", words[:500], re.I):
        return spoken
    return None


def _spoken(form: Form) -> str:
    return {"bytes": "binary data", "text": "plain text", "ole": "an old Word file"}.get(form, form.upper())
