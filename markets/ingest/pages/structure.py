"""A strict second look at a PDF's structure. PDFium reads on where a file is damaged and says nothing; this
says it. A word processor can be sloppy without harm, so what is found here are doubts, not errors."""

import base64
import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

_MAX_INFLATED = 256 * 1024 * 1024
_CHUNK = 1 << 20
_LISTED = 5  # pages that one sentence names
# What damage makes pikepdf raise. The text is read by then, so anything but a lack of memory is a doubt.
_FAILURES = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_PLACE = re.compile(r"^WARNING: |(?:stream )?<_io.BytesIO object at 0x[0-9a-f]+>[,: ]*")


def open_random_device() -> None:
    """Let qpdf open the device of random numbers that it needs to undo AES, and keeps open: a child may not later."""
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(io.BytesIO(), encryption=pikepdf.Encryption(owner="any", user="", R=4))


def structural_doubts(content: bytes, pages_read: int) -> tuple[str, ...]:
    """Plain sentences on what is wrong in the structure of a PDF of which PDFium has read this number of pages."""
    doubts: list[str] = []
    if b"%%EOF" not in content[-1100:]:
        doubts.append("The file does not end as a PDF does: its end may be missing.")
    if not content.lstrip(b"\xef\xbb\xbf\0\t\r\n ").startswith(b"%PDF-"):
        doubts.append("The file begins with something other than a PDF.")
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            doubts.extend(_of_pages(pdf, pages_read))
            doubts.extend(_of_layers(pdf))
            doubts.extend(_of_streams(pdf))
            if b"/JBIG2Decode" not in content:  # for such pictures pikepdf would start another program
                doubts.extend(_of_syntax(pdf))
    except _FAILURES as problem:
        doubts.append(f"The structure of the file is damaged: {_plain(str(problem))}.")
    return tuple(doubts)


def _of_pages(pdf: pikepdf.Pdf, pages_read: int) -> Iterator[str]:
    """Yield the page tree must hold as many pages as it says, each with something on it."""
    pages = list(pdf.pages)
    stated = pdf.Root.Pages.get("/Count")
    if len(pages) != pages_read or stated != pages_read:
        yield f"The file states {stated} pages; {len(pages)} are in its structure and {pages_read} were read."
    for number, page in enumerate(pages, 1):
        if "/Contents" not in page:
            yield f"Page {number} holds no text."
        if page.get("/Type") != pikepdf.Name.Page:
            yield f"Page {number} is not marked as a page."


def _of_layers(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield that there are layers that are not shown: their text is drawn like any other."""
    layers = pdf.Root.get("/OCProperties")
    settings = layers.get("/D") if layers is not None else None
    hidden = settings.get("/OFF") if settings is not None else None
    if hidden is not None and (names := ", ".join(f"“{layer.get('/Name')}”" for layer in list(hidden))):
        yield f"The file has hidden layers ({names}): what is in them may have been read as text."


def _of_streams(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every compressed stream that is not a picture must inflate to its end with the right checksum."""
    homes = {stream.objgen: number for number, page in enumerate(pdf.pages, 1) for stream in _contents(page)}
    damaged: list[int] = []
    others = 0
    budget = _MAX_INFLATED
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") == pikepdf.Name.Image:
            continue
        data = _deflated(thing)
        if data is None:
            continue
        used = _inflated(data, budget)
        if used is None:
            if thing.objgen in homes:
                damaged.append(homes[thing.objgen])
            else:
                others += 1
        else:
            budget -= used
            if budget <= 0:
                yield "The file holds more compressed data than is checked for damage."
                return
    if damaged:
        yield f"The text of {_named(damaged)} is damaged: its compressed data do not end as they should."
    if others:
        yield f"{others} compressed parts of the file (fonts or forms) are damaged."


def _contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return [part for part in contents if isinstance(part, pikepdf.Stream)]
    return [contents] if isinstance(contents, pikepdf.Stream) else []


def _deflated(stream: pikepdf.Object) -> bytes | None:
    """Return the compressed data of a stream, once other wrappings are off; nothing where it is not compressed."""
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    raw = stream.read_raw_bytes()
    for name in names:
        if name in ("/FlateDecode", "/Fl"):
            return raw
        if name in ("/ASCII85Decode", "/A85"):
            try:
                raw = base64.a85decode(raw.strip().removeprefix(b"<~").removesuffix(b"~>"))
            except ValueError:
                return b""
        elif name in ("/ASCIIHexDecode", "/AHx"):
            try:
                raw = bytes.fromhex(raw.strip().rstrip(b">").decode("ascii"))
            except ValueError:
                return b""
        else:
            return None
    return None


def _inflated(data: bytes, budget: int) -> int | None:
    """Return how many bytes the data inflate to, at most about `budget`; nothing where they are damaged."""
    machine = zlib.decompressobj()
    length = 0
    try:
        while not machine.eof and length < budget:
            piece = machine.decompress(data, _CHUNK)
            length += len(piece)
            data = machine.unconsumed_tail
            if not piece and not machine.eof:
                return None
    except zlib.error:
        return None
    return length


def _of_syntax(pdf: pikepdf.Pdf) -> Iterator[str]:
    problems = [*pdf.get_warnings(), *pdf.check_pdf_syntax()]
    if problems:
        places = "one place" if len(problems) == 1 else f"{len(problems)} places"
        yield f"The structure of the file is damaged in {places}: {_plain(str(problems[0]))}."


def _plain(message: str) -> str:
    """Return one line of a message, without the names of this program's objects."""
    return " ".join(_PLACE.sub("", message).split())[:160].rstrip(". ")


def _named(pages: list[int]) -> str:
    numbers = sorted(set(pages))
    shown = ", ".join(str(number) for number in numbers[:_LISTED])
    more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"
