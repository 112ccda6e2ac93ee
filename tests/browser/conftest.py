"""The site with the bundled record on a real port, a browser before it, and people at its desk."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext

from markets.curation.proposing import propose_change
from markets.models import DiscoveredDocument, Edition, Job, Market, Reading, Recommendation, Snapshot, Source
from notorious.reply.acts import receive_reply
from tests.assessments import write_assessment
from tests.browser.clicks import CountedPage
from tests.drafts import draft_rows
from tests.markets.curation.conftest import row
from tests.people import make_person
from tests.people import sign_in as sign_in_client
from tests.record import put_record

SignIn = Callable[[str, str], CountedPage]
"""Signs a new person with a role in: `sign_in("cora", "curator")`."""

DRAFTED = ("Taobao.com", "DHgate", "Wholesale Alley")
"""What the draft of 2025 holds: two names that we know, and one that we do not."""


@pytest.fixture
def site(live_server: Any, small_package: None) -> str:
    """The address of the site, without a slash at its end."""
    put_record()
    return live_server.url


@pytest.fixture
def at_the_desk(site: str, chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser's context in which an editor is signed in; the edition of 2025 has a draft."""
    editor = make_person("ed", "editor")
    draft_edition()
    fill_queues(make_person("cora", "curator"), editor)
    opened: list[BrowserContext] = []

    def sign_in(**options: Any) -> BrowserContext:
        opened.append(chromium.new_context(**options))
        carry_session(opened[-1], editor, site)
        return opened[-1]

    yield sign_in
    for context in opened:
        context.close()


def carry_session(context: BrowserContext, person: User, site: str) -> None:
    """Sign a person in where a browser shows the site."""
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": sign_in_client(person).cookies[name].value, "url": site}])


def draft_edition(year: int = 2025) -> Edition:
    """A draft with the names of `DRAFTED`, read by hand."""
    draft_rows(year, [row(name) for name in DRAFTED], ("a number that does not agree",), reviewed=False)
    return Edition.objects.get(year=year)


def fill_queues(curator: User, editor: User) -> None:
    """Put an item into every queue that a fresh record leaves empty."""
    taobao = Market.objects.get(slug="taobao")
    propose_change(taobao, {"name": "Taobao Marketplace"}, reason="Its name in English.", by=curator)
    asked = Recommendation.objects.get(public_id="2017-R2")
    write_assessment(asked, by=curator)
    receive_reply("correction", "A reader", "/markets/taobao/", "It is listed since 2008.", "", "")
    refused = Snapshot.objects.store(b"no report", "text/plain")
    Reading.objects.create(
        snapshot=refused, parser_version="1", state="refused", sentence="This file is not a report."
    )
    source = Source.objects.create(
        slug="site", name="A newsroom", kind="ustr_page", url="https://example.org/"
    )
    DiscoveredDocument.objects.create(
        source=source, url="https://example.org/report", title="A report of another office", kind="report"
    )
    Job.objects.create(kind="read", key=refused.sha256, slot="1", state=Job.State.FAILED, by=editor)


@pytest.fixture
def sign_in(site: str, chromium: Browser) -> Iterator[SignIn]:
    """The first page of the desk, for a new person with a role."""
    contexts: list[BrowserContext] = []

    def enter(name: str, role: str) -> CountedPage:
        person = make_person(name, role)
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 900}))
        carry_session(contexts[-1], person, site)
        page = contexts[-1].new_page()
        page.goto(f"{site}/admin/")
        return CountedPage(page, person)

    yield enter
    for context in contexts:
        context.close()
