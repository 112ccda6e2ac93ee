"""Sources that hang, send one byte at a time, never end, or redirect elsewhere."""

import gzip
import threading
import tracemalloc

import pytest

from markets.ingest.fetch import Later, Policy, Refused
from tests.markets.ingest.fetch.server import (
    PDF,
    Drip,
    Endless,
    Hundreds,
    answer,
    bomb,
    hang,
    redirect,
    unframed,
)
from tests.markets.ingest.fetch.test_answers import get

LITTLE = 300_000


@pytest.mark.parametrize("where", ["body", "body without a length", "headers", "100 Continue"])
def test_a_drip_is_cut_at_the_deadline_although_no_read_times_out(source, rehearsal, where):
    drip = {
        "body": Drip(),
        "body without a length": Drip(framed=False),
        "headers": Drip(in_headers=True),
        "100 Continue": Hundreds(),
    }[where]
    url = source.serve("/a.pdf", drip)
    with pytest.raises(Later, match=r"longer than 0.3 seconds in all"):
        get(rehearsal(total=0.3), url)
    assert not drip.through


def test_a_source_that_says_nothing_is_left(source, rehearsal):
    release = threading.Event()
    url = source.serve("/a.pdf", hang(release))
    try:
        with pytest.raises(Later, match="did not answer in time"):
            get(rehearsal(read=0.2), url)
    finally:
        release.set()


def test_a_source_that_is_not_there_may_come_back(source, elsewhere, rehearsal):
    url = source.serve("/a.pdf", answer())
    client = rehearsal(resolver=lambda host, port: [("127.0.0.1", elsewhere.port)])
    elsewhere.server_close()
    with pytest.raises(Later, match="failed or broke off"):
        get(client, url)
    with pytest.raises(Later, match="could not be resolved"):
        get(rehearsal(resolver=unknown), url)


def unknown(host: str, port: int) -> list[tuple[str, int]]:
    raise OSError("no such name")


def test_an_endless_body_stops_at_the_cap_and_memory_stays_flat(source, rehearsal):
    endless = Endless()
    url = source.serve("/a.pdf", endless)
    client = rehearsal()
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="nothing of it is kept"):
            get(client, url, cap=LITTLE)
        assert tracemalloc.get_traced_memory()[1] < 20 * LITTLE
    finally:
        tracemalloc.stop()
    assert endless.sent < 100 * LITTLE


def test_a_length_over_the_cap_is_refused_unread(source, rehearsal):
    endless = Endless(headers={"Content-Length": str(100 * 1024**3)})
    with pytest.raises(Refused, match="102400 MB"):
        get(rehearsal(), source.serve("/a.pdf", endless), cap=LITTLE)
    assert endless.sent < 100 * LITTLE


def test_a_bomb_goes_off_at_the_cap(source, rehearsal):
    url = source.serve("/a", bomb(60))
    client = rehearsal()
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="longer than"):
            get(client, url, cap=2_000_000)
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_compressed_bytes_that_nobody_asked_for_are_unpacked_whole_or_not_at_all(source, rehearsal):
    client = rehearsal()
    packed = gzip.compress(PDF)
    for body in (packed, gzip.compress(PDF[:100]) + gzip.compress(PDF[100:])):
        assert get(client, source.serve("/a.pdf", answer(200, body, Content_Encoding="gzip"))).content == PDF
    with pytest.raises(Later, match="middle of its compressed data"):
        get(client, source.serve("/a.pdf", answer(200, packed[:-9], Content_Encoding="gzip")))
    with pytest.raises(Later, match="cannot be read"):
        get(client, source.serve("/a.pdf", answer(200, PDF, Content_Encoding="gzip")))
    with pytest.raises(Refused, match="encoding 'br'"):
        get(client, source.serve("/a.pdf", answer(200, PDF, Content_Encoding="br")))


