"""Servers that break HTTP's own rules: a whole document, or one sentence, and never a part that passes for it."""

import gzip
import zlib

import pytest

from markets.ingest.fetch import CAP_PDF, Later, NotFetched, Refused
from tests.markets.ingest.fetch.server import PDF, Handler

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def sized(body: bytes, *more: bytes, start: bytes = OK) -> bytes:
    return (
        start + b"".join(each + b"\r\n" for each in more) + b"Content-Length: %d\r\n\r\n" % len(body) + body
    )


# what the server writes, and what comes of it: None stands for the whole document
UNRULY: dict[str, tuple[bytes | list[bytes], type[NotFetched] | None]] = {
    "a header line of a megabyte": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * (1 << 20) + b"\r\n\r\n", Later),
    "headers without an end": ([b"HTTP/1.1 200 OK\r\n", *[b"X: a\r\n" * 1000] * 3000], Later),
    "a status line without an end": ([b"HTTP/1.1 200 ", *[b"a" * 65536] * 2000], Later),
    "an extension of a chunk without an end": ([CHUNKED, b"5;a=", *[b"a" * 65536] * 2000], Later),
    "trailers without an end": (
        [CHUNKED, b"%x\r\n%b\r\n0\r\n" % (len(PDF), PDF), *[b"X: a\r\n" * 10000] * 20000], Later),
    "a chunk of less than nothing": (CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n", Later),
    "a chunk of more than there is": (CHUNKED + b"ffffffffffffffff\r\nhello\r\n0\r\n\r\n", Later),
    "a chunk of no number": (CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n", Later),
    "chunks and a length": (
        OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(PDF), PDF), None),
    "two lengths": (OK + b"Content-Length: 5\r\nContent-Length: 855\r\n\r\n" + PDF, Later),
    "a length of more than all": (OK + b"Content-Length: 1" + b"0" * 30 + b"\r\n\r\n" + PDF, Refused),
    "a length below nothing, and a part": (OK + b"Content-Length: -5\r\n\r\n" + PDF[:100], Later),
    "a length in words, and a part": (OK + b"Content-Length: many\r\n\r\n" + PDF[:100], Later),
    "gzip in gzip": (sized(gzip.compress(gzip.compress(PDF)), b"Content-Encoding: gzip, gzip"), Refused),
    "gzip in gzip, named once": (sized(gzip.compress(gzip.compress(PDF)), b"Content-Encoding: gzip"), Refused),
    "gzip and something after it": (sized(gzip.compress(PDF) + b"junk" * 9, b"Content-Encoding: gzip"), Later),
    "deflate": (sized(zlib.compress(PDF), b"Content-Encoding: deflate"), None),
    "brotli": (sized(b"\x0b\x02\x80hello\x03", b"Content-Encoding: br"), Refused),
    "zstandard": (sized(b"\x28\xb5\x2f\xfd\x04\x00", b"Content-Encoding: zstd"), Refused),
    "continue first": (sized(PDF, start=b"HTTP/1.1 100 Continue\r\n\r\n" + OK), None),
    "hints first": (
        sized(PDF, start=b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 2 + OK), None),
    "hints and nothing after them": (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", Later),
    "hints that are the document": (
        sized(PDF, start=b"HTTP/1.1 103 Early Hints\r\nContent-Type: application/pdf\r\n"), Later),
    "HTTP/0.9": (PDF, Later),
    "a preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Later),
    "another protocol": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" + PDF, Refused),
    "a part that calls itself one": (sized(PDF, start=b"HTTP/1.1 206 Part\r\nContent-Range: bytes 0-9/9\r\n"), Refused),
    "no status": (sized(PDF, start=b"HTTP/1.1 OK\r\n"), Later),
    "half a status": (b"HTT", Later),
    "nothing": (b"", Later),
    "empty lines without an end": ([b"\r\n" * 30000] * 2000, Later),
    "a wall of cookies": (
        b"HTTP/1.1 302 Found\r\nLocation: /a.pdf\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n", Refused),
    "two places to go": (
        b"HTTP/1.1 302 Found\r\nLocation: /b\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n", Refused),
    "an error that calls itself a document": (sized(b"<html><h1>Error 500</h1></html>"), NotFetched),
}  # fmt: skip


@pytest.mark.parametrize("name", UNRULY)
def test_what_breaks_the_rules_is_whole_or_a_sentence(name, source, rehearsal):
    written, expected = UNRULY[name]

    def behave(handler: Handler) -> None:
        for piece in [written] if isinstance(written, bytes) else written:
            handler.wfile.write(piece)

    source.behaviours["/a.pdf"] = behave
    client = rehearsal(total=3.0, read=2.0)
    if expected is None:
        assert client.fetch(f"{source.origin}/a.pdf", allowed=(), cap=CAP_PDF).content == PDF
        return
    with pytest.raises(expected) as refusal:
        client.fetch(f"{source.origin}/a.pdf", allowed=(), cap=CAP_PDF)
    assert str(refusal.value).endswith(".") and str(refusal.value).isprintable()
