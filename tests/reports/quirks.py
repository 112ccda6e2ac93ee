"""What can be different from report to report, drawn by seed."""

import random
from typing import Any

Quirks = dict[str, Any]
_ANY = "since-2017 2013-2016"
# quirk: what it may be, as (families, choices); a choice that is twice is drawn twice as often.
_CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "font": (("", "Times Helvetica LiberationSerif LiberationSans DejaVuSerif DejaVuSans"),),
    "size": (("", "10 11 12 12 12.5"),),
    "leading": (("", "1.12 1.2 1.3 1.4"),),
    "hyphens": (("", "- - hard"),),
    "indent": (("", "0 0 0 24"),),
    "number": (("", "bottom top dashes page pipe"),),
    "head": (("", "- - Notorious_Markets_List Section_301_·_Notorious_Markets section"),),
    "marks": (("", "raised raised brackets"),),
    "headings": (("", "bold bold capitals caps-roman large bold-italic"),),
    "online": (
        ("to-2012", "run-in run-in-bulleted headed"),
        (_ANY, "headed headed headed run-in run-in-bulleted"),
    ),
    "place": (
        ("to-2012", "bracket bracket lead heading"),
        (_ANY, "lead lead bracket line sentence heading"),
    ),
    "lead": (
        ("2013-2016", "run-in-italic run-in own-italic"),
        ("to-2012 since-2017", "own-italic own-roman run-in-italic run-in"),
    ),
    "physical": (
        ("to-2012", "run-in run-in run-in-bulleted headed-full"),
        (
            _ANY,
            "country-headed country-headed country-run-in country-run-in-bold country-run-in-all-bold"
            " place-line-full bracket-headed headed-full place-line",
        ),
    ),
    "contents": (
        ("to-2012", "none none none tab leaders"),
        ("2013-2016", "first first first first none leaders tab"),
        ("since-2017", "leaders leaders leaders leaders none first tab"),
    ),
    "order": (("", "usual usual focus-first physical-first"),),
}
# quirk: how often it is on, in each family (to 2012, 2013 to 2016, since 2017).
_SWITCHES: dict[str, tuple[float, float, float]] = {
    "justify": (0.5, 0.5, 0.5),
    "a4": (0.3, 0.3, 0.3),
    "notes": (0.6, 0.6, 0.6),
    "categories": (0.8, 0.2, 0.2),
    "defanged": (0.3, 0.3, 0.3),
    "linked": (0.3, 0.3, 0.3),
    "country-capitals": (0.5, 0.5, 0.5),
    "country-large": (0.15, 0.15, 0.15),
    "same-look": (0.25, 0.25, 0.25),
    "remarks": (0.6, 0.6, 0.6),
    "contents-names": (0.3, 0.3, 1.0),
    "stated": (0.3, 1.0, 1.0),
    "words": (0.3, 0.3, 0.3),
    "long": (0.3, 0.3, 0.3),
    "bold-names": (0.6, 0.6, 0.6),
    "break": (0.5, 0.5, 0.5),
    "mixed": (0.15, 0.15, 0.15),
    "centred": (0.15, 0.15, 0.15),
    "roman-line": (0.4, 0.4, 0.4),
    "city-inside": (0.2, 0.2, 0.2),
    "answers": (0.3, 0.3, 0.3),
    "numbered": (0.1, 0.1, 0.1),
    "dash": (0.2, 0.2, 0.2),
    "cover": (0.3, 1.0, 1.0),
    "focus": (0.0, 0.85, 0.85),
}
FAMILIES = ("to-2012", "2013-2016", "since-2017")


def draw(r: random.Random, family: str, force: Quirks) -> Quirks:
    """The quirks of one report. `force` settles some; what cannot go together is put right."""
    q: Quirks = {}
    for name, kinds in _CHOICES.items():
        options = next(choices for families, choices in kinds if not families or family in families.split())
        drawn = r.choice(options.split())
        q[name] = "" if drawn == "-" else drawn.replace("_", " ")
    for name in ("size", "leading", "indent"):
        q[name] = float(q[name])
    for name, odds in _SWITCHES.items():
        q[name] = r.random() < odds[FAMILIES.index(family)]
    q.update(force)
    if q["online"] != "headed" and q["place"] == "line":
        q["place"] = "bracket"
    if q["place"] == "heading":
        q["categories"] = False
    if q["headings"] == "caps-roman":
        q["numbered"] = q["mixed"] = False
    if q["online"] != "headed":
        q["indent"] = 0.0
    return q
