"""`python -m tests.corpus.mix FOLDER FIRST LAST`: reports that mix layouts, one for each seed."""

import random
import sys
from pathlib import Path
from typing import Any

from tests.corpus.build import write
from tests.corpus.cases import Case
from tests.corpus.layouts import ODD_NAMES
from tests.corpus.programs import reported_failure

_FONTS = (
    "'Liberation Serif'", "'Liberation Sans'", "'DejaVu Serif'", "'TeX Gyre Pagella'", "'TeX Gyre Heros'", "Carlito",
    "'EB Garamond'", "'Noto Serif'", "'Noto Sans'", "'Linux Libertine O'", "'Nimbus Roman'", "'TeX Gyre Schola'",
)  # fmt: skip
_NAME_STYLES = (
    "", "", "", "font-style: italic", "font-weight: normal; font-style: italic", "color: #a00",
    "font-weight: normal; color: #05a; font-size: 1.1em", "text-transform: uppercase", "font-variant: small-caps",
    "text-align: center", "text-decoration: underline", "font-size: 1.25em", "letter-spacing: .08em",
    "border-bottom: .5pt solid", "background: #ddd", "margin: 0", "margin-left: 18pt", "font-family: 'DejaVu Sans'",
    "text-transform: uppercase; font-weight: normal", "text-transform: uppercase; text-decoration: underline",
)  # fmt: skip
_COUNTRY_STYLES = (
    "", "", "text-transform: none", "font-style: italic", "text-align: center", "font-size: 1.2em",
    "text-decoration: underline", "color: #070", "font-variant: small-caps; text-transform: none",
    "font-weight: normal", "border-bottom: 1pt solid; text-transform: none", "margin-left: 0; letter-spacing: .1em",
)  # fmt: skip
_LEAD_STYLES = (
    "",
    "font-style: normal",
    "font-size: .9em",
    "color: #555",
    "text-align: right",
    "margin-left: 2em",
)
_TEXT_STYLES = (
    "", "", "text-indent: 1.5em; margin: 0", "margin-left: 1.5em", "line-height: 1.7", "margin-bottom: 0",
    "text-align: justify; hyphens: auto", "text-align: justify", "letter-spacing: .02em",
)  # fmt: skip
_RULES = (
    (".name, .runin", _NAME_STYLES), (".country", _COUNTRY_STYLES), (".lead", _LEAD_STYLES), (".text", _TEXT_STYLES),
)  # fmt: skip
_PAGES = (
    "", "", "@page { size: A4 }", "@page { size: Letter landscape }", "@page { size: A5; margin: .6in }",
    "@page { margin: 1.6in }", "@page { size: 6in 9in; margin: .8in }", ".columns { columns: 2 }",
)  # fmt: skip
_HEADS = (
    "", "",
    "@page { @bottom-center { content: counter(page) } }",
    "@page { @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages) } @top-left { content: 'USTR' } }",
    "h3 { string-set: part content() } .name { string-set: name content() } @page { @top-left { content: string(part) }"
    " @top-right { content: string(name) } @bottom-center { content: '– ' counter(page) ' –' } }",
    "h2 { string-set: part content() } @page { @top-center { content: string(part); font-style: italic }"
    " @bottom-left { content: 'Notorious Markets List | ' counter(page); font-size: 8pt } }",
)  # fmt: skip
_NAME_FORMS = (
    "{number}. {name}", "{name} ({domains})", "{name} – {domains}", "{name}\n{domains}", "{name} ({country})",
    "{name}, {country}", "{name} — {country}", "{name}\n{country}", "{country}: {name}", "{name} | {country}",
    "{name} [{country}]", "{name} / {country}", "{name}: {domains}", "{name} [{domains}]", "{number}) {name}",
    "({number}) {name}", "{name}\n({country})", "{name}\n{country} – {domains}", "{name} ({country}; {domains})",
)  # fmt: skip
_PHYSICAL_FORMS = (
    "{name}\n{city}", "{name} ({city})", "{name} – {city}", "{city}: {name}", "{city} – {name}", "{name} | {city}",
    "{name} [{city}]", "{name} / {city}", "{name}; {city}", "{name}\n{city}, {country}",
)  # fmt: skip
_NOTES = (
    {"mark": "sup", "endnotes": True}, {"mark": "plain", "note_mark": "plain", "endnotes": True},
    {"mark": "roman", "endnotes": True}, {"mark": "square", "endnotes": True}, {"mark": "float"},
    {"mark": "unicode", "note_mark": "plain", "endnotes": True},
)  # fmt: skip
_STOPS = (".", ":", " –", " —", ".—")


def mixed(seed: int) -> Case:
    """The case of a seed."""
    r = random.Random(seed)
    weasy = r.random() < 0.7
    look: dict[str, Any] = {}
    force: dict[str, Any] = {"stated": r.random() < 0.15}
    css = ".fn { float: footnote; font-size: .8em } "
    for rule, styles in _RULES:
        css += f"{rule} {{ {r.choice(styles)} }} "
    css += r.choice(_PAGES) + (r.choice(_HEADS) if weasy else "")
    if r.random() < 0.25:
        look |= {"run_in": True, "physical": "run_in", "stop": r.choice(_STOPS)}
    elif r.random() < 0.5:
        look["name_form"] = r.choice(_NAME_FORMS)
        force["place"] = "heading" if "{country}" in look["name_form"] else "lead"
    if not look.get("run_in") and r.random() < 0.4:
        look["physical_form"] = r.choice(_PHYSICAL_FORMS)
    elif not look.get("run_in") and r.random() < 0.3:
        look["physical"] = "full"
    if r.random() < 0.3:
        notes = r.choice(_NOTES)
        look |= {"notes": 0.25} | (notes if weasy or notes["mark"] != "float" else _NOTES[0])
    for extra in ("figure", "table", "aside", "capitals", "scripts", "grouped", "focus_in_box"):
        if r.random() < 0.1:
            look[extra] = True
    if r.random() < 0.15:
        look["names"] = ODD_NAMES
    if weasy and r.random() < 0.25:
        look["contents"] = r.choice(
            (("section", "kind", "name"), ("section", "kind"), ("section", "kind", "country"))
        )
        leader = r.choice(("leader('.')", "leader(' . ')", "'  '", "leader('_')"))
        css += f".toc {{ list-style: none }} .toc a::after {{ content: {leader} target-counter(attr(href), page) }}"
    options = {"font": r.choice(_FONTS), "size": r.choice(("9.5pt", "10.5pt", "11pt", "12pt", "13pt"))}
    program = "weasyprint" if weasy else "chromium"
    family = r.choice(("since-2017", "since-2017", "2013-2016"))
    return Case(f"mix-{seed:04}", program, family, seed, look, css, options, force)


def main(folder: Path, first: int, last: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(first, last):
        with reported_failure(str(seed)):
            write(mixed(seed), folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
