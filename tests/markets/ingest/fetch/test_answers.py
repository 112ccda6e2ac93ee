"""What the status, headers and bytes of an HTTP response mean."""

import hashlib
import pickle
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from markets.backoff import choose_delay
from markets.ingest.fetch import CAP_PDF, Blocked, Later, Refused, Validators, pause_when_blocked
from markets.ingest.fetch.retry import DAY, retry_after
from tests.markets.ingest.fetch.server import (
    CHALLENGE,
    PAGE,
    PDF,
    answer,
    conditional,
    cut_chunks,
    short,
    unframed,
)

NOW = datetime(2026, 1, 8, 12, 0, tzinfo=UTC)


def get(client, url, **options):
    return client.fetch(url, allowed=(), cap=options.pop("cap", CAP_PDF), **options)


def test_a_document_comes_whole_with_its_hash_time_and_address(source, rehearsal):
    url = source.serve("/2025 List (final).pdf", answer(ETag='"v1"', Set_Cookie="id=1"))
    source.behaviours["/2025%20List%20(final).pdf"] = source.behaviours["/2025 List (final).pdf"]
    fetched = get(rehearsal(clock=lambda: NOW), url)
    assert (fetched.content, fetched.media_type, fetched.status) == (PDF, "application/pdf", 200)
    assert fetched.sha256 == hashlib.sha256(PDF).hexdigest()
    assert fetched.fetched_at == NOW
    assert fetched.final_url == fetched.url == f"{source.origin}/2025%20List%20(final).pdf"
    assert fetched.validators == Validators(etag='"v1"')
    assert "set-cookie" not in fetched.headers


def test_every_request_says_who_asks_and_wants_plain_bytes(source, rehearsal):
    get(rehearsal(), source.serve("/a.pdf", answer()))
    for handler in source.seen:
        assert "https://example.org/contact" in handler.headers["User-Agent"]
        assert handler.headers["Accept-Encoding"] == "identity"
        assert handler.headers["Cookie"] is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_no_is_final(source, rehearsal, status):
    url = source.serve("/a.pdf", answer(status, b"no", type="text/plain"))
    with pytest.raises(Refused, match=str(status)):
        get(rehearsal(), url)
    assert source.paths.count("/a.pdf") == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7), ("315360000", DAY), ("soon", None), ("-5", None), ("1e9", None), ("٣", None), ("", None)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_the_source_asks_for_is_kept_within_a_day(source, rehearsal, status, value, seconds):
    url = source.serve("/a.pdf", answer(status, b"slow down", type="text/plain", Retry_After=quoted(value)))
    with pytest.raises(Later) as caught:
        get(rehearsal(), url)
    assert caught.value.retry_after == seconds


def quoted(value: str) -> str:
    return value.encode("utf-8").decode("latin-1")


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (NOW + timedelta(minutes=2), 120),
        (NOW - timedelta(days=1), 0),
        (NOW + timedelta(days=3650), DAY),
    ],
)
def test_a_wait_may_be_given_as_a_date(moment, seconds):
    assert retry_after(format_datetime(moment, usegmt=True), NOW) == seconds


def test_an_error_of_the_server_may_pass_and_then_does(source, rehearsal):
    url = source.serve("/a.pdf", answer(500, b"oops", type="text/plain"), answer())
    client = rehearsal()
    with pytest.raises(Later, match="500"):
        get(client, url)
    assert get(client, url).content == PDF


def test_a_challenge_page_is_called_that_and_never_a_document(source, rehearsal):
    client = rehearsal()
    for behaviour in (
        answer(200, CHALLENGE),
        answer(200, CHALLENGE, type="text/html"),
        answer(403, CHALLENGE, type="text/html"),
        answer(503, CHALLENGE, type="text/html"),
        answer(200, b"<html><title>Please wait</title><p>Loading</p></html>"),
    ):
        with pytest.raises(Blocked, match="challenge page"):
            get(client, source.serve("/a.pdf", behaviour))


def test_a_release_that_carries_a_protectors_script_is_no_challenge(source, rehearsal):
    text = b"<p>" + b"The List names markets that reportedly engage in piracy. " * 40
    page = b"<html><title>USTR Releases</title><script src='/_Incapsula_Resource'></script>" + text
    assert get(rehearsal(), source.serve("/r", answer(200, page, type="text/html"))).content == page


