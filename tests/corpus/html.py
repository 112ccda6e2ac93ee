"""Blocks as HTML: one style sheet, and a quirk is a rule behind it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from tests.corpus.outline import Block, Outline

BASE = """
@page { size: %(page)s; margin: 1in }
body { font: %(size)s/%(leading)s %(font)s; text-align: %(align)s }
p { margin: 0 0 .55em; text-indent: 0 } ul { margin: 0 0 .5em }
h1, h2, h3, h4, h5 { margin: 1em 0 .4em; text-align: left }
.office { text-align: center; font-size: 14pt } .title { text-align: center; font-size: 26pt; margin-top: 90pt }
.date { text-align: center; font-size: 14pt } .break { break-after: page }
h2 { font-size: 16pt } h3 { font-size: 14pt } .category { font-weight: bold; text-decoration: underline }
.country { font-weight: bold; text-transform: uppercase } .name { font-weight: bold; font-size: 1em }
.lead { font-style: italic } aside { border: 1pt solid #555; padding: 6pt 10pt; margin: 8pt 0 }
aside .head { font-weight: bold } figure { margin: 8pt 0; text-align: center; font-size: .85em }
figure svg { width: 60%%; height: 70pt } table { border-collapse: collapse; margin: 8pt auto; font-size: .9em }
td { border: .5pt solid #888; padding: 2pt 6pt } sup { font-size: .65em }
.notes { font-size: .8em }
"""


def page(made: Outline, css: str = "", **options: Any) -> str:
    """The whole document."""
    settled = {
        "page": "Letter",
        "size": "11.5pt",
        "leading": "1.3",
        "font": "'Liberation Serif', 'Nimbus Roman'",
    }
    settled |= {"align": "left"} | options
    marks = _Marks(made.look.get("mark", "sup"))
    body = "\n".join(filter(None, _grouped(made, marks)))
    before = made.look.get("before_body", "")
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(made.plan.title)}</title>"
        f"<style>{BASE % settled}{css}</style><body>{before}{body}</body></html>"
    )


def _grouped(made: Outline, marks: _Marks) -> Iterator[str]:
    """The blocks, those of one entry in an element of their own where the look wants it so."""
    inside = False
    for block in made.blocks:
        ends = block.entry is not None or block.kind in ("section", "kind", "category", "country", "endnotes")
        if made.look.get("grouped") and ends and inside:
            yield "</div>"
            inside = False
        if made.look.get("grouped") and block.entry is not None:
            yield "<div class=entry>"
            inside = True
        yield _block(block, marks, made)


class _Marks:
    """Note marks in one of several looks."""

    def __init__(self, look: str) -> None:
        self.look, self.count = look, 0

    def next(self) -> str:
        self.count += 1
        if self.look == "sup":
            return f"<sup>{self.count}</sup>"
        if self.look == "roman":
            return f"<sup>{_roman(self.count)}</sup>"
        if self.look == "roman-plain":
            return _roman(self.count)
        if self.look == "plain":
            return str(self.count)
        if self.look == "opentype":
            return f"<span style='font-variant-position: super; font-feature-settings: \"sups\"'>{self.count}</span>"
        if self.look == "square":
            return f"[{self.count}]"
        if self.look == "unicode":
            return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(figure)] for figure in str(self.count))
        return f"[{self.count}]"


def _roman(number: int) -> str:
    values = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, letters in values:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _key(block: Block) -> str:
    return "b" + "".join(c if c.isascii() and c.isalnum() else "-" for c in block.text or block.name)


def _marked(block: Block, marks: _Marks) -> str:
    text = html.escape(block.text, quote=False)
    for words, note in block.notes:
        head = html.escape(words, quote=False)
        mark = f"<span class=fn>{html.escape(note)}</span>" if marks.look == "float" else marks.next()
        text = text.replace(head, head + mark, 1)
    return text


def _block(block: Block, marks: _Marks, made: Outline) -> str:
    text, name, tail = _marked(block, marks), html.escape(block.name), html.escape(block.tail)
    look = made.look
    match block.kind:
        case "office" | "title" | "date" | "category" | "country" | "lead":
            tag = look.get(f"{block.kind}_tag", "p")
            return f"<{tag} class={block.kind}>{text}</{tag}>"
        case "break":
            return "<div class=break></div>"
        case "section":
            return f"<h2 id={_key(block)}>{text}</h2>"
        case "kind":
            return f"<h3 id={_key(block)}>{text}</h3>"
        case "name":
            return f"<p class=name id={_key(block)}>{text}</p>"
        case "entry":
            return f"<p><b class=runin>{name}</b>{tail}{look.get('stop', '.')} {text}</p>"
        case "bullet":
            return f"<ul><li>{text}</li></ul>"
        case "aside":
            return f"<aside><p class=head>{name}</p><p>{text}</p></aside>"
        case "figure":
            bars = "".join(
                f"<rect x={12 * i} y={60 - 9 * i % 40} width=8 height={9 * i % 40 + 6} fill=#678 />"
                f"<text x={12 * i} y=70 font-size=5>{month}</text>"
                for i, month in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun"))
            )
            svg = f"<svg viewBox='0 0 80 72'>{bars}<text x=0 y=6 font-size=5>10</text></svg>"
            return f"<figure>{svg}<figcaption>{text}</figcaption></figure>"
        case "table":
            rows = "".join(
                f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>"
                for row in text.split(";")
            )
            return f"<table>{rows}</table>"
        case "contents":
            rows = (
                f"<li><a href='#{_key(b)}'>{html.escape(b.text or b.name)}</a></li>"
                for b in made.blocks
                if b.kind in made.look["contents"]
            )
            return f"<h2>Contents</h2><ul class=toc>{''.join(rows)}</ul>"
        case "endnotes":
            counter = _Marks(look.get("note_mark", look.get("mark", "sup")))
            return "".join(f"<p class=notes>{counter.next()} {html.escape(note)}</p>" for note in made.notes)
    return f"<p class={block.kind}>{text}</p>"
