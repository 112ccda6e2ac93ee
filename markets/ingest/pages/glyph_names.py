"""The names of a font's shapes, which say what its codes are where no table of letters does ("f_f_i")."""

import re
import struct
from typing import Any

_PARTS = re.compile(r"([A-Za-z](?:_[A-Za-z])*|f(?:f?[il]|f))(?:\.\w+)?")
_UNICODE = re.compile(r"uni([0-9A-F]{4})(?:\.\w+)?")
_STANDARD_STRINGS = 391  # that a CFF font does not hold
_MAC_NAMES = 258  # that a table "post" does not hold
# The standard strings of a CFF font, as far as they are letters and signs of English, by their numbers.
_STANDARD = {
    number: f"uni{ord(letter):04X}"
    for first, letters in (
        (1, "".join(map(chr, range(0x20, 0x7F)))),
        (104, "'\u201c"), (111, "\u2013"), (116, "\u2022"), (119, "\u201d"), (121, "\u2026"), (137, "\u2014"),
        (8, "\u2019"), (65, "\u2018"), (145, "ıłøœß"),
        (171, "ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž"),
    )
    for number, letter in enumerate(letters, first)
} | {109: "fi", 110: "fl"}  # fmt: skip


def letters_of_name(name: str) -> str:
    """Return the letters of a shape by its name; "" where the name says nothing plain."""
    if match := _PARTS.fullmatch(name):
        return match[1].replace("_", "")
    match = _UNICODE.fullmatch(name)
    return chr(int(match[1], 16)) if match else ""


def glyph_names(font: Any, composite: bool) -> dict[int, str]:
    """Return the names by code: as the font's encoding gives them, or as the program of the font does."""
    if not composite:
        encoding = font.get("/Encoding")
        listed = (
            encoding.get("/Differences", []) if getattr(encoding, "_type_name", "") == "dictionary" else []
        )
        names, code = {}, 0
        for item in listed:
            if getattr(item, "_type_name", "") == "name":
                names[code] = str(item)[1:]
                code += 1
            else:
                code = int(item)
        return names
    descendant = font.DescendantFonts[0]
    descriptor = descendant.get("/FontDescriptor")
    order = descendant.get("/CIDToGIDMap")
    if descriptor is None or order is not None and order != "/Identity":
        return {}
    if (program := descriptor.get("/FontFile3")) is not None:
        return _names_in_cff(bytes(program.read_bytes()))
    if (program := descriptor.get("/FontFile2")) is not None:
        return _names_in_post(bytes(program.read_bytes()))
    return {}


def _names_in_post(program: bytes) -> dict[int, str]:
    """Return the names in the table "post" of a TrueType font."""
    for entry in range(struct.unpack_from(">H", program, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sIII", program, 12 + 16 * entry)
        if tag == b"post" and program[start : start + 4] == b"\0\2\0\0":
            table = program[start : start + length]
            count = struct.unpack_from(">H", table, 32)[0]
            numbers = struct.unpack_from(f">{count}H", table, 34)
            strings, at = [], 34 + 2 * count
            while at < len(table):
                strings.append(table[at + 1 : at + 1 + table[at]].decode("latin-1"))
                at += 1 + table[at]
            known = ((shape, number - _MAC_NAMES) for shape, number in enumerate(numbers))
            return {shape: strings[place] for shape, place in known if 0 <= place < len(strings)}
    return {}


def _names_in_cff(program: bytes) -> dict[int, str]:
    """Return the names in a CFF font that is not one of numbered shapes."""
    _, at = _index(program, program[2])
    (top, *_), at = _index(program, at)
    strings, _ = _index(program, at)
    values = dict(_operators(top))
    at = values.get(15, 0)
    if 1230 in values or 0 < at < 3 or 17 not in values:  # numbered, or in an order of expert fonts
        return {}
    count = struct.unpack_from(">H", program, values[17])[0]
    if not at:  # in the order of the standard strings
        return {shape: _STANDARD[shape] for shape in range(count) if shape in _STANDARD}
    form, at, numbers = program[at], at + 1, [0]
    while len(numbers) < count:
        first = struct.unpack_from(">H", program, at)[0]
        more = (
            0 if form == 0 else program[at + 2] if form == 1 else struct.unpack_from(">H", program, at + 2)[0]
        )
        numbers.extend(range(first, first + more + 1))
        at += 2 + form
    names = {
        shape: strings[number - _STANDARD_STRINGS].decode("latin-1")
        for shape, number in enumerate(numbers)
        if 0 <= number - _STANDARD_STRINGS < len(strings)
    }
    return names | {shape: _STANDARD[number] for shape, number in enumerate(numbers) if number in _STANDARD}


def _index(program: bytes, at: int) -> tuple[list[bytes], int]:
    """Return the parts of a CFF index, and where it ends."""
    count = struct.unpack_from(">H", program, at)[0]
    if not count:
        return [], at + 2
    size = program[at + 2]
    ends = [
        int.from_bytes(program[at + 3 + size * n : at + 3 + size * (n + 1)], "big") for n in range(count + 1)
    ]
    base = at + 2 + size * (count + 1)
    return [program[base + a : base + b] for a, b in zip(ends, ends[1:], strict=False)], base + ends[-1]


def _operators(top: bytes) -> list[tuple[int, int]]:
    """Return the operators of a CFF dictionary, each with its last number; those of two bytes from 1200 on."""
    found, number, at = [], 0, 0
    while at < len(top):
        first = top[at]
        if first <= 21:
            operator = 1200 + top[at + 1] if first == 12 else first
            found.append((operator, number))
            at += 2 if first == 12 else 1
        elif first == 28:
            number, at = struct.unpack_from(">h", top, at + 1)[0], at + 3
        elif first == 29:
            number, at = struct.unpack_from(">i", top, at + 1)[0], at + 5
        elif first == 30:
            at += 1
            while at < len(top) and top[at] & 15 != 15 and top[at] >> 4 != 15:
                at += 1
            at += 1
        elif first <= 246:
            number, at = first - 139, at + 1
        else:
            number = (
                (first - 247) * 256 + top[at + 1] + 108
                if first <= 250
                else -(first - 251) * 256 - top[at + 1] - 108
            )
            at += 2
    return found
