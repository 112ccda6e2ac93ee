"""robots.txt is obeyed, and each host gets one request at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from markets.ingest.fetch import Client, HostTurn, Later, Refused
from tests.markets.ingest.fetch.server import PDF, Endless, answer, redirect
from tests.markets.ingest.fetch.test_answers import get


def rules(text: str):
    return answer(200, text.encode(), type="text/plain")


def test_what_robots_txt_disallows_is_not_asked(source, rehearsal):
    source.serve("/robots.txt", rules("User-agent: *\nDisallow: /private/\n"))
    url = source.serve("/private/a.pdf", answer())
    open_url = source.serve("/a.pdf", answer())
    client = rehearsal()
    with pytest.raises(Refused, match="robots.txt"):
        get(client, url)
    assert get(client, open_url).content == PDF
    assert source.paths == ["/robots.txt", "/a.pdf"]


def test_a_redirect_into_what_is_disallowed_is_not_followed(source, rehearsal):
    source.serve("/robots.txt", rules("User-agent: notorious-markets-record\nDisallow: /private/\n"))
    source.serve("/private/a.pdf", answer())
    with pytest.raises(Refused, match="robots.txt"):
        get(rehearsal(), source.serve("/a.pdf", redirect("/private/a.pdf")))
    assert "/private/a.pdf" not in source.paths


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_all_may_be_asked(source, rehearsal, status):
    source.serve("/robots.txt", answer(status, b"", type="text/plain"))
    assert get(rehearsal(), source.serve("/a.pdf", answer())).content == PDF


@pytest.mark.parametrize("status", [429, 500, 503])
def test_while_robots_txt_cannot_be_read_nothing_is_asked(source, rehearsal, status):
    busy = answer(status, b"", type="text/plain", Retry_After="7")
    source.serve("/robots.txt", busy, rules("User-agent: *\nAllow: /\n"))
    url = source.serve("/a.pdf", answer())
    client = rehearsal()
    with pytest.raises(Later, match="robots.txt") as caught:
        get(client, url)
    assert caught.value.retry_after == 7
    assert "/a.pdf" not in source.paths
    assert get(client, url).content == PDF  # a failure is not remembered


def test_an_endless_robots_txt_is_cut_and_its_beginning_counts(source, rehearsal):
    endless = Endless(piece=b"User-agent: *\nDisallow: /private/\n" + b"# more\n" * 9000)
    source.serve("/robots.txt", endless)
    url = source.serve("/private/a.pdf", answer())
    with pytest.raises(Refused, match="robots.txt"):
        get(rehearsal(), url)
    assert endless.sent < 30_000_000


def test_robots_txt_is_remembered_for_a_day(source, rehearsal):
    now = [0.0]
    client = rehearsal(monotonic=lambda: now[0])
    url = source.serve("/a.pdf", answer())
    for moment in (0.0, 86_399.0, 86_401.0):
        now[0] = moment
        get(client, url)
    assert source.paths.count("/robots.txt") == 2


def test_a_documented_interface_is_not_a_crawl(source, rehearsal):
    source.serve("/robots.txt", rules("User-agent: *\nDisallow: /\n"))
    url = source.serve("/a.pdf", answer())
    assert get(rehearsal(apis={"127.0.0.1"}), url).content == PDF
    assert source.paths == ["/a.pdf"]


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def turns(self, **options) -> HostTurn:
        return HostTurn(now=lambda: self.now, sleep=self.sleep, **options)


def test_two_requests_to_a_host_are_apart_by_the_gap(source, rehearsal):
    clock = Clock()
    client = rehearsal(turns=clock.turns(gap=2.0))
    get(client, source.serve("/a.pdf", answer()))  # robots.txt first, then the document
    assert clock.slept == [2.0]


def test_a_longer_delay_that_the_host_asks_for_is_kept(source, rehearsal):
    clock = Clock()
    source.serve("/robots.txt", rules("User-agent: *\nCrawl-delay: 10\n"))
    get(rehearsal(turns=clock.turns(gap=2.0)), source.serve("/a.pdf", answer()))
    assert clock.slept == [10.0]
    source.serve("/robots.txt", rules("User-agent: *\nCrawl-delay: 100000\n"))
    get(rehearsal(turns=clock.turns(gap=2.0)), source.serve("/a.pdf", answer()))
    assert clock.slept[1:] == [30.0]


@pytest.mark.parametrize(("jump", "slept"), [(-3600.0, [2.0]), (3600.0, []), (0.5, [1.5])])
def test_a_clock_that_jumps_never_makes_the_wait_longer_than_the_gap(jump, slept):
    clock = Clock()
    turns = clock.turns(gap=2.0)
    with turns.turn("ustr.gov"):
        pass
    clock.now += jump
    with turns.turn("ustr.gov"), turns.turn("www.ustr.gov"):
        pass
    assert clock.slept == slept


def test_one_request_at_a_time_reaches_a_host(source, rehearsal):
    busy: list[int] = []
    most: list[int] = []

    def counted(handler) -> None:
        busy.append(1)
        most.append(len(busy))
        threading.Event().wait(0.01)
        busy.pop()
        answer()(handler)

    url = source.serve("/a.pdf", counted)
    client = rehearsal()
    with ThreadPoolExecutor(6) as pool:
        fetched = list(pool.map(lambda _: get(client, url), range(12)))
    assert len(fetched) == 12 and max(most) == 1


def test_the_lock_is_the_one_that_is_given_and_it_is_freed_after_a_failure(source, rehearsal):
    locked: list[str] = []

    @contextmanager
    def lock(host: str):
        locked.append(host)
        try:
            yield
        finally:
            locked.append("freed")

    client = rehearsal(turns=HostTurn(lock, gap=0), apis={"127.0.0.1"})
    with pytest.raises(Refused):
        get(client, f"{source.origin}/missing")
    assert locked == ["127.0.0.1", "freed"]


def test_a_client_without_a_contact_is_not_made():
    for contact in ("", "a\r\nX-Evil: 1", "ü@example.org"):
        with pytest.raises(ValueError, match="contact"):
            Client(contact=contact)
