"""An analyst with some thirty questions: each is answered within three clicks from the home page."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Question:
    """`way`: what is clicked, by selector. `search:` types into the header and sends it; `choose:` sets a filter."""

    asked: str
    way: Sequence[str]
    answer: str

    def __str__(self) -> str:
        return self.asked


TO = '#main a[href="{}"]'.format
SECTION = 'nav[aria-label=Main] a[href="{}"]'.format
QUESTIONS = (
    # What a newcomer to the record asked first.
    Question(
        "Who is on the List longest without a break?", [], r"Longest on the List[\s\S]*?VK[\s\S]*?16\s+16"
    ),
    Question(
        "What did USTR ask of Taobao in 2017, what was answered, and what did the next List say?",
        [TO("/editions/2017/taobao/")],
        r"2017-R1 Seriously consider[\s\S]*not addressed, as USTR says",
    ),
    Question(
        "Which Indonesian platforms were listed?",
        [SECTION("/countries/"), '#main table a[href="/countries/id/"]'],
        r"Bukalapak[\s\S]*Tokopedia",
    ),
    Question(
        "Which physical markets did 2024 list, and where?",
        [TO("/editions/"), TO("/editions/2024/")],
        r"Physical markets: \d+ of 33 identified[\s\S]*India \d",
    ),
    Question(
        "How many markets has each List, as USTR says?",
        [TO("/editions/")],
        r"2025\s*March 2026\s*\d+ / 37\s*\d+ / 32[\s\S]*2010",
    ),
    Question(
        "Who answered the 2025 List?", [TO("/editions/2025/")], r"No response to this edition is on record"
    ),
    Question(
        "What is Shopee?",
        ["search:shopee", TO("/markets/shopee/")],
        r"Shopee is an e-commerce platform linked to [\w ]+, operated by Shopee",
    ),
    Question(
        "Which markets returned after an absence?",
        [TO("/markets/"), "choose:#f-change=relisted"],
        r"Change: relisted at least once[\s\S]*Tank Road",
    ),
    Question(
        "What is the focus of each List?",
        [TO("/editions/")],
        r"Illicit Streaming Devices[\s\S]*Stream Ripping",
    ),
    Question(
        "Since when is DHgate listed, and what did it say?",
        ["search:dhgate", TO("/markets/dhgate/")],
        r"for the ninth edition in a row[\s\S]*Responses[\s\S]*DHgate",
    ),
    Question(
        "What is China listed with?",
        [SECTION("/countries/"), '#main table a[href="/countries/cn/"]'],
        r"China[\s\S]*AliExpress",
    ),
    Question(
        "What changed from 2016 to 2017?",
        [TO("/editions/"), TO("/compare/2016/2017/")],
        r"New since 2016 \(2\)[\s\S]*DHgate[\s\S]*Relisted \(1\)[\s\S]*Tank Road",
    ),
    # Twelve more, and some of other pages.
    Question("Was Taobao on the List in 2013?", [TO("/editions/2013/taobao/")], r"Status\s+not listed"),
    Question(
        "How many editions list The Pirate Bay?",
        ["search:thepiratebay", TO("/markets/the-pirate-bay/")],
        r"Of 16 editions, \w+ list it",
    ),
    Question(
        "Whom did 2022 no longer list?",
        [TO("/editions/"), TO("/compare/2021/2022/#no_longer_listed")],
        r"No longer listed \(\d+\)[\s\S]*Chomikuj",
    ),
    Question("Whom does the latest List no longer name?", [], r"No longer listed\s+NSW2U"),
    Question(
        "Who operates Pinduoduo?",
        ["search:pinduoduo", TO("/markets/pinduoduo/")],
        r"operated by PDD Holdings",
    ),
    Question("Where is El Tepito?", [TO("/markets/el-tepito/")], r"a physical market in Mexico City, Mexico"),
    Question(
        "Who asked USTR to list Shopee?",
        ["search:shopee", TO("/markets/shopee/")],
        r"Nominated by\s+\w+",
    ),
    Question(
        "When did the 2019 List come out?",
        [TO("/editions/"), TO("/editions/2019/")],
        r"Released\s+29 April 2020",
    ),
    Question(
        "How long could El Tepito have been on the List?",
        [TO("/markets/el-tepito/")],
        r"7 editions, and up to 16 if unknown editions count",
    ),
    Question(
        "Which markets did 2021 list?",
        [TO("/editions/"), TO("/editions/2021/")],
        r"Online markets: 42 of 42 identified[\s\S]*AliExpress",
    ),
    Question(
        "Which markets are no longer listed?",
        [TO("/markets/"), "choose:#f-change=no_longer_listed"],
        r"Change: no longer listed[\s\S]*TorrentGalaxy",
    ),
    Question(
        "How many points did USTR raise with Taobao, and how many were answered?",
        [TO("/markets/taobao/")],
        r"Recommendations\s+Criticisms\s+Answered[\s\S]*2017\s*7\s*4\s*4\s*3\s*4",
    ),
    Question(
        "What has Alibaba said?",
        ["search:ali baba", TO("/parties/alibaba-group/")],
        r"Responses[\s\S]*Alibaba",
    ),
    Question(
        "Where does USTR speak of good faith?",
        ['search:"good faith" -proactive', "#main .hits a >> nth=0"],
        r"good.faith",
    ),
    Question(
        "How long has Rapidgator been on it?",
        ["search:rapidgator[.]net", TO("/markets/rapidgator/")],
        r"Longest run\s+10 editions",
    ),
    Question(
        "How long do listings last?",
        [SECTION("/charts/"), TO("/charts/runs/")],
        r"We know the start and end of \d+ of \d+ online runs",
    ),
    Question(
        "Which of Alibaba’s numbers may not be compared?",
        [SECTION("/claims/")],
        r"One is of listings removed by its own measures, the other of listings removed proactively",
    ),
    Question(
        "Which recommendations have no response on record?",
        [SECTION("/recommendations/"), '#main a[href*="answer=no_response_on_record"]'],
        r"\b\d+ of \d+ recommendations",
    ),
    Question(
        "What does “unknown” mean?", [SECTION("/about/")], r"Unknown\s+Our copy of that edition is incomplete"
    ),
)


COUNT = """addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true)"""


def walk(page: Page, site: str, question: Question) -> int:
    """Goes the way from the home page; returns how many clicks and choices it took.

    Opening a menu, or the filters on a phone, counts.
    """
    page.goto(f"{site}/")
    page.evaluate("sessionStorage.clear()")
    choices = 0
    for step in question.way:
        if step.startswith("search:"):
            page.fill("#find", step.removeprefix("search:"))
            page.click("header form button")
        elif step.startswith("choose:"):
            select, value = step.removeprefix("choose:").rsplit("=", 1)
            if not page.locator(select).is_visible():
                page.click("button[popovertarget=filters]")
            page.select_option(select, value)
            page.wait_for_url(f"**={value}*")
            choices += 1
        else:
            if step.startswith("nav"):
                open_menu(page, step)
            page.locator(step).first.click()
        page.wait_for_load_state()
    expect(page.locator("#main")).to_contain_text(re.compile(question.answer), use_inner_text=True)
    return int(page.evaluate("sessionStorage.clicks || 0")) + choices


def open_menu(page: Page, link: str) -> None:
    """Click what hides a link of the navigation: the menu of a phone, or "More"."""
    for opener in ("header button.open", "header nav summary"):
        if not page.locator(link).is_visible() and page.locator(opener).is_visible():
            page.click(opener)


def ask_all(
    questions: Sequence[Question], width: int, chromium: Browser, site: str, pictures: Path
) -> list[str]:
    """Asks each question from the home page; those not answered within three clicks, with a picture of each."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(20_000)
    page.add_init_script(COUNT)
    unanswered = []
    for number, question in enumerate(questions):
        try:
            assert walk(page, site, question) <= 3
        except (AssertionError, Error) as problem:
            page.screenshot(path=pictures / f"{number}.png")
            unanswered.append(f"{question} at {page.url}: {str(problem)[:300]}")
    page.close()
    return unanswered


