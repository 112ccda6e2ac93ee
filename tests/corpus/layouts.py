"""More reports of the corpus: layouts by headings, places, notes, pages and frames; no counts are stated in them."""

from __future__ import annotations

from typing import Any

from tests.corpus.cases import Case

_W, _C = "weasyprint", "chromium"
_PLACED = {"place": "heading", "stated": False}
_TOC = (
    ".toc { list-style: none; padding: 0 } .toc a { color: inherit; text-decoration: none }"
    " .toc a::after { content: %s target-counter(attr(href), page) }"
)
_HEAD = (
    "h3 { string-set: part content() } .name { string-set: entry content() }"
    " @page { @top-left { content: string(part); font-size: 9pt } @top-right { content: string(entry); font-size: 9pt }"
    " @bottom-center { content: 'Page ' counter(page) ' of ' counter(pages) } }"
)
_ODD = (
    "1fichier.com", "2conv", "9Anime (formerly AnimeHD)", "123movies.to", "Y2Mate", "R.U.T. Tracker", "Flvto / 2Conv",
    "Library Genesis (“Libgen”)", "“The Bay”", "Москва Торрент", "ВКафе", "淘淘网", "Băncilă Market", "A+ Streams!", "Is It Free?",
    "No. 1 Shop", "Yahoo-like.co", "Mr. Torrent", "St. Files", "e-Market 24", "C&A Files", "4", "7k7k.com",
)  # fmt: skip

