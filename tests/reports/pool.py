"""Names, places and sentences to draw from: one a line in `pool_of/`. The sentences are made up."""

from pathlib import Path

_HERE = Path(__file__).parent / "pool_of"


def _lines(name: str) -> tuple[str, ...]:
    return tuple((_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines())


ONLINE = _lines("online")
PHYSICAL = _lines("physical")
PLACES = tuple((country, city) for country, _, city in (line.partition(" | ") for line in _lines("places")))
HOSTS = _lines("hosts")
ONLINE_TEXT = _lines("online_text")
PHYSICAL_TEXT = _lines("physical_text")
ONLINE_ASKS = _lines("online_asks")
PHYSICAL_ASKS = _lines("physical_asks")
DISTRACTORS = _lines("distractors")
LEAD_INS = _lines("lead_ins")
BULLETS = _lines("bullets")
OTHERS_LEAD_INS = _lines("others_lead_ins")
OTHERS_BULLETS = _lines("others_bullets")
GENERAL = _lines("general")
CATEGORIES = _lines("categories")
FOCUSES = _lines("focuses")
