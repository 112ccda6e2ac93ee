"""An analyst with sixteen questions: each is answered within three clicks from the home page."""

from __future__ import annotations

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
    """`way`: what is clicked, by selector; a way that begins with `search:` types into the header and sends it."""

    asked: str
    way: Sequence[str]
    answer: str

    def __str__(self) -> str:
        return self.asked


TO = '#main a[href="{}"]'.format
SECTION = 'nav[aria-label=Main] a[href="{}"]'.format
QUESTIONS = (
    Question("Was Taobao on the List in 2013?", [TO("/editions/2013/taobao/")], r"Status\s+not listed"),
    Question(
        "How many editions list The Pirate Bay?",
        ["search:thepiratebay", TO("/markets/the-pirate-bay/")],
        r"Of 16 editions, \w+ are known to list it",
    ),
    Question(
        "Whom did 2017 list again?",
        [TO("/editions/2017/")],
        r"Tank Road is listed again, after one edition off it",
    ),
    Question("Whom did 2017 add?", [TO("/editions/2017/")], r"DHgate and IndiaMART were added"),
    Question(
        "What did USTR ask of Taobao in 2017, and what was answered?",
        [TO("/editions/2017/taobao/"), TO("/recommendations/2017-R1/")],
        r"airbag[\s\S]*The responder",
    ),
    Question(
        "What is China listed with?",
        [SECTION("/countries/"), TO("/countries/cn/")],
        r"China[\s\S]*AliExpress",
    ),
    Question(
        "Whom did 2022 no longer list?",
        [TO("/editions/2022/"), '#main a[href="changes/"]'],
        r"No longer listed \(\d+\)[\s\S]*Chomikuj",
    ),
    Question(
        "What has Alibaba said?",
        ["search:ali baba", TO("/parties/alibaba-group/")],
        r"What it said[\s\S]*Alibaba",
    ),
    Question("What was the issue of 2017?", [TO("/editions/2017/")], r"Illicit Streaming Devices"),
    Question(
        "Where does USTR speak of good faith?",
        ['search:"good faith" -proactive', "#main .hits a >> nth=0"],
        r"good.faith",
    ),
    Question(
        "How long has Rapidgator been on it?",
        ["search:rapidgator[.]net", TO("/markets/rapidgator/")],
        r"Runs",
    ),
    Question(
        "How long do listings last?",
        [SECTION("/charts/"), TO("/charts/runs/")],
        r"known from beginning to end: \d+ runs",
    ),
    Question(
        "On how many listings did the edition dwell that was about stream ripping?",
        [SECTION("/charts/"), TO("/charts/issue-focus/")],
        r"2016: Stream Ripping\s+22\+",
    ),
    Question(
        "Which of Alibaba’s numbers may not be compared?",
        [SECTION("/claims/")],
        r"One is of listings removed by its own measures, the other of listings removed proactively",
    ),
    Question(
        "Which asks have no answer that we know of?",
        [SECTION("/recommendations/"), '#main a[href*="answer=no_response_on_record"]'],
        r"\b\d+ of \d+ recommendations",
    ),
    Question("What does “unknown” mean?", [SECTION("/about/")], r"unknown"),
)


COUNT = """addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true)"""


def walk(page: Page, site: str, question: Question) -> int:
    """Goes the way from the home page; returns how many clicks the browser saw."""
    page.goto(f"{site}/")
    page.evaluate("sessionStorage.clear()")
    for step in question.way:
        if step.startswith("search:"):
            page.fill("#find", step.removeprefix("search:"))
            page.click("header form button")
        else:
            page.locator(step).first.click()
        page.wait_for_load_state()
    expect(page.locator("#main")).to_contain_text(re.compile(question.answer), use_inner_text=True)
    return int(page.evaluate("sessionStorage.clicks"))


@pytest.mark.parametrize(
    "questions",
    [QUESTIONS[::4], pytest.param(QUESTIONS, marks=pytest.mark.wide)],
    ids=["few", "every"],
)
def test_each_question_is_answered_within_three_clicks(
    questions: Sequence[Question], chromium: Browser, site: str, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    page.add_init_script(COUNT)
    unanswered = []
    for number, question in enumerate(questions):
        try:
            assert walk(page, site, question) == len(question.way) <= 3
        except (AssertionError, Error) as problem:
            page.screenshot(path=tmp_path / f"{number}.png")
            unanswered.append(f"{question} at {page.url}: {str(problem)[:300]}")
    page.close()
    assert not unanswered, f"{tmp_path}\n" + "\n".join(unanswered)


def test_the_timeline_is_downloaded_within_three_clicks(chromium: Browser, site: str, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.goto(f"{site}/")
    page.click(SECTION("/data/"))
    with page.expect_download() as coming:
        page.locator(TO("/data/timeline.csv")).first.click()
    coming.value.save_as(tmp_path / "timeline.csv")
    lines = (tmp_path / "timeline.csv").read_text().splitlines()
    page.close()
    assert "year" in lines[0]
    assert any("taobao" in line and "2017" in line for line in lines)


def test_all_of_alibaba_is_one_file_within_three_clicks(chromium: Browser, site: str, tmp_path: Path) -> None:
    """Every edition in which a platform of Alibaba's was listed, what was asked, what it answered, with links."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(20_000)
    page.add_init_script(COUNT)
    walk(page, site, Question("", ["search:ali baba", TO("/parties/alibaba-group/")], r"Download"))
    with page.expect_download() as download:
        page.click('#main a[href="/parties/alibaba-group.csv?profile=excel"]')
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
