"""`python -m tests.corpus.build FOLDER [NAME…]`: the corpus as PDFs, each with what a parser must find in it.

Needs the programs of `programs.py`; those that are missing are said, and their reports left out.
"""

import json
import sys
from pathlib import Path

import pypdfium2

from tests.corpus import html, typst
from tests.corpus.cases import CASES, Case
from tests.corpus.layouts import LAYOUTS
from tests.corpus.outline import Outline, outline
from tests.corpus.programs import SETTERS, reported_failure

_SCRIPTS = ("淘宝网", "拼多多", "1688平台")
_RTL = ("شبكتي", "الكبش")


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def made(case: Case) -> Outline:
    force = dict(case.force)
    made = outline(case.seed, case.family, case.look, **force)
    for index, block in enumerate(
        block for block in made.blocks if block.kind in ("name", "entry") and block.entry
    ):
        entry = block.entry
        assert entry is not None
        more = ""
        if case.look.get("scripts") and entry.kind == "online" and index % 3 == 0:
            more = f" ({_SCRIPTS[index // 3 % 3]})"
        if case.look.get("rtl") and entry.kind == "online" and index % 3 == 0:
            more = f" ({_RTL[index // 3 % 2]})"
        if more:
            old, entry.name = entry.name, entry.name + more
            if block.name:
                block.name = block.name.replace(old, entry.name, 1)
            else:
                block.text = block.text.replace(old, entry.name, 1)
    return made


def pages(content: Path, made: Outline) -> None:
    """Put the page on which each entry begins into the plan."""
    document = pypdfium2.PdfDocument(content)
    texts = [_key(page.get_textpage().get_text_range()) for page in document]
    at, offset = 0, 0
    for block in made.blocks:
        if block.kind == "contents":
            last = [_key(b.text) for b in made.blocks if b.kind in made.look["contents"]][-1]
            at = next(page for page in range(at, len(texts)) if last in texts[page])
            offset = texts[at].find(last) + 1
        elif block.entry is None:
            if block.kind in ("kind", "section"):
                wanted = _key(block.text)
            else:
                continue
        else:
            wanted = _key(block.name or block.text)[:24]
        for page in range(at, len(texts)):
            found = texts[page].find(wanted, offset if page == at else 0)
            if found >= 0:
                at, offset = page, found + 1
                break
        if block.entry is not None:
            block.entry.page = at + 1


def write(case: Case, folder: Path) -> None:
    report = made(case)
    target = folder / f"{case.name}.pdf"
    if case.program == "typst":
        SETTERS["typst"](typst.source(report), target)
    else:
        SETTERS[case.program](html.page(report, case.css, **case.options), target)
    pages(target, report)
    expected = folder / f"{case.name}.expected.json"
    expected.write_text(json.dumps(report.plan.expected(), ensure_ascii=False, indent=1), encoding="utf-8")


def main(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for case in (*CASES, *LAYOUTS):
        if names and case.name not in names:
            continue
        with reported_failure(case.name):
            write(case, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
