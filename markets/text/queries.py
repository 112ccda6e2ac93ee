"""What a reader types to look something up, before anybody knows what it is."""

import re
import unicodedata

_DEFANGED = re.compile(r"\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?", re.IGNORECASE)


def tidy_query(text: str) -> str:
    """Return the text with single spaces, without the invisible characters that come along with copied text."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(each for each in spaced if unicodedata.category(each) != "Cf")


def is_readable(text: str) -> bool:
    """Return whether every character can be seen. Bytes that are no UTF-8 arrive as the replacement character."""
    return text.isprintable() and "\N{REPLACEMENT CHARACTER}" not in text


def restore_dots(text: str) -> str:
    """`taobao.com` for `taobao[.]com` and `taobao (dot) com`."""
    return _DEFANGED.sub(".", text)