@pytest.mark.wide
@pytest.mark.parametrize("width", [1280, 360])
def test_each_question_is_answered_within_three_clicks(
    width: int, chromium: Browser, site: str, tmp_path: Path
) -> None:
    assert ask_all(QUESTIONS, width, chromium, site, tmp_path) == []


def test_the_timeline_is_downloaded_within_three_clicks(chromium: Browser, site: str, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/")
    open_menu(page, SECTION("/data/"))
    page.click(SECTION("/data/"))
    with page.expect_download() as coming:
        page.locator(TO("/data/timeline.csv")).first.click()
    coming.value.save_as(tmp_path / "timeline.csv")
    lines = (tmp_path / "timeline.csv").read_text().splitlines()
    page.close()
    assert "year" in lines[0]
    assert any("taobao" in line and "2017" in line for line in lines)


@pytest.mark.wide
def test_all_of_alibaba_is_one_file_within_three_clicks(chromium: Browser, site: str, tmp_path: Path) -> None:
    """Every edition in which a platform of Alibaba's was listed, what was asked, what it answered, with links."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    page.add_init_script(COUNT)
    walk(page, site, Question("", ["search:ali baba", TO("/parties/alibaba-group/")], r"Download"))
    with page.expect_download() as download:
        page.click('#main p > a[href="/parties/alibaba-group.csv?profile=excel"]')
    assert int(page.evaluate("sessionStorage.clicks")) == 3
    path = tmp_path / "alibaba.csv"
    download.value.save_as(path)
    page.close()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = {(row["market"], int(row["year"])) for row in rows if row["status"] == "listed"}
    assert {("taobao", 2011), ("taobao", 2017), ("aliexpress", 2021)} <= listed
    answered = [row for row in rows if row["recommendation_text"] and row["party"] == "alibaba-group"]
    assert answered and all(row["answer_summary"] or row["answer_quote"] for row in answered)
    assert all(row["permalink"] and row["cite_as"] for row in rows)
    assert sum(bool(row["answer_url"]) for row in answered) > len(answered) / 2


def test_a_hit_opens_at_its_passage(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 400})
    page.goto(f"{site}/search/?q=alibaba&kind=point")
    link = page.locator(".hits a").first
    anchor = str(link.get_attribute("href")).partition("#")[2].partition(":")[0]
    link.click()
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    page.close()
