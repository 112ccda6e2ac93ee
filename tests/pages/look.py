"""Screenshots of every kind of page at three widths in both themes, to be looked at by a person.

python -m tests.pages.look http://127.0.0.1:8000 var/screenshots [ADDRESS ...]
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (360, 768, 1280)
THEMES = ("light", "dark")
PAGES = (
    "/",
    "/editions/",
    "/editions/2017/",
    "/editions/2017/changes/",
    "/compare/2012/2017/",
    "/editions/2017/taobao/",
    "/editions/2015/dhgate/",
    "/markets/",
    "/markets/?country=CN&kind=online",
    "/markets/?q=nothing",
    "/markets/taobao/",
    "/recommendations/",
    "/recommendations/2017-R1/",
    "/responses/",
    "/responses/2018-01-12-alibaba-group-1/",
    "/claims/",
    "/parties/alibaba-group/",
    "/countries/",
    "/countries/cn/",
    "/categories/",
    "/charts/",
    "/charts/listings/",
    "/charts/spells/",
    "/embed/charts/listings/",
    "/search/?q=takedown",
    "/data/",
    "/status/",
    "/corrections/",
    "/about/",
    "/nowhere",
)


def main(site: str, folder: Path, pages: tuple[str, ...] = PAGES) -> list[str]:
    """Writes one PNG for each page, width and theme, and a PDF as it prints; returns what looks wrong by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    wrong = []
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for theme in THEMES:
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
                tab = context.new_page()
                tab.on(
                    "console",
                    lambda message: wrong.append(f"{message.text}") if message.type == "error" else None,
                )
                for address in pages:
                    answer = tab.goto(site + address)
                    name = address.strip("/").replace("/", "_").replace("?", "_") or "home"
                    tab.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
                    over = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                    if over > 0:
                        wrong.append(f"{address} at {width} is {over} pixels too wide")
                    if answer and answer.status >= 500:
                        wrong.append(f"{address}: {answer.status}")
                context.close()
        paper = browser.new_page()
        for address in ("/markets/", "/markets/taobao/", "/editions/2017/"):
            if address in pages:
                paper.goto(site + address)
                paper.pdf(
                    path=folder / f"{address.strip('/').replace('/', '_')}.pdf", prefer_css_page_size=True
                )
        browser.close()
    return wrong


if __name__ == "__main__":
    chosen = tuple(sys.argv[3:]) or PAGES
    for sentence in dict.fromkeys(main(sys.argv[1].rstrip("/"), Path(sys.argv[2]), chosen)):
        print(sentence)
