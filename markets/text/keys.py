"""Names made comparable, without changing what is kept as printed."""

import unicodedata

_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())


def name_key(text: str) -> str:
    """Letters and digits alone, without case or accents: `EGY.BEST` and `EgyBest` have one key."""
    if text.isascii():  # nearly always, and many times as fast
        return text.lower().encode().translate(None, _SIGNS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))