def test_a_source_that_does_not_speak_http_is_left(source, rehearsal):
    def noise(handler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n" * 3)

    def floods(handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n")

    for behaviour in (noise, floods):
        with pytest.raises(Later):
            get(rehearsal(), source.serve("/a.pdf", behaviour))


def test_redirects_are_followed_five_times_and_recorded(source, rehearsal):
    for number in range(7):
        source.serve(f"/{number}", redirect(f"/{number + 1}", (301, 302, 303, 307, 308)[number % 5]))
    source.serve("/7", answer())
    fetched = get(rehearsal(), f"{source.origin}/2")
    assert fetched.hops == tuple(f"{source.origin}/{number}" for number in range(2, 8))
    assert (fetched.url, fetched.final_url) == (f"{source.origin}/2", f"{source.origin}/7")
    with pytest.raises(Refused, match="more than 5 times"):
        get(rehearsal(), f"{source.origin}/1")


def test_a_redirect_in_a_circle_ends(source, rehearsal):
    url = source.serve("/a", redirect("/a"))
    with pytest.raises(Refused, match="more than 5 times"):
        get(rehearsal(), url)
    assert source.paths.count("/a") == 6


def test_the_body_of_a_redirect_is_not_read(source, rehearsal):
    endless = Endless()

    def flood(handler) -> None:
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")
        while endless.sent < 400_000_000:
            handler.wfile.write(endless.piece)
            endless.sent += len(endless.piece)

    url = source.serve("/a", flood)
    source.serve("/b", answer())
    assert get(rehearsal(), url).content == PDF
    assert endless.sent < 100 * LITTLE


@pytest.mark.parametrize(
    "location",
    [
        "http://ustr.gov/a.pdf",
        "file:///etc/passwd",
        "ftp://ustr.gov/a",
        "//example.com/a.pdf",
        "https://example.com/a.pdf",
        "https://user:secret@ustr.gov/a.pdf",
        "https://ustr.gov:8443/a.pdf",
        "https://ustr.gov@127.0.0.1/",
        "http://127.0.0.1:{port}/a.pdf",
        "http://localhost:{port}/a.pdf",
        "//127.0.0.1:{port}/a.pdf",
        "http://2130706433:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "\\\\127.0.0.1:{port}\\a",
        "/\\127.0.0.1:{port}/a",
        "http:\\\\127.0.0.1:{port}/",
        "https:///a",
        "https://[",
        "javascript:alert(1)",
        "https://ustr.gov./a",
        "https://ustr.g\u00f6v/",
        "/a\tb",
    ],
)
def test_a_redirect_elsewhere_is_named_and_not_followed(source, elsewhere, rehearsal, location):
    url = source.serve("/a.pdf", redirect(location.format(port=elsewhere.port)))
    with pytest.raises(Refused, match="Redirect 1 of"):
        rehearsal().fetch(url, allowed={"ustr.gov"}, cap=LITTLE)
    assert elsewhere.connections == 0
    assert "secret" not in str(
        pytest.raises(Refused, rehearsal().fetch, url, allowed={"ustr.gov"}, cap=1).value
    )


def test_a_redirect_that_leads_nowhere_is_final(source, rehearsal):
    with pytest.raises(Refused, match="leads nowhere"):
        get(rehearsal(), source.serve("/a", answer(302, b"")))


def test_a_key_goes_to_the_first_host_only(source, elsewhere, rehearsal):
    origins = frozenset({source.origin, f"http://localhost:{elsewhere.port}"})
    elsewhere.serve("/b.pdf", answer())
    url = source.serve("/a.pdf", redirect(f"http://localhost:{elsewhere.port}/b.pdf"))
    fetched = get(rehearsal(policy=Policy(trusted=origins)), url, headers={"X-Api-Key": "secret"})
    assert source.seen[-1].headers["X-Api-Key"] == "secret"
    assert elsewhere.seen[-1].headers["X-Api-Key"] is None
    assert fetched.final_url.endswith("/b.pdf")


def test_what_a_source_writes_into_its_headers_is_kept_printable(source, rehearsal):
    def odd(handler) -> None:
        handler.wfile.write(b'HTTP/1.1 200 OK\r\nETag: "a\0b\x1b"\r\nServer: \xff\r\n\r\n' + PDF)

    assert get(rehearsal(), source.serve("/a.pdf", odd)).headers["etag"] == '"a\ufffdb\ufffd"'
    with pytest.raises(Later, match="before all"):
        get(rehearsal(), source.serve("/a.pdf", unframed(PDF[:200])))
