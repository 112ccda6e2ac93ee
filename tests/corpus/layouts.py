"""More reports of the corpus, from `layouts.toml`: they state no counts, which would tell most errors."""

import tomllib
from pathlib import Path
from typing import Any

from tests.corpus.cases import Case

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_FIRST_SEED = 100


def _case(number: int, name: str, row: dict[str, Any]) -> Case:
    look = dict(row.get("look", {}))
    if "names" in look:
        look["names"] = tuple(_DATA[look["names"]])
    force = {"stated": False} | ({"place": "heading"} if "{country}" in look.get("name_form", "") else {})
    css = row.get("css", "")
    return Case(
        name, row["program"], "since-2017", row.get("seed", _FIRST_SEED + number), look, css, force=force
    )


ODD_NAMES = tuple(_DATA["odd_names"])
LAYOUTS = tuple(_case(number, name, row) for number, (name, row) in enumerate(_DATA["layouts"].items()))
