"""Stylesheets stay short, and every class that they name is in use."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLESHEETS = sorted((ROOT / "static").glob("*.css"))
LONGEST = 300  # lines
NAME = re.compile(r"[.#]([a-zA-Z][\w-]*)(?=[^{}]*\{)")
SOURCES = ("templates", "static", "markets", "responses", "notorious")


def test_no_stylesheet_is_longer_than_a_module_may_be() -> None:
    long = {path.name: lines for path in STYLESHEETS if (lines := path.read_text().count("\n")) > LONGEST}
    assert not long


def test_every_class_of_a_public_stylesheet_is_in_use() -> None:
    kinds = (".html", ".py", ".js")
    paths = (path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.suffix in kinds)
    words = set(re.findall(r"[\w-]+", "\n".join(path.read_text() for path in paths)))
    unused = {
        path.name: names
        for path in STYLESHEETS
        if path.name != "admin.css"  # it styles pages of Django
        and (names := set(NAME.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))) - words)
    }
    assert not unused
