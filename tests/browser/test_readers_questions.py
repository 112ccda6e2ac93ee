"""A journalist, a lawyer and a market's operator with twelve questions: each is answered within three clicks."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_analyst import SECTION, TO, Question, ask_all

pytestmark = [pytest.mark.browser, pytest.mark.wide]

FOOT = 'footer a[href="{}"]'.format
ASKED = (
    Question(
        "When did Tencent react to WeChat leaving the List?",
        [TO("/responses/")],
        r"9 January 2025[\s\S]*Danny Marti",
    ),
    Question(
        "Has anybody answered for Mangga Dua?",
        ["search:Mangga Dua", TO("/markets/mangga-dua-market/")],
        r"Trader Hengky Supangat",
    ),
    Question(
        "Which markets are on the EU’s list too?",
        [FOOT("/sister-lists/eu/")],
        r"1337x[\s\S]*USTR, by at least",
    ),
    Question(
        "Under which docket was the 2021 List reviewed?",
        [TO("/editions/"), TO("/editions/2021/")],
        r"USTR-2021-0013",
    ),
    Question(
        "Until when were comments on the 2025 List due?",
        [TO("/editions/2025/")],
        r"Comments due\s+1 October 2025",
    ),
    Question("What does the List mean in law?", [SECTION("/about/")], r"makes no finding of law"),
    Question("How many arrests does Alibaba claim?", [SECTION("/claims/")], r"Arrests[\s\S]*over 1,000"),
    Question(
        "Did USTR repeat what it asked Taobao in 2015?", [TO("/markets/taobao/")], r"1 repeated in 2016"
    ),
    Question("How may I reuse the data?", [TO("/data/")], r"CC BY 4\.0"),
    Question(
        "Which countries had online markets on the 2022 List?",
        [SECTION("/countries/")],
        r"Online markets on the 2022 List, by country",
    ),
    Question("When is the next List expected?", [FOOT("/calendar/")], r"\d{4} List expected"),
    Question(
        "How does a listed operator reply?",
        [TO("/markets/taobao/"), '#main a[href^="/reply/"]'],
        r"An editor reads every reply",
    ),
)


@pytest.mark.parametrize("width", [1280, 360])
def test_each_question_of_a_reader_is_answered_within_three_clicks(
    width: int, chromium: Browser, site: str, tmp_path: Path
) -> None:
    assert ask_all(ASKED, width, chromium, site, tmp_path) == []
