"""Bold that a browser makes itself where a face has none: the same shapes of the same face, drawn a little wider."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

_BOX = re.compile(rb"\s*(?:[-.\d]+\s+){2}([-.\d]+)\s+[-.\d]+\s+([-.\d]+)\s+[-.\d]+\s+d1\b")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_WIDER = 0.015  # of the size; a browser adds a thirtieth
_ENOUGH = 3  # shapes that two fonts share


def find_drawn_bold(fonts: Iterable[Any]) -> set[Any]:
    """Return the numbers of the objects of those fonts of drawn shapes (Type 3) that are bold.

    `fonts`: dictionaries of a PDF, as pikepdf opens it. A font is bold where most shapes that it shares with a font of
    the same face are wider. Raises what pikepdf raises where a font is damaged.
    """
    by_face: defaultdict[str, dict[Any, Mapping[str, float]]] = defaultdict(dict)
    for font in fonts:
        if font.get("/Subtype") == "/Type3" and (descriptor := font.get("/FontDescriptor")) is not None:
            face = _SUBSET.sub("", str(descriptor.get("/FontName", ""))[1:])
            if font.is_indirect and font.objgen not in by_face[face]:
                by_face[face][font.objgen] = _measure_shapes(font)
    return {
        number
        for widths in by_face.values()
        for number, own in widths.items()
        if any(_is_wider(own, other) for other in widths.values() if other is not own)
    }


def _measure_shapes(font: Any) -> dict[str, float]:
    """{name of a shape: how wide it is, in sizes of the font}"""
    scale = abs(float(font.FontMatrix[0]))
    found: dict[str, float] = {}
    for name, shape in font.CharProcs.items():
        if match := _BOX.match(bytes(shape.read_bytes())):
            width = scale * (float(match[2]) - float(match[1]))
            if width > 0:
                found[str(name)] = width
    return found


def _is_wider(own: Mapping[str, float], other: Mapping[str, float]) -> bool:
    shared = own.keys() & other.keys()
    wider = sum(own[name] - other[name] > _WIDER for name in shared)
    return len(shared) >= _ENOUGH and 2 * wider > len(shared)
