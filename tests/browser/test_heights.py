"""Long pages stay short enough to be read, before anything is unfolded."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

HEIGHTS = {
    ("/", 1280): 3200,
    ("/markets/taobao/", 1280): 6000,
    ("/markets/el-tepito/", 1280): 5000,
    ("/editions/2021/", 1280): 5200,
    ("/recommendations/", 1280): 9000,
    ("/markets/", 1280): 4000,
    ("/markets/", 360): 6000,
    ("/responses/", 360): 7000,
}
"""{(page, width of the window): its greatest height}, in pixels."""


def test_no_page_is_higher_than_its_bar(chromium: Browser, site: str) -> None:
    page, told = chromium.new_page(), []
    for (path, width), bar in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{site}{path}")
        height = page.evaluate("document.documentElement.scrollHeight")
        if height > bar:
            told.append(f"{path} at {width}: {height} pixels, and {bar} are allowed")
    page.close()
    assert not told, "\n".join(told)
