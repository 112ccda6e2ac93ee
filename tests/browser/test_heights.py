"""Long pages stay short enough to be read, before anything is unfolded."""

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.wide]

HEIGHTS = {
    ("/", 1280): 3200,
    ("/markets/taobao/", 1280): 6000,
    ("/markets/el-tepito/", 1280): 5000,
    ("/editions/2021/", 1280): 5200,
    ("/recommendations/", 1280): 9000,
    ("/markets/", 1280): 4000,
    ("/markets/", 360): 6000,
    ("/responses/", 360): 7000,
    ("/editions/", 360): 4000,
    ("/editions/2021/", 360): 9000,
    ("/countries/cn/", 360): 7000,
    ("/claims/", 360): 9000,
    ("/nominations/", 360): 4000,
    ("/parties/alibaba-group/", 360): 6500,
    ("/charts/runs/", 360): 6000,
}
"""{(page, width of the window): its greatest height}, in pixels."""


def test_no_page_is_higher_than_its_bar(chromium: Browser, site: str) -> None:
    page, problems = chromium.new_page(), []
    for (path, width), bar in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{site}{path}")
        height = page.evaluate("document.documentElement.scrollHeight")
        if height > bar:
            problems.append(f"{path} at {width}: {height} pixels, and {bar} are allowed")
    page.close()
    assert not problems, "\n".join(problems)


LINES = """() => [...document.querySelectorAll("thead th")].filter((each) => each.checkVisibility()).map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    const tops = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
    return [each.innerText, tops.size];
}).filter(([words, lines]) => lines > 2)"""
TABLES = (
    "/editions/",
    "/editions/2017/",
    "/markets/taobao/",
    "/recommendations/",
    "/claims/",
    "/nominations/",
)


def test_a_heading_of_a_table_has_at_most_two_lines(chromium: Browser, site: str) -> None:
    page, problems = chromium.new_page(viewport={"width": 1280, "height": 800}), []
    for path in TABLES:
        page.goto(f"{site}{path}")
        problems += [f"{path}: {words!r} has {lines} lines" for words, lines in page.evaluate(LINES)]
    page.close()
    assert not problems, "\n".join(problems)


CUT = """() => [...document.querySelectorAll("main table")].filter((each) => each.checkVisibility()
    && each.parentElement.scrollWidth > each.parentElement.clientWidth + 1)
    .map((each) => each.innerText.slice(0, 50))"""


def test_no_table_is_cut_on_a_wide_screen(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    problems = []
    for path in (*TABLES, "/markets/", "/responses/", "/countries/", "/sister-lists/eu/", "/compare/"):
        page.goto(f"{site}{path}")
        problems += [f"{path}: {words}" for words in page.evaluate(CUT)]
    page.close()
    assert not problems, "\n".join(problems)
