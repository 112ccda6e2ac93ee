"""What a source may write to harm us: it ends as a run with a sentence, or as finds that any page can show."""

import json
import unicodedata

import pytest

from markets.ingest.fetch import Client, HostTurn, Policy
from markets.ingest.polling import poll_source
from markets.models import DiscoveredDocument, SourcePoll
from tests.markets.ingest.fetch.server import answer
from tests.markets.ingest.sources import answers, pages
from tests.markets.polling.originals import INDEX, RELEASES

pytestmark = pytest.mark.django_db

HOSTILE = "Notorious Markets \x00\u202e<script>alert(1)</script>\ufffe\x1b[31m\u2066" + "A" * 2000
LAUGHS = "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(12))
LONG = "Notorious Markets " * 600_000  # ten megabytes: more than any page may have


def feed(title: str, link: str = "https://ustr.gov/x", head: str = "") -> bytes:
    return f"<?xml version='1.0'?>{head}<rss><channel>{pages.item(title, link)}</channel></rss>".encode(
        "utf-8", "surrogatepass"
    )


BODIES: dict[str, tuple[str, bytes]] = {
    "feed, hostile title": ("ustr-feed", feed(HOSTILE.replace("<", "&lt;").replace("\x00", "&#0;"))),
    "feed, raw controls": ("ustr-feed", feed(HOSTILE)),
    "feed, entities that multiply": ("ustr-feed", feed("&l12;", head=f"<!DOCTYPE r [<!ENTITY l0 'ha'>{LAUGHS}]>")),
    "feed, file of ours": (
        "ustr-feed", feed("&x; Notorious Markets", head="<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")),
    "feed, a hundred thousand deep": ("ustr-feed", b"<rss><channel>" + b"<item>" * 100_000),
    "feed, script for an address": ("ustr-feed", feed("Notorious Markets List", "javascript:alert(1)")),
    "feed, address of a thousand and more": (
        "ustr-feed", feed("Notorious Markets", "https://ustr.gov/about/x/2026/march/" + "a" * 3000)),
    "feed, day that is none": ("ustr-feed", feed("Notorious Markets List").replace(b"03 Mar 2026", b"99 Mar 99999")),
    "feed, in UTF-7": ("ustr-feed", b"<?xml version='1.0' encoding='utf-7'?><rss>+ADw-script+AD4-</rss>"),
    "feed, in UTF-16": ("ustr-feed", feed("Notorious Markets List").decode().encode("utf-16")),
    "feed, title without an end": ("ustr-feed", feed(LONG[:4_000_000])),
    "page, a hundred thousand deep": ("ustr-notorious-markets", b"<html>" + b"<div>" * 100_000 + b"<a href=x.pdf>L"),
    "page, open comments": ("ustr-notorious-markets", b"<html><!-- <![CDATA[ <" * 50_000),
    "page, hostile links": (
        "ustr-notorious-markets",
        "".join(
            f'<p><a href="{to}">{HOSTILE}</a></p>'
            for to in (
                "javascript:alert(1)//Notorious.pdf", "data:text/html,Notorious.pdf", "//10.0.0.1/Notorious.pdf",
                "http://user:pw@ustr.gov/Notorious.pdf", "/Notorious\x00.pdf", "/\u202eNotorious.pdf",
                "https://[::ffff:127.0.0.1]/Notorious.pdf", "https://2130706433/Notorious.pdf", "http://[/Notorious.pdf",
                "file:///etc/Notorious.pdf", "/Notorious.pdf?" + "a" * 5000, "\\\\evil\\Notorious.pdf",
            )
        ).encode()),
    "page, a hundred thousand links": (
        "ustr-notorious-markets",
        b"".join(b'<a href="/%d-Notorious-Markets-List.pdf">Notorious</a>' % n for n in range(4_000))),
    "page, base elsewhere": (
        "ustr-notorious-markets", b"<base href='http://10.0.0.1/'><a href='Notorious_Markets.pdf'>List</a>"),
    "releases, hostile": (
        "ustr-press-releases",
        pages.release_list(pages.row(f"{RELEASES}/2026/march/x", HOSTILE, "0000-99-99")).replace(b"\x00", b"&#0;")),
    "register, not an object": ("federal-register", b"[1]"),
    "register, deep": ("federal-register", b"[" * 100_000 + b"]" * 100_000),
    "register, number of a million digits": ("federal-register", b'{"count": ' + b"9" * 1_000_000 + b"}"),
    "register, not a number": ("federal-register", b'{"count": NaN, "results": []}'),
    "register, half a letter": ("federal-register", answers.notices(answers.notice(title="Notorious Markets \ud800"))),
    "register, hostile title": ("federal-register", answers.notices(answers.notice(title=HOSTILE))),
    "register, hostile everything": (
        "federal-register",
        answers.notices(answers.notice(**dict.fromkeys(
            ("title", "abstract", "citation", "dates", "html_url"), HOSTILE), docket_ids=[HOSTILE]))),
    "register, types": ("federal-register", answers.notices(answers.notice(docket_ids={"a": 1}, title=["Notorious"]))),
    "register, year 99999": ("federal-register", answers.notices(answers.notice(publication_date="99999-01-01"))),
    "register, prose without an end": (
        "federal-register", answers.notices(answers.notice(dates="October 1, 2025 " * 100_000))),
    "register, the same page for ever": (
        "federal-register", answers.notices(answers.notice(), count=10**9, following="SELF")),
    "newsroom, hostile": (
        "newsroom", f'<html><li><a href="/n\x01">{HOSTILE}</a></li></html>'.encode()),
}  # fmt: skip
PATHS = {
    "ustr-feed": "/rss.xml", "ustr-notorious-markets": INDEX, "ustr-press-releases": RELEASES,
    "federal-register": "/api/v1/documents.json", "newsroom": "/newsroom",
}  # fmt: skip
TYPES = {"ustr-feed": "application/rss+xml", "federal-register": "application/json"}


