"""A journalist with twelve questions: each is answered within three clicks from the home page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_analyst import SECTION, TO, Question, ask_all

pytestmark = [pytest.mark.browser, pytest.mark.wide]

JOURNALIST_QUESTIONS = (
    Question(
        "Which markets left the List in 2017, and did any come back?",
        [TO("/editions/"), TO("/compare/2016/2017/#no_longer_listed")],
        r"No longer listed \(\d+\)[\s\S]*MBK Center[\s\S]*Back on the \d{4} List",
    ),
    Question(
        "What did USTR ask of Shopee, and what did Shopee say?",
        ["search:shopee", TO("/markets/shopee/")],
        r"No answer to KompasTekno[\s\S]*We have not found: recommendations",
    ),
    Question(
        "How many physical markets in China did the 2019 List name?",
        [SECTION("/countries/"), '#main table a[href="/countries/cn/"]'],
        r"Edition\s+Online\s+Physical[\s\S]*2019\s+\d+\s+(\d+\+|unknown)",
    ),
    Question(
        "When did WeChat come on the List, and when did it leave?",
        ["search:wechat", TO("/markets/wechat-e-commerce-ecosystem/")],
        r"first 2021, last 2023",
    ),
    Question(
        "Who nominated Taobao in 2016?",
        [TO("/markets/taobao/")],
        r"Nominations[\s\S]*2016\s*AAFA\s*nomination\s*listed",
    ),
    Question(
        "What does the Chinese government say about the List?",
        ["search:mofcom", TO("/parties/china-mofcom/")],
        r"5 responses recorded[\s\S]*Spokesperson on the 2023 list",
    ),
    Question(
        "How much does Amazon say it spent against counterfeits?",
        [SECTION("/claims/")],
        r"over USD 500,000,000\s+Spending on fraud",
    ),
    Question(
        "Who was the Trade Representative of the 2020 List?",
        [TO("/editions/"), TO("/editions/2020/")],
        r"Trade Representative\s+Robert Lighthizer",
    ),
    Question(
        "Which markets were ever listed under India?",
        [SECTION("/countries/"), '#main table a[href="/countries/in/"]'],
        r"Physical markets \(\d+\)[\s\S]*Palika Bazaar",
    ),
    Question(
        "Under which ticker does the operator of Pinduoduo trade?",
        ["search:pinduoduo", TO("/markets/pinduoduo/"), '#main a[href="/parties/pdd-holdings/"]'],
        r"NASDAQ:PDD",
    ),
    Question(
        "Which points of the 2017 List does the 2018 List say are not addressed?",
        [TO("/editions/2017/")],
        r"7 not addressed, as USTR\s+says in 2018",
    ),
    Question(
        "Is FMovies still up, and which Lists named it?",
        ["search:fmovies", TO("/markets/fmovies/")],
        r"FMovies is a[\s\S]*Closed\s+by 2024",
    ),
)


@pytest.mark.parametrize("width", [1280, 360])
def test_each_question_of_a_journalist_is_answered_within_three_clicks(
    width: int, chromium: Browser, site: str, tmp_path: Path
) -> None:
    assert ask_all(JOURNALIST_QUESTIONS, width, chromium, site, tmp_path) == []
