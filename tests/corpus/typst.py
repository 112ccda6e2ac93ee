"""Blocks as Typst source."""

import re

from tests.corpus.outline import Block, Outline


def _plain(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~/=+-])", r"\\\1", text)


def source(made: Outline) -> str:
    """The whole document."""
    look = made.look
    font = look.get("font", "Libertinus Serif")
    head = (
        '#set page(paper: "us-letter", margin: 1in, numbering: "1")\n'
        f'#set text(font: "{font}", size: 11pt, hyphenate: {"true" if look.get("justify") else "false"})\n'
        f"#set par(justify: {'true' if look.get('justify') else 'false'})\n"
    )
    return head + "\n\n".join(_block(block, look) for block in made.blocks)


def _text(block: Block) -> str:
    text = _plain(block.text)
    for words, note in block.notes:
        head = _plain(words)
        text = text.replace(head, f"{head}#footnote[{_plain(note)}]", 1)
    return text


def _block(block: Block, look: dict[str, object]) -> str:
    text = _text(block)
    match block.kind:
        case "office" | "date":
            return f"#align(center)[{text}]"
        case "title":
            return f"#v(80pt)\n#align(center)[#text(size: 24pt)[{text}]]"
        case "break":
            return "#pagebreak()"
        case "section":
            return f'#v(6pt)\n#text(size: 16pt, weight: "bold")[{text}]'
        case "kind":
            return f'#text(size: 14pt, weight: "bold")[{text}]'
        case "country":
            return f'#text(weight: "bold")[#upper[{text}]]'
        case "category":
            return f"#underline[{text}]"
        case "name":
            return f"#smallcaps[*{text}*]" if look.get("smallcaps") else f"*{text}*"
        case "lead":
            return f"_{text}_"
        case "entry":
            return f"*{_plain(block.name)}*{_plain(block.tail)}. {text}"
        case "bullet":
            return f"- {text}"
    return text