def fit_for_a_page(text: str) -> bool:
    """No control characters, and nothing that turns the reading."""
    return not any(
        unicodedata.category(char) in ("Cc", "Cs", "Cn")
        or char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for char in text.replace("\n", "").replace("\t", "")
    )


@pytest.mark.parametrize("slug", PATHS)
@pytest.mark.wide
def test_whatever_a_source_writes_ends_in_a_sentence_or_in_finds_that_can_be_shown(
    slug, originals, sources, at_the_desk
):
    policy = Policy(trusted=frozenset({originals.origin}))
    client = Client(contact="a@example.org", turns=HostTurn(gap=0), policy=policy, total=20.0)
    kind = TYPES.get(slug, "text/html; charset=utf-8")
    for name, body in ((name, body) for name, (of, body) in BODIES.items() if of == slug):
        body = body.replace(b'"SELF"', json.dumps(originals.origin + PATHS[slug]).encode())
        originals.listener.serve(PATHS[slug], answer(200, body, type=kind))
        run = poll_source(sources[slug], client)
        assert run.ended_at and run.outcome not in ("", SourcePoll.Outcome.BROKEN), name
        assert fit_for_a_page(run.sentence) and 0 < len(run.sentence) < 1500, name
    for find in DiscoveredDocument.objects.all():
        assert fit_for_a_page(find.title + find.note + find.url + find.docket_id), repr(find.title)[:200]
        assert find.url.startswith(("http://", "https://"))
        assert "root:" not in find.title
    assert DiscoveredDocument.objects.count() < 2000
    for table in ("discovereddocument", "sourcepoll", "source"):
        shown = at_the_desk.get(f"/admin/markets/{table}/")
        assert shown.status_code == 200 and b"<script>alert(1)" not in shown.content
    assert at_the_desk.get("/status/").status_code == 200