@pytest.mark.parametrize(
    ("type", "body", "says"),
    [
        ("text/html", PDF, "says text/html, but the bytes are PDF"),
        ("application/pdf", b"{}", "says application/pdf, but the bytes are JSON"),
        ("application/json", PDF, "says application/json, but the bytes are PDF"),
        ("image/png", PAGE * 400, "says image/png, but the bytes are HTML"),
        ("application/pdf", PAGE * 400, "says application/pdf, but the bytes are HTML"),
        ("application/pdf", PAGE + b"404 not found %PDF-1.7", "but the bytes are HTML"),
    ],
)
def test_a_media_type_that_the_bytes_contradict_is_refused(source, rehearsal, type, body, says):
    with pytest.raises(Refused, match=says):
        get(rehearsal(), source.serve("/x", answer(200, body, type=type)))


def test_what_was_asked_for_must_come(source, rehearsal):
    client = rehearsal()
    with pytest.raises(Refused, match="a PDF was expected"):
        get(client, source.serve("/a.pdf", answer(200, PAGE * 400, type="text/html")))
    with pytest.raises(Blocked):
        get(client, source.serve("/api", answer(200, PAGE, type="text/html")), wanted="json")
    fetched = get(client, source.serve("/download", answer(type="application/octet-stream")), wanted="pdf")
    assert fetched.media_type == "application/pdf"


def test_a_body_shorter_than_announced_is_not_kept(source, rehearsal):
    client = rehearsal()
    for behaviour in (short(PDF, len(PDF) + 1), cut_chunks(PDF), unframed(PDF[:-7])):
        with pytest.raises(Later, match="before all"):
            get(client, source.serve("/a.pdf", behaviour))
    for body, type in (
        (b"<html><p>The Li", "text/html"),
        (b'{"a": [1', "application/json"),
        (b"<rss><a", "text/xml"),
    ):
        with pytest.raises(Later, match="before all"):
            get(client, source.serve("/a", unframed(body, type)))
    assert (
        get(client, source.serve("/a", unframed(b"<html>a</html>\n", "text/html"))).media_type == "text/html"
    )
    assert get(client, source.serve("/a.pdf", unframed(PDF))).content == PDF
    with pytest.raises(Later, match="empty"):
        get(client, source.serve("/a.pdf", answer(200, b"")))


def test_unchanged_is_believed_only_of_a_version_we_named(source, rehearsal):
    client = rehearsal()
    url = source.serve("/a.pdf", conditional(PDF, '"v1"'))
    first = get(client, url)
    again = get(client, url, known=first.validators)
    assert (again.not_modified, again.content, again.sha256) == (True, None, None)
    assert get(client, url, known=Validators(etag='"v0"')).content == PDF
    url = source.serve("/b.pdf", answer(304, b""))
    for known in (None, Validators(), Validators(etag="no quotes", last_modified="yesterday\r\nX: y")):
        with pytest.raises(Later, match="304"):
            get(client, url, known=known)


def test_a_last_modified_date_is_sent_back(source, rehearsal):
    stamp = "Thu, 08 Jan 2026 10:00:00 GMT"
    url = source.serve("/a.pdf", answer(Last_Modified=stamp))
    client = rehearsal()
    get(client, url, known=get(client, url).validators)
    assert source.seen[-1].headers["If-Modified-Since"] == stamp


def test_pauses_double_keep_a_limit_and_differ_by_chance():
    assert [choose_delay(n, lambda: 1.0) for n in (1, 2, 3, 50)] == [5, 10, 20, 3600]
    assert choose_delay(3, lambda: 0.0) == 10
    dice = random.Random(1)
    assert len({choose_delay(4, dice.random) for _ in range(20)}) == 20
    assert [pause_when_blocked(n) / 3600 for n in (0, 1, 2, 3, 9)] == [1, 1, 4, 24, 24]


def test_a_failure_survives_pickling():
    copy = pickle.loads(pickle.dumps(Later("Not now.", 5.0)))
    assert (copy.sentence, copy.retry_after) == ("Not now.", 5.0)
    assert pickle.loads(pickle.dumps(Blocked("No."))).sentence == "No."
