"""British and American spelling: folds a word to one form, and says whether it shows a British hand."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, str] = _DATA["words"]
_BOTH: frozenset[str] = frozenset(_DATA["both"]["words"])
_NOT_ISE: frozenset[str] = frozenset(_DATA["ise"]["never"])
_ISE = re.compile(
    r"^(?P<stem>[a-z]{2,}?(?:i|y))s(?P<end>e|ed|es|ing|ation|ations|ational|er|ers|able|ably|ability|ement)$"
)
_OUR = re.compile(rf"({'|'.join(_DATA['our']['stems'])})")
_LL = re.compile(rf"^(?P<stem>{'|'.join(_DATA['ll']['stems'])})l(?P<end>ed|ing|er|ers|ings)$")


@lru_cache(maxsize=50_000)
def to_american(word: str) -> str:
    """Return the American form of a lower-case word; a word that has none other comes back as it is."""
    if word in _WORDS:
        return _WORDS[word]
    stem = re.match(r"(?:un|re|dis|mis|de|non|out|over)?(?P<rest>.+)$", word)
    rest = stem["rest"] if stem else word
    found = _ISE.match(word)
    if found and not _is_never(word) and not _is_never(rest):
        # "analyse" is the one family in "-yse"; "-isation" is never anything but a spelling
        return f"{found['stem']}z{found['end']}"
    found = _LL.match(word)
    if found:
        return found["stem"] + found["end"]
    found = _OUR.search(word)
    if found:
        return word.replace(found[1], found[1].replace("our", "or"), 1)
    return word


def _is_never(word: str) -> bool:
    stem = re.sub(r"(?:e|ed|es|ing|er|ers|able|ably|ability|ement|ation|ations|ational)$", "", word)
    return stem in _NOT_ISE


def fold_word(word: str) -> str:
    """Return the form in which spellings and cases of one word are equal."""
    return to_american(word.casefold())


def is_british(word: str) -> bool:
    """Return whether a word is spelled as in Britain and not in the United States."""
    lower = word.casefold()
    return lower not in _BOTH and to_american(lower) != lower
