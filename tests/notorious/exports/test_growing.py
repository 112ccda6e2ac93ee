"""Of a large record a file is sent while it is written: the same bytes, or a transfer that breaks."""

from __future__ import annotations

import csv
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.http import HttpResponseBase, QueryDict
from django.test import Client

from markets.tables import batches
from markets.tables.columns import Row
from markets.tables.scope import Scope
from notorious.pages import data_delivery
from notorious.pages.data_begun import BROKEN
from notorious.pages.data_growing import BrokenOff, Growing, Sending
from notorious.pages.data_line import OPEN, Line
from notorious.tables import TABLES, TIMELINE, selection
from notorious.tables.files import written
from notorious.tables.selection import selected

FILE = "/data/timeline.csv?year=2017"


class NoLine(Line):
    """No connection; remembers that it was cut."""

    def __init__(self) -> None:
        super().__init__(port=0)
        self.was_cut = False

    def cut(self) -> None:
        self.was_cut = True


@pytest.fixture
def many(record: Scope, monkeypatch: pytest.MonkeyPatch) -> Scope:
    """The record counts as a large one; its writer has no thread of its own, whose session would see nothing."""

    def in_foreground(work: object, place: threading.BoundedSemaphore) -> None:
        work()  # type: ignore[operator]
        place.release()

    monkeypatch.setattr(data_delivery, "is_large", lambda: True)
    monkeypatch.setattr(data_delivery, "in_background", in_foreground)
    return record


@pytest.fixture
def long(many: Scope, monkeypatch: pytest.MonkeyPatch) -> Scope:
    """And its files take longer than a reader waits."""
    monkeypatch.setattr(data_delivery, "PREPARED_AT_MOST", 1000)
    return many


def _content(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_what_is_sent_while_it_is_written_is_the_same_file(
    extension: str, long: Scope, client: Client
) -> None:
    response = client.get(FILE.replace("csv", extension))
    rows = TIMELINE.rows(replace(long, years=(2017,)))
    assert response.streaming and "Content-Length" not in response
    assert _content(response) == b"".join(written(TIMELINE, rows, long, extension))


def test_it_says_its_version_its_date_and_a_tag_of_version_and_filter(long: Scope, client: Client) -> None:
    response = client.get(FILE)
    _content(response)
    assert response["X-Data-Version"] == long.version and response["Last-Modified"]
    assert "timeline-" in response["Content-Disposition"]
    assert client.get(FILE, headers={"If-None-Match": response["ETag"]}).status_code == 304
    head = client.head(FILE)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
    others = [client.head(f"{FILE}{each}")["ETag"] for each in ("&profile=excel", "&market=taobao")]
    assert len({response["ETag"], *others}) == 3


@pytest.mark.parametrize("query", ["", "?kind=online", "?kind=online&country=CN"])
@pytest.mark.parametrize("address", ["/compare/2012/2017.csv", "/editions/2017/changes.csv"])
def test_a_long_comparison_says_before_its_first_row_how_many_there_are(
    address: str, query: str, many: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_delivery, "PREPARED_AT_MOST", 0)
    response = client.get(address + query)
    assert response.streaming
    rows = list(csv.reader(_content(response).decode().splitlines()))
    assert int(response["X-Row-Count"]) == len(rows) - 1 > 0
    assert client.head(address + query)["X-Row-Count"] == response["X-Row-Count"]


def test_a_short_file_of_a_large_record_is_whole_and_counted(many: Scope, client: Client) -> None:
    response = client.get(f"{FILE}&market=taobao")
    assert not response.streaming
    assert (response["X-Row-Count"], response["Content-Length"]) == ("1", str(len(response.content)))
    assert client.get(f"{FILE}&market=taobao", headers={"Range": "bytes=0-9"}).status_code == 206


def test_one_that_fails_before_its_first_byte_is_an_error(
    many: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(scope: Scope) -> Iterator[Row]:
        raise RuntimeError("the database went away")

    monkeypatch.setitem(TABLES, "timeline", replace(TIMELINE, rows=broken))
    client.raise_request_exception = False
    response = client.get(FILE)
    assert response.status_code == 500 and "Content-Disposition" not in response


def test_nobody_waits_for_a_writer_and_no_writer_for_a_reader() -> None:
    growing, go_on = Growing(), threading.Event()

    def pieces() -> Iterator[bytes]:
        yield b"one"
        go_on.wait(5)
        yield b"two"

    writer = threading.Thread(target=growing.fill, args=(pieces,))
    writer.start()
    sending = Sending(growing, NoLine(), BROKEN)
    assert next(sending) == b"one"
    assert not growing.settled(0)
    go_on.set()
    writer.join(5)
    assert growing.settled(0) and not growing.failed
    assert list(sending) == [b"two"]


def test_one_that_fails_ends_with_an_open_cell_and_a_line_that_is_cut() -> None:
    growing, line = Growing(), NoLine()

    def pieces() -> Iterator[bytes]:
        yield b"a,b\n1,2\n"
        raise RuntimeError("the database went away")

    growing.fill(pieces)
    sending = Sending(growing, line, BROKEN)
    assert (next(sending) + next(sending)).rstrip(b" ") == b"a,b\n1,2\n" + BROKEN
    assert not line.was_cut
    with pytest.raises(BrokenOff):
        next(sending)
    assert line.was_cut


def test_nothing_is_written_for_a_reader_who_has_left() -> None:
    growing, written_so_far = Growing(), []

    def pieces() -> Iterator[bytes]:
        for number in range(10):
            written_so_far.append(number)
            yield b"x"
            if number == 3:
                Sending(growing, NoLine(), BROKEN).close()

    growing.fill(pieces)
    assert len(written_so_far) == 5 and not growing.failed


def test_the_line_that_is_cut_is_the_one_over_which_the_answer_goes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        readers = [socket.create_connection(server.getsockname()) for _ in range(4)]
        ours = [server.accept()[0] for _ in readers]
        for each in ours:
            each.sendall(b"an answer before")
        files = len(list(OPEN.iterdir()))
        line = Line(server.getsockname()[1])
        for each, size in zip(ours, (0, 20_000, 50_300, 90_000), strict=True):
            each.sendall(bytes(size))
        line.has_sent(50_000)
        line.cut()
        assert len(list(OPEN.iterdir())) == files, "what was looked at is not left open"
        states = []
        for reader in readers:
            reader.settimeout(0.1)
            try:
                while reader.recv(100_000):
                    pass
                states.append("cut")
            except TimeoutError:
                states.append("open")
        assert states == ["open", "open", "cut", "open"]
        for each in (*readers, *ours):
            each.close()


@pytest.mark.parametrize("name", ["markets", "printed_names", "listings", "timeline", "changes"])
def test_a_filter_of_a_large_record_is_asked_of_some_markets_at_a_time(
    name: str, record: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = sorted(
        selected(TABLES[name], QueryDict("kind=physical"), as_page=name == "markets").rows(record), key=repr
    )
    monkeypatch.setattr(selection, "is_large", lambda: True)
    monkeypatch.setattr(selection, "grid", None)
    monkeypatch.setattr(batches, "BATCH", 40)
    found = list(selected(TABLES[name], QueryDict("kind=physical"), as_page=name == "markets").rows(record))
    assert expected and sorted(found, key=repr) == expected
