"""The one way out to the network."""

import functools
import hashlib
import re
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from markets.ingest.fetch.answers import refuse_status, settle_document
from markets.ingest.fetch.connection import Resolver, resolve_host
from markets.ingest.fetch.exchange import HttpAnswer, Wire, open_exchange
from markets.ingest.fetch.outcome import Fetched, Later, Refused, Validators
from markets.ingest.fetch.robots import RobotsCache, Rules, read_rules
from markets.ingest.fetch.sniff import Wanted
from markets.ingest.fetch.target import Policy, Target, check_target, follow_redirect, shorten_url
from markets.ingest.fetch.turns import HostTurn

PRODUCT = "notorious-markets-record"
MOST_REDIRECTS = 5
ROBOTS_SECONDS = 30.0

_REDIRECTS = {301, 302, 303, 307, 308}
_KEPT_HEADERS = re.compile(
    r"content-(type|length|language|disposition|encoding)|etag|last-modified|date|server|retry-after"
    r"|cache-control|expires|age|x-ratelimit-[a-z]+"
)
_T = TypeVar("_T")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Client:
    """Fetches documents under all the rules; one for a process is enough, and threads may share it.

    `contact`: an e-mail or web address that goes out with every request. `apis`: hosts asked through their
    documented interface, where robots.txt, which is for crawlers, is not consulted. `total`, `connect`,
    `read`: seconds; `total` counts the requests of one fetch, not the waiting for a turn
    nor robots.txt, which has 30 of its own.
    """

    def __init__(
        self,
        *,
        contact: str,
        turns: HostTurn | None = None,
        policy: Policy | None = None,
        apis: Collection[str] = (),
        resolver: Resolver = resolve_host,
        authorities: str | None = None,
        total: float = 120.0,
        connect: float = 5.0,
        read: float = 20.0,
        clock: Callable[[], datetime] = _utc_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not re.fullmatch(r"(mailto:|https://)?[\x21-\x7e]{3,200}", contact):
            raise ValueError("contact must be an e-mail address or a web address, in plain characters")
        self.agent = f"{PRODUCT}/1.0 (+{contact})"
        self._turns = HostTurn() if turns is None else turns
        self._policy = Policy() if policy is None else policy
        self._apis = frozenset(apis)
        self._wire = Wire(resolver, connect, read, authorities)
        self._total = total
        self._clock = clock
        self._monotonic = monotonic
        self._robots = RobotsCache(monotonic)

    def fetch(
        self,
        url: str,
        *,
        allowed: Collection[str],
        cap: int,
        known: Validators | None = None,
        wanted: Wanted | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Fetched:
        """Return the document at an address, whole, or an exception that says in a sentence why not.

        `allowed`: host names. `cap`: bytes. `known`: validators of the version that we hold. `wanted`: what
        the bytes must be (a path that ends in .pdf wants a PDF). `headers`: sent to the first host only,
        since they may hold a key. Raises Refused, Later or Blocked.
        """
        sent = {**(known.as_headers() if known else {})}
        target = check_target(url, allowed, self._policy)
        first_host = target.host

        def ask(at: Target) -> Mapping[str, str]:
            return {**sent, **(headers or {})} if at.host == first_host else sent

        def read(answer: HttpAnswer, at: Target, hops: tuple[str, ...]) -> Fetched:
            return self._fetched(answer, at, hops, cap, bool(sent), wanted)

        return self._walk(target, allowed, ask, self._gap_under_robots, read, self._total)

    def _walk(
        self,
        target: Target,
        allowed: Collection[str],
        extra: Callable[[Target], Mapping[str, str]],
        gap: Callable[[Target, Collection[str]], float],
        read: Callable[[HttpAnswer, Target, tuple[str, ...]], _T],
        seconds: float,
    ) -> _T:
        """Ask, follow redirects by hand, and hand the last answer to `read` while its connection is open."""
        hops: tuple[str, ...] = ()
        left = seconds
        while True:
            pause = gap(target, allowed)
            hops = (*hops, target.url)
            sent = {"User-Agent": self.agent, "Accept-Encoding": "identity", "Accept": "*/*", **extra(target)}
            with self._turns.turn(target.host, pause):
                begun = self._monotonic()
                with open_exchange(target, headers=sent, wire=self._wire, seconds=left) as answer:
                    if answer.status not in _REDIRECTS:
                        return read(answer, target, hops)
                    location = answer.location
                left -= self._monotonic() - begun
            if not location:
                raise Refused(f"{shorten_url(target.url)} is a redirect that leads nowhere.")
            if len(hops) > MOST_REDIRECTS:
                raise Refused(f"{shorten_url(hops[0])} was redirected more than {MOST_REDIRECTS} times.")
            if left <= 0:
                raise Later(f"{shorten_url(hops[0])} took longer than {seconds:g} seconds in all.")
            target = follow_redirect(target, location, allowed, self._policy, len(hops))

    def _gap_under_robots(self, target: Target, allowed: Collection[str]) -> float:
        """Seconds between requests that the host asks for; raises Refused where its robots.txt says no."""
        if target.host in self._apis:
            return 0.0
        rules = self._robots.rules(target.origin, functools.partial(self._ask_robots, target, allowed))
        if not rules.allow(target.url):
            raise Refused(
                f"The robots.txt of {target.host} asks programs not to fetch {shorten_url(target.url)}."
            )
        return rules.delay

    def _ask_robots(self, target: Target, allowed: Collection[str]) -> Rules:
        robots = check_target(target.origin + "/robots.txt", allowed, self._policy)
        return self._walk(
            robots,
            allowed,
            lambda at: {},
            lambda at, hosts: 0.0,
            lambda answer, at, hops: read_rules(answer, at.host, PRODUCT, self._clock()),
            min(self._total, ROBOTS_SECONDS),
        )

    def _fetched(
        self,
        answer: HttpAnswer,
        at: Target,
        hops: tuple[str, ...],
        cap: int,
        conditional: bool,
        wanted: Wanted | None,
    ) -> Fetched:
        now = self._clock()
        name = shorten_url(at.url)
        if answer.status == 304 and not conditional:
            raise Later(f"{name} answered 304 (unchanged) to a request that named no version.")
        content = media = None
        if answer.status != 304:
            refuse_status(answer, name, now)
            content, media = settle_document(answer, name, cap, wanted or _wanted_by(hops[0], at.url))
        return Fetched(
            url=hops[0],
            final_url=at.url,
            hops=hops,
            status=answer.status,
            headers={key: value for key, value in answer.headers.items() if _KEPT_HEADERS.fullmatch(key)},
            content=content,
            not_modified=content is None,
            fetched_at=now,
            sha256=None if content is None else hashlib.sha256(content).hexdigest(),
            media_type=media,
        )


def _wanted_by(*urls: str) -> Wanted | None:
    return "pdf" if any(url.split("?", 1)[0].lower().endswith(".pdf") for url in urls) else None
