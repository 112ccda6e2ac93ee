"""A reader on a phone without script: check a list, follow a market to the last e-mail, and send a reply."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from markets.models import Listing, Stage
from notorious.alerts.detection import note_changes
from notorious.alerts.models import Subscriber
from notorious.alerts.sending import send_due_alerts
from notorious.models import Reply
from tests.mailbox import Mailbox
from tests.notorious.alerts.conftest import mailbox

__all__ = ["mailbox"]
pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def test_a_list_is_checked_and_downloaded(phone: Page, site: str, tmp_path: Path) -> None:
    phone.goto(f"{site}/check/bulk/")
    phone.fill("#lines", "pan.baidu.com\nbaidu.com\n=1+1")
    phone.click("text=Show the answers")
    assert "On the 2025 List" in phone.inner_text("#answers ~ table tbody tr:nth-child(1)")
    with phone.expect_download() as download:
        phone.click("text=Download XLSX")
    download.value.save_as(tmp_path / "checked.xlsx")
    rows = list(load_workbook(tmp_path / "checked.xlsx").worksheets[0].values)
    assert [row[1] for row in rows] == ["check_match", "exact", "related", "none"]


def test_alerts_are_followed_and_ended(phone: Page, site: str, mailbox: Mailbox, settings: Any) -> None:
    settings.SITE_URL = site
    phone.goto(f"{site}/alerts/")
    phone.fill("#id_value", "Taobao")
    phone.fill("#id_email", "ada@example.org")
    phone.select_option("#id_frequency", "at_once")
    phone.click("text=Send me a link")
    send_due_alerts()
    link = re.search(r"http\S+/alerts/confirm/\S+", mailbox.texts()[0])
    assert link
    phone.goto(link[0])
    phone.click("button:has-text('Confirm')")
    assert "You follow 1 thing" in phone.inner_text("main")
    listing = Listing.objects.public().get(edition__year=2017, market__slug="taobao")
    listing.stage = Stage.WITHDRAWN
    listing.save()
    assert note_changes() and send_due_alerts() == 1
    assert "The 2017 edition lists Taobao" in mailbox.texts()[1]
    off = re.search(r"http\S+/alerts/off/\S+", mailbox.texts()[1])
    assert off
    phone.goto(off[0])
    phone.click("button:has-text('End all alerts')")
    assert not Subscriber.objects.exists()


def test_a_reply_is_sent_and_its_state_is_seen(phone: Page, site: str, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"replies": 0}
    phone.goto(f"{site}/reply/")
    phone.fill("#id_concerns", "/markets/taobao/")
    phone.fill("#id_sender", "Example Ltd.")
    phone.fill("#id_text", "We disagree.")
    phone.click("text=Send to the editors")
    assert "not examined yet" in phone.inner_text("main") and phone.evaluate(OVERFLOW) == 0
    assert Reply.objects.get().sender == "Example Ltd."
