"""What a host's robots.txt allows, as RFC 9309 has it, remembered for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from protego import Protego

from markets.ingest.fetch.exchange import HttpAnswer
from markets.ingest.fetch.outcome import Later
from markets.ingest.fetch.retry import retry_after

#: the standard asks for at least 500 KiB; what lies beyond is not read
CAP_ROBOTS = 500 * 1024
_KEEP = 24 * 60 * 60.0
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rules:
    """One host's rules for our agent. `delay`: seconds between requests that it asks for, at most 30."""

    parsed: Protego | None
    agent: str
    delay: float

    def allow(self, url: str) -> bool:
        """Return whether the address may be asked; without a robots.txt it may."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.agent))


class RobotsCache:
    """The rules by origin. `now`: seconds of a clock that does not jump."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._kept: dict[str, tuple[float, Rules]] = {}

    def rules(self, origin: str, ask: Callable[[], Rules]) -> Rules:
        """Return the remembered rules, or those that `ask` brings; a failure is not remembered."""
        kept = self._kept.get(origin)
        if kept is not None and self._now() - kept[0] < _KEEP:
            return kept[1]
        rules = ask()
        self._kept[origin] = (self._now(), rules)
        return rules


def read_rules(answer: HttpAnswer, host: str, agent: str, now: datetime) -> Rules:
    """Return the rules in an answer to /robots.txt; raises Later where it does not settle what is allowed."""
    if answer.status == 200:
        text = answer.body(CAP_ROBOTS, cut=True).decode("utf-8", "replace").removeprefix("\ufeff")
        parsed = Protego.parse(text.replace("\0", ""))
        delay = parsed.crawl_delay(agent) or 0.0
        return Rules(parsed, agent, min(max(float(delay), 0.0), _LONGEST_DELAY))
    wait = retry_after(answer.headers.get("retry-after"), now)
    if answer.status == 429:
        raise Later(f"{host} says that it is asked too often (429), already for its robots.txt.", wait)
    if 400 <= answer.status < 500:
        return Rules(None, agent, 0.0)
    raise Later(
        f"The robots.txt of {host} could not be read ({answer.status}); nothing is asked there.", wait
    )
