"""Which codes of each font a PDF shows, and how often: the tables of a font may know many more, or fewer."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

_MARK = re.compile(
    rb"\((?P<text>(?:\\.|[^\\()]|\((?:\\.|[^\\()])*+\))*+)\)|<(?P<digits>[0-9A-Fa-f\s]*)>"
    rb"|/(?P<font>[^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r\n": b"",
    b"\r": b"",
}


def fonts_with_codes(pdf: Any) -> Iterator[tuple[Any, Counter[int]]]:
    """Yield each font of the pages, and of the forms that they show, once, with its codes."""
    fonts: dict[tuple[int, int], Any] = {}
    codes: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    seen: set[tuple[int, int]] = set()
    waiting = [(page.get("/Resources"), page.get("/Contents")) for page in pdf.pages]
    while waiting:
        resources, contents = waiting.pop()
        if resources is None or contents is None:
            continue
        named = dict(resources.get("/Font", {}))
        fonts.update((font.objgen, font) for font in named.values())
        parts = list(contents) if contents._type_name == "array" else [contents]
        chosen, size = None, 1
        for found in _MARK.finditer(b"\n".join(bytes(part.read_bytes()) for part in parts)):
            if found["font"] is not None:
                chosen = named.get("/" + found["font"].decode("latin-1"))
                size = 2 if chosen is not None and chosen.get("/DescendantFonts") is not None else 1
            elif chosen is not None:
                codes[chosen.objgen].update(_codes(found, size))
        for form in dict(resources.get("/XObject", {})).values():
            if form.objgen not in seen and form.get("/Subtype") == "/Form":
                seen.add(form.objgen)
                waiting.append((form.get("/Resources"), form))
    yield from ((font, codes[number]) for number, font in fonts.items())


def _codes(found: re.Match[bytes], size: int) -> Iterator[int]:
    if found["text"] is None:
        digits = b"".join(found["digits"].split())
        text = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        text = _ESCAPE.sub(_unescaped, found["text"])
    return (int.from_bytes(text[at : at + size], "big") for at in range(0, len(text) - size + 1, size))


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8) & 0xFF]) if found[1] else _ESCAPED.get(found[2], found[2])
