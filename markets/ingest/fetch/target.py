"""Which addresses may be asked at all: judged by their text, before any name is resolved."""

import contextlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from markets.ingest.fetch.outcome import Refused

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_KEPT = "/%:@!$&'()*+,;=-._~?[]"  # already legal in a path or query; "%" so that nothing is encoded twice
# urlsplit and urljoin drop tabs and line ends silently, and read "\\" unlike browsers: refuse before they see them
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]|^\s|\s\Z")
_DEFAULT_PORTS = {"https": 443, "http": 80}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Policy:
    """What is let through beyond the rules. `trusted`: origins such as `http://127.0.0.1:8123`.

    Empty unless a test or a rehearsal against a local copy of the sources says otherwise. For a trusted
    origin the rules on scheme, port, allow-list and private addresses do not hold; all others do.
    """

    trusted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart and found to be allowed. `path` begins with "/" and includes the query."""

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool

    @property
    def origin(self) -> str:
        """Scheme, host, and the port where it is not the usual one."""
        usual = _DEFAULT_PORTS[self.scheme] == self.port
        return f"{self.scheme}://{self.host}" if usual else f"{self.scheme}://{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The one spelling of this address that is sent and recorded."""
        return self.origin + self.path


def shorten_url(url: str) -> str:
    """Return an address as a sentence may show it: printable, short, without a password or a query."""
    bare = re.sub(r"//[^/?#]*@", "//…@", url.split("?", 1)[0].split("#", 1)[0])
    clean = "".join(char if char.isprintable() else "�" for char in bare)
    return clean if len(clean) <= 200 else clean[:200] + "…"


def check_target(url: str, allowed: Collection[str], policy: Policy) -> Target:
    """Return the target that an absolute address names; raises Refused with the rule it breaks."""
    if isinstance(allowed, str):
        raise TypeError("allowed is a collection of host names, not one string")
    if len(url) > _LONGEST:
        raise Refused(f"{shorten_url(url)} is longer than {_LONGEST} characters.")
    if _UNFIT.search(url):
        raise Refused(f"{shorten_url(url)} holds characters that no address may hold.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"{shorten_url(url)} is not an address that can be read.") from error
    scheme = parts.scheme
    if scheme not in _DEFAULT_PORTS:
        raise Refused(f"{shorten_url(url)} does not begin with https://.")
    if "@" in parts.netloc:
        raise Refused(f"{shorten_url(url)} carries a user name, which no source needs.")
    host = (parts.hostname or "").lower()
    if not _HOST.fullmatch(host):
        raise Refused(f"{shorten_url(url)} names no plain host.")
    target = Target(
        scheme=scheme,
        host=host,
        port=_DEFAULT_PORTS[scheme] if port is None else port,
        path=_path(parts.path, parts.query),
        trusted=False,
    )
    if target.origin in policy.trusted:
        return Target(target.scheme, target.host, target.port, target.path, trusted=True)
    if scheme != "https":
        raise Refused(f"{shorten_url(url)} is not https.")
    if target.port != _DEFAULT_PORTS[scheme]:
        raise Refused(f"{shorten_url(url)} asks for port {target.port}; only the usual one is allowed.")
    if host not in {name.lower() for name in allowed}:
        raise Refused(f"{host} is not on the list of hosts that may be asked.")
    return target


def follow_redirect(
    current: Target, location: str, allowed: Collection[str], policy: Policy, hop: int
) -> Target:
    """Return where a redirect leads, under the same rules; `hop` counts redirects from 1 and is named if refused."""
    with contextlib.suppress(UnicodeError):
        # header bytes come as latin-1; many servers send UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = location if _UNFIT.search(location) else urljoin(current.url, location)
        following = check_target(joined, allowed, policy)
    except Refused as error:
        raise Refused(
            f"Redirect {hop} of {shorten_url(current.url)} is not followed: {error.sentence}"
        ) from error
    except ValueError as error:
        raise Refused(
            f"Redirect {hop} of {shorten_url(current.url)} leads to no readable address."
        ) from error
    if current.scheme == "https" and following.scheme != "https":
        raise Refused(
            f"Redirect {hop} of {shorten_url(current.url)} leaves https for {shorten_url(following.url)}."
        )
    return following


def _path(path: str, query: str) -> str:
    whole = (path or "/") + (f"?{query}" if query else "")
    return quote(whole, safe=_KEPT)
