"""The reports of the corpus: which program sets them, and what is unusual about each."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """One report: `css` changes how it looks, `look` what is in it, `force` the plan's quirks."""

    name: str
    program: str
    family: str = "since-2017"
    seed: int = 1
    look: dict[str, Any] = field(default_factory=dict)
    css: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    force: dict[str, Any] = field(default_factory=dict)


_HEROS, _PAGELLA, _SANS = "'TeX Gyre Heros'", "'TeX Gyre Pagella'", "'DejaVu Sans'"
_NUMBERED = (
    "body { counter-reset: line } p { counter-increment: line } "
    "p.text::before { content: counter(line); position: absolute; left: -28pt }"
)
_MARK = (
    "<div style='position: fixed; top: 330pt; left: 20pt; font-size: 84pt; color: #ddd;"
    " transform: rotate(-52deg)'>EMBARGOED</div>"
)

CASES = (
    Case("plain-chromium", "chromium"),
    Case("plain-weasyprint", "weasyprint", seed=2),
    Case("plain-libreoffice", "libreoffice", seed=3),
    Case(
        "justified-chromium", "chromium", seed=4, options={"align": "justify"}, css="body { hyphens: auto }"
    ),
    Case(
        "justified-weasyprint",
        "weasyprint",
        seed=5,
        options={"align": "justify"},
        css="body { hyphens: auto }",
    ),
    Case("cff-chromium", "chromium", seed=6, options={"font": _HEROS}),
    Case("cff-weasyprint", "weasyprint", seed=7, options={"font": _PAGELLA}),
    Case("cff-chromium-justified", "chromium", seed=8, options={"font": _PAGELLA, "align": "justify"}),
    Case("letterspaced-names", "chromium", seed=9, css=".name, .country { letter-spacing: 1.4pt }"),
    Case("letterspaced-weasy", "weasyprint", seed=10, css=".name, .country, h3 { letter-spacing: 1.4pt }"),
    Case("letterspaced-all", "chromium", seed=11, css="body { letter-spacing: .35pt }"),
    Case(
        "categories-above-run-in",
        "chromium",
        "to-2012",
        12,
        {"categories": True, "run_in": True, "country_in_bracket": True, "cover": False, "physical": "full"},
        css=".category { margin: 0 } p { margin-bottom: .2em }",
    ),
    Case(
        "categories-with-room",
        "weasyprint",
        "to-2012",
        13,
        {"categories": True, "run_in": True, "country_in_bracket": True, "physical": "full"},
        css=".category { font-weight: normal; margin-top: 1em }",
    ),
    Case(
        "categories-italic",
        "libreoffice",
        "to-2012",
        14,
        {"categories": True, "run_in": True, "country_in_bracket": True, "physical": "full"},
        css=".category { font-weight: normal; font-style: italic }",
    ),
    Case("addresses-in-brackets", "chromium", seed=15, look={"address_in_bracket": True}),
    Case(
        "addresses-in-brackets-run-in",
        "weasyprint",
        "to-2012",
        seed=16,
        look={"address_in_bracket": True, "run_in": True, "physical": "run_in"},
    ),
    Case("notes-sup", "chromium", seed=17, look={"notes": 0.3, "endnotes": True}),
    Case(
        "notes-opentype",
        "chromium",
        seed=18,
        look={"notes": 0.3, "endnotes": True, "mark": "opentype", "note_mark": "plain"},
        options={"font": _PAGELLA},
    ),
    Case("notes-roman", "weasyprint", seed=19, look={"notes": 0.3, "endnotes": True, "mark": "roman"}),
    Case(
        "notes-roman-plain",
        "chromium",
        seed=20,
        look={"notes": 0.3, "endnotes": True, "mark": "roman-plain", "note_mark": "roman-plain"},
    ),
    Case(
        "notes-plain-figures",
        "weasyprint",
        seed=21,
        look={"notes": 0.3, "endnotes": True, "mark": "plain", "note_mark": "plain"},
    ),
    Case(
        "notes-unicode",
        "libreoffice",
        seed=22,
        look={"notes": 0.3, "endnotes": True, "mark": "unicode", "note_mark": "plain"},
    ),
    Case("boxes", "chromium", seed=23, look={"aside": True}),
    Case("focus-in-box", "weasyprint", seed=24, look={"focus_in_box": True}),
    Case("figures", "chromium", seed=25, look={"figure": True}),
    Case("tables", "weasyprint", seed=26, look={"table": True}),
    Case(
        "figures-tables-boxes",
        "chromium",
        seed=27,
        look={"figure": True, "table": True, "aside": True},
        force={"stated": False},
    ),
    Case(
        "color-names",
        "chromium",
        seed=28,
        css=".name { font-weight: normal; color: #a00 } .country { font-weight: normal; color: #00a }",
    ),
    Case("color-names-weasy", "weasyprint", seed=29, css=".name { font-weight: normal; color: #063 }"),
    Case("watermark", "chromium", seed=30, look={"before_body": _MARK}),
    Case("line-numbers", "weasyprint", seed=31, look={"line_numbers": True}),
    Case(
        "small-caps-title",
        "chromium",
        seed=32,
        css=".title { font-variant: small-caps; font-size: 13pt } .name { font-variant: small-caps }",
    ),
    Case("no-title", "weasyprint", seed=33, css=".title { display: none }"),
    Case("two-columns", "weasyprint", seed=34, css=".columns { columns: 2 }", look={"columns": True}),
    Case("sans-ragged", "libreoffice", seed=35, options={"font": _SANS, "size": "10pt"}),
    Case("a4-large", "chromium", seed=36, options={"page": "A4", "size": "14pt", "leading": "1.6"}),
    Case(
        "capitals-only", "weasyprint", seed=37, look={"capitals": True}, css=".name { font-weight: normal }"
    ),
    Case(
        "italic-names",
        "chromium",
        seed=38,
        css=".name { font-weight: normal; font-style: italic } .lead { font-style: normal }",
    ),
    Case(
        "underlined-names",
        "chromium",
        seed=39,
        css=".name { font-weight: normal; text-decoration: underline } .country { font-weight: bold }",
    ),
    Case("cjk-names", "chromium", seed=40, look={"scripts": True}),
    Case("rtl-names", "weasyprint", seed=41, look={"rtl": True}),
    Case("typst-plain", "typst", seed=42),
    Case("typst-justified", "typst", seed=43, look={"justify": True}),
    Case(
        "typst-run-in",
        "typst",
        "to-2012",
        seed=44,
        look={"run_in": True, "country_in_bracket": True, "categories": True, "physical": "run_in"},
    ),
    Case("typst-notes", "typst", seed=45, look={"notes": 0.3}),
    Case("typst-small-caps", "typst", seed=46, look={"smallcaps": True}),
    Case("typst-libertinus", "typst", seed=47, look={"font": "Libertinus Serif", "justify": True}),
    Case(
        "one-paragraph",
        "chromium",
        seed=48,
        look={"physical": "full"},
        css="p { margin: 0; text-indent: 18pt } .name, .country { margin-top: 8pt; text-indent: 0 }",
    ),
    Case("full-places", "weasyprint", "2013-2016", seed=49, look={"physical": "full"}),
    Case("old-plain", "libreoffice", "2013-2016", seed=50, look={"notes": 0.3, "endnotes": True}),
)
