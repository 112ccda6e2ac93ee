"""Which market a printed name means: decided by curators, proposed with reasons."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """A name's letters and digits alone, without case and accents: `EGY.BEST` and `EgyBest` are the same key."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in decomposed if character.isalnum())
