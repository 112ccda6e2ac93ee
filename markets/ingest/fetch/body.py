"""The bytes of an answer, read whole or not at all: counted as decoded, and cut off at a cap."""

import io
import zlib
from collections.abc import Iterator
from typing import Protocol

from markets.ingest.fetch.outcome import Later, Refused

MEGABYTE = 1024 * 1024
CAP_PDF = 60 * MEGABYTE
CAP_HTML = 5 * MEGABYTE
CAP_JSON = 20 * MEGABYTE

_PIECE = 64 * 1024


class Raw(Protocol):
    """What is read from: urllib3's response."""

    def read(self, amt: int, decode_content: bool) -> bytes:
        """At most `amt` bytes as they came; empty at the end."""


def read_body(
    raw: Raw, *, name: str, length: str | None, encoding: str, cap: int, cut: bool = False
) -> bytes:
    """Return all bytes of the body, decoded, at most `cap`.

    `length`, `encoding`: the headers' values. Over the cap: Refused, or with `cut` the first `cap` bytes.
    A compressed body that ends early is Later. Reading errors of urllib3 pass through.
    """
    if length is not None and length.isascii() and length.isdigit() and int(length[:20]) > cap and not cut:
        raise Refused(f"{name} says it is {_size(int(length[:20]))}; at most {_size(cap)} are read.")
    decoder = _decoder(encoding, name)
    kept = io.BytesIO()
    while piece := raw.read(_PIECE, decode_content=False):
        for part in decoder.feed(piece):
            kept.write(part[: cap + 1 - kept.tell()])
            if kept.tell() > cap:
                if cut:
                    return kept.getvalue()[:cap]
                raise Refused(f"{name} is longer than {_size(cap)}; nothing of it is kept.")
    if not decoder.ended:
        raise Later(f"{name} ended in the middle of its compressed data.")
    return kept.getvalue()


class _Plain:
    ended = True

    def feed(self, piece: bytes) -> Iterator[bytes]:
        yield piece


class _Inflate:
    """gzip or zlib, in steps of bounded size, so that a bomb is noticed at the cap and not after it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stream = zlib.decompressobj(wbits=47)
        self._fresh = True

    @property
    def ended(self) -> bool:
        return self._fresh or self._stream.eof

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the decoded parts of a piece, each at most 64 kB."""
        while piece:
            self._fresh = False
            try:
                part = self._stream.decompress(piece, _PIECE)
            except zlib.error as error:
                raise Later(f"{self._name} holds compressed data that cannot be read.") from error
            if part:
                yield part
            piece = self._stream.unconsumed_tail
            if self._stream.eof:
                piece = self._stream.unused_data.lstrip(b"\0")
                if piece:  # a second member; servers join them
                    self._stream = zlib.decompressobj(wbits=47)
            elif not part and not piece:
                break


def _decoder(encoding: str, name: str) -> _Plain | _Inflate:
    if encoding in ("", "identity"):
        return _Plain()
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Inflate(name)  # not asked for, yet some servers send it
    raise Refused(f"{name} came in the encoding {encoding[:40]!r}, which was not asked for.")


def _size(count: int) -> str:
    return f"{count / MEGABYTE:.0f} MB" if count >= MEGABYTE else f"{count} bytes"
