"""Whether two claims are of the same whole: articles and quantifiers do not count, synonyms of the field do."""

import re

_IDLE = frozenset(
    {"the", "a", "an", "all", "these", "those", "this", "that", "our", "its", "their", "total",
     "overall", "any", "of", "for", "to", "in", "on", "with"}
)  # fmt: skip
_SYNONYMS = (
    (re.compile(r"\b(?:rights?[ -]?holders?|rights?[ -]owners?|brand[ -]owners?)\b"), "rightholder"),
    (re.compile(r"\btake[ -]?down (?:requests?|notices?|notifications?)\b"), "takedown request"),
    (re.compile(r"\bprogrammes?\b|\bprograms\b"), "program"),
    (re.compile(r"\bstores?\b|\bshops?\b|\bstorefronts?\b"), "shop"),
    (re.compile(r"\b\w+(?:'s|’s)(?=\s)"), ""),  # whose it is: "Alibaba's programs" and "the programs"
)


def same_base(a: str, b: str) -> bool:
    """Return whether two bases name the same whole. Two empty ones do; an empty one is not the same as any other."""
    return _plain(a) == _plain(b)


def _plain(base: str) -> tuple[str, ...]:
    lower = base.casefold()
    for pattern, meant in _SYNONYMS:
        lower = pattern.sub(meant, lower)
    words = [word for word in re.findall(r"[^\W_]+", lower) if word not in _IDLE]
    return tuple(
        word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word for word in words
    )
