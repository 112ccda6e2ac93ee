"""Requests at random, over every address that the site has: addresses from the router, the rest from what harms."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET",) * 12 + (
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "G\u00cbT",
)
REAL = ("taobao", "2017", "2016", "cn", "timeline", "markets", "2017-R2", "alibaba-group", "e-commerce", "online",
        "v2026.1", "csv", "json", "listings", "points", "1", "2", "pirate-bay", "relisted", "repeated")  # fmt: skip
# fmt: off
HARM = (
    "", "\x00", "%00", "\ud800", "-1", "0", "1e309", "NaN", "null", "9" * 30, "9" * 5000, "' OR 1=1--", "\"><script>",
    "{{7*7}}", "${7*7}", "../../../etc/passwd", "..\\..\\", "%2e%2e%2f", "*", "%", "_", "((((", "a" * 8000, "[]",
    "{}", "\u202e", "\ufffe", "\u0130", "\u212a", "\uff1d", "e\u0301" * 50, "\U0001f4a9", "\r\nX-Evil: 1", "\t",
    "|", "&", "!", "a:*", "a & b | !c", "'", "\\", "%%", "2017-02-30", "0001-01-01", "9999-12-31", "99999-01-01",
    "2026-11-21T00:00", "=cmd|' /C calc'!A0", "javascript:alert(1)", "//evil.example", "https://evil.example", "True",
    "1,2,3", "1..2",
)
NAMES = (
    "q", "sort", "page", "after", "before", "cursor", "year", "market", "country", "kind", "status", "change", "as_of",
    "profile", "absences", "limit", "fields", "format", "category", "harm", "party", "from", "to", "edition", "next",
    "follow_up", "answer", "stance", "metric", "owner", "e", "o", "p", "all", "_popup", "name", "search", "type",
)
HEADERS: dict[str, tuple[str, ...]] = {
    "If-None-Match": ("*", '"x"', "W/" * 500, "\x00", '"a", "b"'),
    "If-Modified-Since": ("yesterday", "Sat, 29 Oct 1994 19:43:31 GMT", "Sat, 29 Oct 99999 19:43:31 GMT", "0"),
    "Range": (
        "bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,0-0,0-0", "bytes=a-b", "bytes=" + "0-1," * 400, "lines=1-2",
        "bytes=99999999999999999999-",
    ),
    "If-Range": ('"x"', "never"),
    "Accept": ("*/*", "text/csv", "application/json;q=NaN", ";;;;", "\u00ff"),
    "Accept-Encoding": ("gzip", "gzip;q=0", "br, *", "gzip" * 500, ""),
    "Host": ("evil.example", "127.0.0.1:99999", "[::1", "testserver"),
    "X-Forwarded-For": ("' OR 1=1", "::1, 10.0.0.1"),
    "X-Forwarded-Host": ("evil.example",),
    "Content-Type": (
        "application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/xml; charset=x",
    ),
    "Content-Length": ("-1", "many", "0"),
    "Cookie": ("sessionid=\x00; csrftoken=x", "a" * 5000, ";;;=;"),
    "Referer": ("javascript:1", "\x00"),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `path` holds its query, quoted; `body` goes with the methods that carry one."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def routes() -> list[str]:
    """The site's addresses as the router has them, `{}` where something is to be filled in."""
    found: list[str] = []

    def walk(patterns: list[Any], before: str) -> None:
        for each in patterns:
            here = before + _plain(str(each.pattern))
            if isinstance(each, URLResolver):
                walk(each.url_patterns, here)
            elif isinstance(each, URLPattern):
                found.append("/" + here)

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def _plain(pattern: str) -> str:
    pattern = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)|<[^>]+>|\([^()]*\)", "{}", pattern)
    return pattern.strip("^$").replace("\\Z", "").replace("\\", "").replace("?", "")


def requests(seed: int, count: int) -> Iterator[Asked]:
    """This many requests; the same for the same seed."""
    chance = random.Random(seed)
    known = routes()
    public = [each for each in known if not each.startswith("/admin/")]

    def value() -> str:
        return chance.choice(REAL) if chance.random() < 0.65 else chance.choice(HARM)

    for _ in range(count):
        path = chance.choice(public if chance.random() < 0.7 else known)
        path = re.sub(r"\{\}", lambda _: _quoted(value()), path)
        if chance.random() < 0.1:
            path += _quoted(value())
        pairs = [(chance.choice(NAMES), value()) for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 8)))]
        query = "&".join(f"{name}={_quoted(said)}" for name, said in pairs)
        chosen = chance.sample(sorted(HEADERS), chance.choice((0, 0, 1, 2)))
        headers = {name: chance.choice(HEADERS[name]) for name in chosen}
        body = "&".join(f"{chance.choice(NAMES)}={_quoted(value())}" for _ in range(3)).encode()
        yield Asked(chance.choice(METHODS), f"{path}?{query}" if query else path, headers, body)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="%")
