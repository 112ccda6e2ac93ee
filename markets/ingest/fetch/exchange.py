"""One request and one answer, over one guarded connection, within one deadline."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from markets.ingest.fetch.body import Raw, read_body
from markets.ingest.fetch.connection import Guard, Resolver, guarded_adapter
from markets.ingest.fetch.deadline import Deadline
from markets.ingest.fetch.outcome import Later, Refused
from markets.ingest.fetch.target import Target, shorten_url


@dataclass(frozen=True, slots=True)
class Wire:
    """How connections are made. Seconds; `authorities`: a file of certificate authorities, not the usual."""

    resolve: Resolver
    connect: float
    read: float
    authorities: str | None


class HttpAnswer:
    """Status and headers (lower-case names, printable values); the body only on asking, and only whole."""

    def __init__(self, target: Target, response: requests.Response, deadline: Deadline) -> None:
        self.status = response.status_code
        #: where a redirect leads, as it came: what may not be in an address must be seen to be refused
        self.location = response.headers.get("location")
        self.headers = {key.lower(): _printable(value) for key, value in response.headers.items()}
        self._target = target
        self._raw: Raw = response.raw
        self._deadline = deadline

    def body(self, cap: int, *, cut: bool = False) -> bytes:
        """Return the decoded bytes, at most `cap`; raises Refused beyond it (or with `cut` stops there)."""
        name = shorten_url(self._target.url)
        with _in_plain_words(self._target, self._deadline):
            content = read_body(
                self._raw,
                name=name,
                length=self.headers.get("content-length"),
                encoding=self.headers.get("content-encoding", "").strip().lower(),
                cap=cap,
                cut=cut,
            )
        if self._deadline.expired:  # the cut socket may have looked like the end of the body
            raise _too_slow(name, self._deadline)
        return content


@contextmanager
def open_exchange(
    target: Target, *, headers: Mapping[str, str], wire: Wire, seconds: float
) -> Iterator[HttpAnswer]:
    """Ask for the target; inside the context its body can be read.

    Raises Later for what may pass (time, network, a connection cut short) and Refused for a certificate
    that does not hold.
    """
    with Deadline(seconds) as deadline:
        adapter: HTTPAdapter = guarded_adapter(Guard(target, wire.resolve, deadline))
        response = None
        try:
            with _in_plain_words(target, deadline):
                # not through a Session: that would read the body of a redirect to its end, keep cookies,
                # and look for proxies and passwords in the environment
                request = requests.Request("GET", target.url, headers=dict(headers)).prepare()
                timeout = (wire.connect, wire.read)
                verify = wire.authorities or True
                response = adapter.send(request, stream=True, timeout=timeout, verify=verify)
            yield HttpAnswer(target, response, deadline)
        finally:
            if response is not None:
                response.close()
            adapter.close()


@contextmanager
def _in_plain_words(target: Target, deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
        raise _translated(error, target, deadline) from error


def _translated(error: BaseException, target: Target, deadline: Deadline) -> Later | Refused:
    name = shorten_url(target.url)
    if deadline.expired:
        return _too_slow(name, deadline)
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message or "it does not hold"
            return Refused(f"The certificate of {target.host} is not accepted: {why}.")
    if any(isinstance(cause, IncompleteRead) for cause in causes):
        return Later(f"{name} ended before all of it had come.")
    if any("timed out" in str(cause) or isinstance(cause, TimeoutError) for cause in causes):
        return Later(f"{target.host} did not answer in time.")
    if any(isinstance(cause, requests.ConnectionError | OSError) for cause in causes):
        return Later(f"The connection to {target.host} failed or broke off.")
    return Later(f"{target.host} answered with something that is not readable HTTP.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        linked = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting.extend(each for each in linked if isinstance(each, BaseException))


def _too_slow(name: str, deadline: Deadline) -> Later:
    return Later(f"{name} took longer than {deadline.seconds:g} seconds in all; nothing of it is kept.")


def _printable(value: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in value)[:4000]
