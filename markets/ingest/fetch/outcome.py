"""What a fetch gives: a document, or one plain sentence that says why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e\x80-\xff]{0,200}"')


class NotFetched(Exception):
    """No document came. `sentence` is for people; nothing that arrived in part is kept."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class Refused(NotFetched):
    """Trying again will not help: the address is not ours to ask, or the source says no."""


class Later(NotFetched):
    """It may pass. `retry_after`: seconds that the source asked us to wait, at most a day."""

    def __init__(self, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.args = (sentence, retry_after)  # so that it survives pickling
        self.retry_after = retry_after


class Blocked(NotFetched):
    """A challenge page came in place of the document. We do not try to get round it."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said of its version; sent back so that the source may answer "unchanged"."""

    etag: str | None = None
    last_modified: str | None = None

    def as_headers(self) -> dict[str, str]:
        """Return the request headers; what is not a well-formed validator is left out."""
        headers = {}
        if self.etag and _ETAG.fullmatch(self.etag):
            headers["If-None-Match"] = self.etag
        if self.last_modified and _is_http_date(self.last_modified):
            headers["If-Modified-Since"] = self.last_modified
        return headers


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer. `content` and `sha256` are None exactly where `not_modified`.

    `hops`: every address asked, in order; the first is `url`, the last `final_url`.
    `media_type`: what the bytes are, lower case, without parameters. `headers`: lower-case names.
    """

    url: str
    final_url: str
    hops: tuple[str, ...]
    status: int
    headers: Mapping[str, str]
    content: bytes | None
    not_modified: bool
    fetched_at: datetime
    sha256: str | None
    media_type: str | None

    @property
    def validators(self) -> Validators:
        """What to send back the next time this address is asked."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


def _is_http_date(value: str) -> bool:
    try:
        parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    return value.isascii() and value.isprintable() and len(value) < 64
