"""Cuts quotations and sources into words that can be compared, with their places in the original."""

import re
from dataclasses import dataclass

from responses.quotations.spelling import fold_word

# a word may be cut by a hyphen at a line's end, by soft hyphens and by characters of no width
_HYPHEN = r"[-\u2010\u2011\u00ad\u2043]"
_WORD = re.compile(
    r"[^\W_]+(?:(?:['’ʼ`.&/@_]|"
    rf"{_HYPHEN}[ \t\r]*\n[ \t\r]*|{_HYPHEN}|(?<=[0-9])[–,](?=[0-9])|[\u200b-\u200d\ufeff])[^\W_]+)*[%]?"
)
_ELLIPSIS = re.compile(
    r"\[\s*(?:…|\.{2,}|\.\s\.\s\.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.(?:\s?\.){2,}|\*(?:\s?\*){2}"
)
_EDITORIAL = re.compile(r"\[\s*sic\s*\]", re.IGNORECASE)
_BRACKETED = re.compile(r"\[(?=[^\W\d_]\][^\W_])|(?<=\[[^\W\d_])\](?=[^\W_])|(?<=[^\W_])\[(?=[^\W_]{1,4}\])")
_INVISIBLE = re.compile(rf"[\u00ad\u200b-\u200d\ufeff]|{_HYPHEN}[ \t\r]*\n[ \t\r]*")
_PUNCTUATION = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "⁃": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as printed (line ends joined), folded for comparing, and `text[start:end]`, its place."""

    printed: str
    folded: str
    start: int
    end: int
    broken: bool  # printed across a line end, so that its hyphen may be the layout's


def find_tokens(text: str) -> list[Token]:
    """The words of a text. White space, quotation marks, dashes and other marks are between them, not in them."""
    found = []
    for match in _WORD.finditer(text):
        raw = match[0]
        printed = _INVISIBLE.sub("", raw).translate(_PUNCTUATION)
        bare = printed.replace("-", "").casefold()
        found.append(Token(printed, fold_word(bare), match.start(), match.end(), "\n" in raw))
    return found


def cut_segments(quote: str) -> list[list[Token]]:
    """Return the words of a quotation, cut at its marks of ellipsis; "[sic]" is nobody's word, "[T]he" is a word."""
    plain = _EDITORIAL.sub(lambda found: " " * len(found[0]), quote)
    edges = [0, *(edge for found in _ELLIPSIS.finditer(plain) for edge in found.span()), len(plain)]
    parts = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        part = _BRACKETED.sub("\u200b", plain[start:end])
        parts.append(
            [
                Token(one.printed, one.folded, one.start + start, one.end + start, one.broken)
                for one in find_tokens(part)
            ]
        )
    return [part for part in parts if part]


def marks_between(text: str, words: list[Token]) -> list[str]:
    """Return the punctuation between each word and the next, quotation marks and dashes made plain."""
    gaps = []
    for left, right in zip(words, words[1:], strict=False):
        gap = re.sub(r"[\s\"'“”‘’„«»`\[\]\u200b-\u200d\ufeff\u00ad]", "", text[left.end : right.start])
        gaps.append(re.sub(r"[-–—―−‐‑]+", "-", gap))
    return gaps
