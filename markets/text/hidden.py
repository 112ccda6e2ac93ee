"""Which elements of an HTML page nobody sees: hidden by attribute, by inline style, by class or by the page's style
sheet."""

import re
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Tag

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|\})|font-size\s*:\s*0(?:px|pt|em|rem)?\s*(?:;|$|\})",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white\b|#f{3}(?:f{3})?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255\b)", re.IGNORECASE
)
_BACKED = re.compile(r"background|\bbg\b", re.IGNORECASE)
_MOST_PARENTS = 50  # in which a background is looked for
_SELECTOR = re.compile(r"[.#][\w-]+")
_MEDIA = re.compile(r"@(?:media|supports)[^{}]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_CLASSES = frozenset(
    ("visually-hidden", "sr-only", "screen-reader-text", "element-invisible", "hidden", "d-none", "is-hidden")
)


def drop_hidden(soup: BeautifulSoup) -> None:
    """Remove the elements that a reader of the page does not see: hidden, or white on nothing that the page names a
    background. Rules for some screens only do not hide."""
    names = {f".{name}" for name in _CLASSES}
    for sheet in soup("style"):
        for block in _MEDIA.sub(" ", sheet.get_text()).split("}"):
            selectors, _, rule = block.partition("{")
            if _HIDING.search(rule):
                names.update(one.strip() for one in selectors.split(",") if _SELECTOR.fullmatch(one.strip()))
    for tag in soup.find_all(True):
        # What was removed with its parent has no name, or an empty one.
        if vars(tag).get("name") and _is_hidden(tag, names):
            tag.decompose()


def _is_hidden(tag: Tag, names: set[str]) -> bool:
    style = str(tag.get("style", ""))
    if tag.has_attr("hidden") or _HIDING.search(style) or (_WHITE.search(style) and not _is_backed(tag)):
        return True
    classes = tag.get_attribute_list("class")
    own = {f".{one}" for one in classes} | {f"#{tag.get('id')}"}
    # "hidden md:block" and "d-none d-md-block" are seen on wide screens
    return not names.isdisjoint(own) and not any(":" in str(one) or "-md-" in str(one) for one in classes)


def _is_backed(tag: Tag) -> bool:
    """Return whether an element or one around it has a background."""
    around = (tag, *islice(tag.parents, _MOST_PARENTS))
    return any(
        one.has_attr("bgcolor")
        or _BACKED.search(f"{one.get('style', '')} {' '.join(map(str, one.get_attribute_list('class')))}")
        for one in around
    )