_ROWS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("side-heads", _W, {"grouped": True}, ".entry > .name { float: left; width: 110pt } .entry > * { margin-left: 125pt } .entry > .name { margin-left: 0 }"),
    ("indented-entries", _C, {"grouped": True}, ".entry > * { margin-left: 2em } .entry > .name { margin-left: 0 }"),
    ("numbered-names", _W, {"name_form": "{number}. {name}"}, ""),
    ("numbered-deep", _C, {"name_form": "3.1.{number} {name}"}, ""),
    ("lettered-kinds", _W, {"online_heading": "III.A. Notorious Online Marketplaces", "physical_heading": "III.B. Notorious Physical Marketplaces"}, ""),
    ("running-heads", _W, {}, _HEAD),
    ("footnotes", _W, {"notes": 0.4, "mark": "float"}, ".fn { float: footnote; font-size: 9pt }"),
    ("footnotes-same-size", _W, {"notes": 0.4, "mark": "float"}, ".fn { float: footnote }"),
    ("footnotes-bracketed", _W, {"notes": 0.4, "mark": "float"}, ".fn { float: footnote; font-size: 9pt } ::footnote-call { content: '[' counter(footnote) ']'; vertical-align: baseline; font-size: 1em } ::footnote-marker { content: '[' counter(footnote) '] ' }"),
    ("footnotes-signs", _W, {"notes": 0.4, "mark": "float"}, ".fn { float: footnote; font-size: 9pt } ::footnote-call { content: counter(footnote, symbols('*' '†' '‡')) } ::footnote-marker { content: counter(footnote, symbols('*' '†' '‡')) ' ' }"),
    ("footnotes-parenthesized", _W, {"notes": 0.4, "mark": "float"}, ".fn { float: footnote; font-size: 9pt } ::footnote-call { content: '(' counter(footnote) ')'; font-size: .7em } ::footnote-marker { content: '(' counter(footnote) ') ' }"),
    ("landscape-columns", _W, {}, "@page { size: Letter landscape } body { columns: 2; column-gap: 30pt }"),
    ("landscape", _C, {}, "@page { size: Letter landscape }"),
    ("date-right", _C, {}, ".date { text-align: right; font-size: 11pt } .title { text-align: left; font-size: 15pt; margin-top: 10pt }"),
    ("small-caps-names", _W, {}, ".name { font-variant: small-caps; font-weight: normal } body { font-family: 'Linux Libertine O' }"),
    ("small-caps-bold", _C, {}, ".name { font-variant: small-caps } .country { font-variant: small-caps; text-transform: none }"),
    ("colored-large", _C, {}, ".name { color: #036; font-size: 13.5pt; font-weight: normal }"),
    ("underlined-quiet", _W, {}, ".name { font-weight: normal; text-decoration: underline }"),
    ("plain-names", _W, {}, ".name, .country { font-weight: normal; text-transform: none }"),
    ("italic-quiet", _W, {}, ".name { font-weight: normal; font-style: italic } .lead { font-style: normal }"),
    ("framed-names", _C, {}, ".name { border: 1pt solid #333; padding: 3pt }"),
    ("reversed-names", _W, {}, ".name { background: #234; color: white; padding: 3pt }"),
    ("framed-entries", _W, {"grouped": True}, ".entry { border: 1pt solid #333; padding: 4pt; margin: 6pt 0 }"),
    ("shaded-entries", _C, {"grouped": True}, ".entry { background: #eee; padding: 4pt; margin: 6pt 0 }"),
    ("place-right", _C, {"name_form": "{name}\n{country}"}, ".lead { text-align: right; font-style: normal }"),
    ("place-below", _W, {"name_form": "{name}\n{country}"}, ""),
    ("place-dash", _W, {"name_form": "{name} — {country}"}, ""),
    ("place-pipe", _C, {"name_form": "{name} | {country}"}, ""),
    ("place-first", _W, {"name_form": "{country}: {name}"}, ""),
    ("place-square", _W, {"name_form": "{name} [{country}]"}, ""),
    ("place-comma", _C, {"name_form": "{name}, {country}"}, ""),
    ("domains-bracket", _W, {"name_form": "{name} ({domains})"}, ""),
    ("domains-dash", _C, {"name_form": "{name} – {domains}"}, ""),
    ("domains-below", _W, {"name_form": "{name}\n{domains}"}, ""),
    ("domains-labelled", _W, {"name_form": "{name}\nDomains: {domains}"}, ""),
    ("narrow", _W, {}, "@page { size: A5; margin: 0.6in } body { text-align: justify; hyphens: auto }"),
    ("garamond", _W, {}, "body { font-family: 'EB Garamond'; text-align: justify; hyphens: auto }"),
    ("carlito", _C, {}, "body { font-family: Carlito; text-align: justify }"),
    ("condensed", _C, {}, "body { font-family: 'DejaVu Sans Condensed'; font-size: 9pt }"),
    ("drop-caps", _W, {"grouped": True}, ".entry > .text:nth-child(2)::first-letter { font-size: 26pt; float: left; line-height: 1 }"),
    ("indent-tight", _W, {}, "p { margin: 0; text-indent: 1.5em } .name, .country { text-indent: 0 } h2, h3 { margin: 0 }"),
    ("double-spaced", _C, {}, "body { line-height: 2 }"),
    ("centered-names", _W, {}, ".name, .country, h3 { text-align: center }"),
    ("ruled-names", _W, {}, ".name { border-bottom: 1pt solid #333 }"),
    ("spaced-capitals", _C, {}, ".name, .country { text-transform: uppercase; letter-spacing: .2em; font-weight: normal }"),
    ("larger-names", _W, {}, ".name { font-weight: normal; font-size: 1.15em }"),
    ("sans-names", _C, {}, ".name, .country { font-family: 'DejaVu Sans'; font-weight: normal; font-size: 10pt }"),
    ("numbered-paragraphs", _W, {}, "body { counter-reset: p } .text::before { counter-increment: p; content: counter(p) '. ' }"),
    ("margin-numbers", _W, {}, "body { counter-reset: p } .text { position: relative } .text::before { counter-increment: p; content: counter(p); position: absolute; left: -30pt }"),
    ("margin-notes", _W, {"aside": True}, "aside { float: right; width: 120pt; border: 0; font-size: 8pt; margin-right: -60pt }"),
    ("unframed-aside", _W, {"aside": True}, "aside { border: 0; background: none }"),
    ("shaded-aside", _C, {"aside": True}, "aside { border: 0; background: #e8eef4 }"),
    ("unframed-table", _W, {"table": True}, "td { border: 0 }"),
    ("entry-table", _W, {"grouped": True}, ".entry { display: table; border: 1pt solid #999; width: 100% } .entry > * { display: table-cell; padding: 4pt }"),
    ("odd-names", _C, {"names": _ODD}, ""),
    ("odd-names-weasy", _W, {"names": _ODD}, ""),
    ("odd-names-run-in", _W, {"names": _ODD, "run_in": True, "physical": "run_in"}, ""),
    ("run-in-dash", _W, {"run_in": True, "stop": " —", "physical": "run_in"}, ""),
    ("run-in-colon", _C, {"run_in": True, "stop": ":", "physical": "run_in"}, ""),
    ("run-in-italic", _W, {"run_in": True, "physical": "run_in"}, ".runin { font-weight: normal; font-style: italic }"),
    ("run-in-underlined", _C, {"run_in": True, "physical": "run_in"}, ".runin { font-weight: normal; text-decoration: underline }"),
    ("run-in-small-caps", _W, {"run_in": True, "physical": "run_in"}, ".runin { font-weight: normal; font-variant: small-caps }"),
    ("run-in-plain", _W, {"run_in": True, "physical": "run_in"}, ".runin { font-weight: normal }"),
    ("run-in-hanging", _W, {"run_in": True, "physical": "run_in"}, "p:has(.runin) { margin-left: 2em; text-indent: -2em }"),
    ("contents-dots", _W, {"contents": ("section", "kind", "name")}, _TOC % "leader('.')"),
    ("contents-space", _W, {"contents": ("section", "kind", "name")}, _TOC % "' '"),
    ("contents-dashes", _W, {"contents": ("section", "kind", "country")}, _TOC % "leader(' - ')"),
    ("city-below", _W, {"physical_form": "{name}\n{city}"}, ""),
    ("city-first", _C, {"physical_form": "{city}: {name}"}, ""),
    ("city-bracket", _W, {"physical_form": "{name} ({city})"}, ""),
    ("city-dash", _C, {"physical_form": "{name} – {city}"}, ""),
    ("city-pipe", _W, {"physical_form": "{name} | {city}"}, ""),
    ("city-three-lines", _W, {"physical": "full", "physical_form": "{name}\n{city}\n{country}"}, ""),
    ("square-bullets", _C, {}, "ul { list-style: square } li { margin-left: 1em }"),
    ("dash-bullets", _W, {}, "ul { list-style: '– ' }"),
    ("htmldoc", "htmldoc", {}, ""),
    ("wkhtmltopdf", "wkhtmltopdf", {}, ""),
    ("wkhtmltopdf-notes", "wkhtmltopdf", {"notes": 0.3, "endnotes": True, "run_in": True, "physical": "run_in"}, ""),
)  # fmt: skip

LAYOUTS = tuple(
    Case(
        name, program, "since-2017", 100 + index, look, css, {},
        _PLACED if "{country}" in str(look.get("name_form")) else {"stated": False},
    )
    for index, (name, program, look, css) in enumerate(_ROWS)
)  # fmt: skip
