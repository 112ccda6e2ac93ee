"""The word lists of grammar.toml, read once."""

import tomllib
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_DATA: dict[str, Any] = tomllib.loads((_HERE / "grammar.toml").read_text(encoding="utf-8"))

NUMBERS: dict[str, Any] = _DATA["numbers"]
QUALIFIERS: dict[str, str] = {word: kind for kind, listed in _DATA["qualifiers"].items() for word in listed}
UP: frozenset[str] = frozenset(_DATA["change"]["up"])
DOWN: frozenset[str] = frozenset(_DATA["change"]["down"])
CHANGE_NOUNS: frozenset[str] = frozenset(_DATA["change"]["nouns"])
COMPARATIVES: frozenset[str] = frozenset(_DATA["change"]["comparatives"])
STOPS: frozenset[str] = frozenset(_DATA["phrases"]["stops"])
VERBS: frozenset[str] = frozenset(_DATA["phrases"]["verbs"])
ARTICLES: frozenset[str] = frozenset(_DATA["phrases"]["articles"])
PLURALS: frozenset[str] = frozenset(_DATA["phrases"]["plurals"])
ATTRIBUTIVE: frozenset[str] = frozenset(_DATA["phrases"]["attributive"])
SINGULARS: frozenset[str] = frozenset(_DATA["phrases"]["singulars"])
DEEDS: dict[str, str] = {word: word for word in _DATA["phrases"]["deeds"]} | _DATA["phrases"]["active"]
NO_CLAIMS: dict[str, frozenset[str]] = {name: frozenset(listed) for name, listed in _DATA["never"].items()}
SAYING: dict[str, frozenset[str]] = {name: frozenset(listed) for name, listed in _DATA["saying"].items()}
AROUND: dict[str, frozenset[str]] = {name: frozenset(listed) for name, listed in _DATA["around"].items()}
MOODS: dict[str, list[str]] = _DATA["moods"]
DOUBTS: dict[str, frozenset[str]] = {name: frozenset(listed) for name, listed in _DATA["doubts"].items()}
SMALL_NUMBERS: int = _DATA["numbers"]["small"]
