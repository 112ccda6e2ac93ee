"""A line of the log says what it is about, and nothing that came from outside can look like another line."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from celery.app.task import Context
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from structlog.contextvars import bound_contextvars

from markets import tasks
from markets.documents import jobs
from markets.models import Job, Source
from notorious.celery import app
from notorious.observability.logs import json_formatter, plain_formatter

HOSTILE = 'x\n2031-01-14 00:00:00 INFO notorious: forged\r\u2028\x1b[31m\u202e\x85"}\ud800'


JSON, PLAIN = json_formatter(), plain_formatter()


class LogLines(logging.Handler):
    """Keeps what the site's own handler would write."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JSON)
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def of(self, logger: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["logger"] == logger]


@pytest.fixture
def kept() -> Iterator[LogLines]:
    handler = LogLines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def record(message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("a.logger", logging.INFO, "file.py", 1, message, values, None)


@given(st.text())
def test_a_hostile_value_stays_within_its_line(text: str) -> None:
    for said in (text, HOSTILE + text):
        made = record("said: %s", said)
        with bound_contextvars(key=said):
            line, plain = JSON.format(made), PLAIN.format(made)
        assert line.isprintable() and line.isascii()
        assert json.loads(line)["message"] == f"said: {said}" and json.loads(line)["key"] == said
        assert len(plain.splitlines()) == 1 and "\x1b" not in plain and "\u202e" not in plain
        plain.encode()


def test_an_exception_is_within_its_line_or_indented_below_it() -> None:
    made = record("it failed")
    try:
        raise ValueError(HOSTILE)
    except ValueError as failure:
        made.exc_info = (ValueError, failure, failure.__traceback__)
    assert len(JSON.format(made).splitlines()) == 1
    first, *rest = PLAIN.format(made).splitlines()
    assert first.endswith("it failed") and rest and all(line.startswith("    ") for line in rest)


def test_the_password_of_an_address_is_not_written() -> None:
    made = record(
        "no connection to %s", "postgres://web:hunter2@db:5432/notorious, redis://:hunter2@valkey/0"
    )
    for line in (JSON.format(made), PLAIN.format(made)):
        assert "hunter2" not in line and "db:5432" in line


def test_context_ends_with_its_block() -> None:
    with bound_contextvars(job=1):
        assert json.loads(JSON.format(record("within")))["job"] == 1
    assert "job" not in json.loads(JSON.format(record("after")))


@pytest.mark.django_db
def test_what_is_made_for_a_reader_leaves_one_line_and_no_word_of_what_was_searched(
    client: Client, kept: LogLines
) -> None:
    answer = client.get("/search/?q=somebody@example.org", headers={"x-request-id": "from-our-proxy-1"})
    (line,) = kept.of("notorious.access")
    assert answer.headers["X-Request-ID"] == line["request_id"] == "from-our-proxy-1"
    assert (line["method"], line["route"], line["status"]) == ("GET", "search", 200) and line["ms"] > 0
    assert "somebody" not in json.dumps(kept.lines)


@pytest.mark.django_db
def test_a_page_from_memory_has_an_id_and_leaves_no_line(client: Client, kept: LogLines) -> None:
    first, again = client.get("/about/"), client.get("/about/")
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]
    assert first.headers["X-Request-ID"] not in first.content.decode()
    assert first.content == again.content
    assert len(kept.of("notorious.access")) == 1


@pytest.mark.parametrize("given", ["a b", "ä", "x" * 65, "", "<b>", "a_b", "a\x00"])
def test_an_id_that_could_be_anything_is_not_taken(given: str, client: Client) -> None:
    made = client.get("/healthz", headers={"x-request-id": given}).headers["X-Request-ID"]
    assert made != given and made.replace("-", "").isalnum()


def test_a_stranger_of_the_open_net_does_not_name_requests() -> None:
    stranger = Client(REMOTE_ADDR="8.8.8.8", headers={"x-request-id": "mine"})
    assert stranger.get("/healthz").headers["X-Request-ID"] != "mine"
    proxy = Client(REMOTE_ADDR="172.18.0.5", headers={"x-request-id": "mine"})
    assert proxy.get("/healthz").headers["X-Request-ID"] == "mine"


@pytest.mark.django_db
def test_an_error_page_names_what_our_log_knows_the_request_by(
    client: Client, kept: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = client.get("/nowhere/")
    assert missing.headers["X-Request-ID"] in missing.content.decode()
    assert kept.of("notorious.access")[-1]["route"] == "none", "an address that anybody makes up is no route"
    client.raise_request_exception = False
    monkeypatch.setattr("notorious.pages.about.render", None)
    broken = client.get("/about/")
    assert broken.status_code == 500 and broken.headers["X-Request-ID"] in broken.content.decode()
    (line,) = kept.of("django.request")
    assert line["request_id"] == broken.headers["X-Request-ID"] and "TypeError" in line["exception"]


def test_the_message_itself_says_which_request_asked_for_the_work(running_servers: None) -> None:
    app.control.purge()
    with bound_contextvars(request_id="r-2"):
        tasks.call(Job(pk=1, kind="poll"))
    with app.connection_for_read() as broker:
        message = broker.default_channel.basic_get("fetching", no_ack=True)
    # what a worker makes of it, and `current_context` looks into
    assert Context(message.headers).headers == {"request_id": "r-2"}


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks are done where they are asked for, with the headers of the message that would have been sent."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.django_db
def test_the_id_of_a_request_goes_along_with_the_task_that_it_asks_for(kept: LogLines, at_once: None) -> None:
    source = Source.objects.create(slug="feed", name="A feed", url="https://ustr.gov/", enabled=False)
    job = Job.objects.create(kind="poll", key=source.slug)
    with bound_contextvars(request_id="r-1"):
        tasks.call(job)
    (line,) = [line for line in kept.of(jobs.__name__) if line.get("job") == job.pk]
    assert line["request_id"] == "r-1" and line["task"] == "markets.tasks.work" and line["task_id"]
    assert (line["kind"], line["key"]) == ("poll", "feed") and "switched off" in line["message"]
