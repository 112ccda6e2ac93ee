"""Titles of responses that say who answers, and about what."""

import pytest

from markets.models import Edition, Market
from responses.models import Party, Response
from responses.titles import write_full_title


@pytest.mark.parametrize(
    ("party", "market", "title", "full"),
    [
        (
            "Indonesia Trade Ministry",
            "",
            "Minister Budi Santoso",
            "Indonesia Trade Ministry on the 2024 List: Minister Budi Santoso",
        ),
        (
            "ByteDance",
            "Douyin Mall",
            "No immediate response",
            "ByteDance on Douyin Mall: No immediate response",
        ),
        ("Alibaba Group", "Taobao", "Alibaba figures", "Taobao: Alibaba figures"),
        ("Cuevana", "Cuevana", "Notice on the site", "Cuevana: Notice on the site"),
        (
            "Tencent",
            "WeChat e-commerce ecosystem",
            "Tencent on WeChat's listing",
            "Tencent on WeChat's listing",
        ),
        (
            "China MOFCOM",
            "",
            "Spokesperson on the 2024 list",
            "China MOFCOM: Spokesperson on the 2024 list",
        ),
    ],
)
def test_a_title_names_who_answers_and_about_what_once(
    party: str, market: str, title: str, full: str
) -> None:
    response = Response(
        party=Party(name=party),
        edition=Edition(year=2024),
        market=Market(name=market) if market else None,
        title=title,
    )
    assert write_full_title(response) == full
