"""Odd answers of the sources: each ends in one clear sentence at the status page, and stops no other source."""

import contextlib
import io
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from markets.ingest.fetch import Client, HostTurn, Policy
from markets.ingest.polling import poll_source
from markets.models import DiscoveredDocument, Job, SourcePoll
from tests.markets.ingest.fetch.server import Handler, answer
from tests.markets.ingest.sources import answers, pages
from tests.markets.polling.originals import INDEX, RELEASES

pytestmark = pytest.mark.django_db

REGISTER = ("federal-register", "/api/v1/documents.json")
COMMENTS = ("regulations-gov", "/v4/comments")
DOCUMENTS = ("regulations-gov", "/v4/documents")
LIST = ("ustr-press-releases", RELEASES)
PAGE = ("ustr-notorious-markets", INDEX)
FEED = ("ustr-feed", "/rss.xml")
NEWSROOM = ("newsroom", "/newsroom")
DOCKET = "USTR-2030-0001"
ROW = pages.row(f"{RELEASES}/2031/january/x", "Notorious Markets List", "2031-01-14")
NAMELESS = answers.notice("2030-2", title=None, abstract="A call for comments on notorious markets.")
HTML = "<html><h1>Scheduled maintenance</h1></html>"


def with_second_page(handler: Handler) -> None:
    """The first page is in order, and the second answers 500."""
    query = parse_qs(urlsplit(handler.path).query)
    number = int(query.get("page[number]", query.get("page", ["1"]))[0])
    if number > 1:
        return answer(500, b"Internal Server Error", type="text/plain")(handler)
    if handler.path.startswith("/v4/"):
        body = answers.listed(answers.comment(1), more=True, total=2)
    else:
        following = f"http://{handler.headers['Host']}/api/v1/documents.json?page=2"
        body = answers.notices(answers.notice(), count=2, following=following)
    return answer(200, body, type="application/json")(handler)


def as_json(body: bytes | str) -> Callable[[Handler], None]:
    return answer(200, body.encode() if isinstance(body, str) else body, type="application/json")


def as_page(body: bytes | str, type: str = "text/html; charset=utf-8") -> Callable[[Handler], None]:
    return answer(200, body.encode() if isinstance(body, str) else body, type=type)


def without(record: dict, name: str) -> dict:
    return {key: value for key, value in record.items() if key != name}


FOUND, SAME, FAILED, LATER = (
    SourcePoll.Outcome.FOUND,
    SourcePoll.Outcome.UNCHANGED,
    SourcePoll.Outcome.FAILED,
    SourcePoll.Outcome.LATER,
)
ODD = {
    "register: a null title": (REGISTER, as_json(answers.notices(answers.notice(), NAMELESS)), FOUND, "2 new"),
    "register: a null title and abstract": (
        REGISTER, as_json(answers.notices(answers.notice(), {**NAMELESS, "abstract": None})), FOUND, "1 new"),
    "register: a missing field": (
        REGISTER, as_json(answers.notices(without(answers.notice(), "dates"))), FAILED, "the field dates is missing"),
    "register: results that are null": (REGISTER, as_json('{"count": 3, "results": null}'), FAILED, "results is null"),
    "register: an empty list": (REGISTER, as_json('{"count": 0}'), SAME, "Nothing new."),
    "register: 500 on page 2": (REGISTER, with_second_page, LATER, "500"),
    "register: a page of maintenance": (REGISTER, as_page(HTML), LATER, "challenge page"),
    "comments: null titles": (
        COMMENTS, as_json(answers.listed(answers.comment(1, title=None), answers.comment(2))), FOUND, "2 new"),
    "comments: a missing field": (
        COMMENTS,
        as_json(answers.listed({"id": "A-1", "attributes": {"title": "A"}})), FAILED, "the field withdrawn is missing"),
    "comments: no attributes": (COMMENTS, as_json(answers.listed({"id": "A-1"})), FAILED, "attributes is missing"),
    "comments: 500 on page 2": (COMMENTS, with_second_page, LATER, "500"),
    "comments: an empty list": (COMMENTS, as_json(answers.listed()), SAME, "Nothing new."),
    "comments: an error in JSON": (COMMENTS, as_json('{"errors": [{"status": "400"}]}'), FAILED, "meta is missing"),
    "documents: a null title": (
        DOCUMENTS, as_json(answers.listed(answers.document(f"{DOCKET}-0001", title=None))), SAME, "Nothing new."),
    "documents: an empty docket": (DOCUMENTS, as_json(answers.listed()), FAILED, "knows no document in the docket"),
    "documents: too many requests": (
        DOCUMENTS, answer(429, b"{}", type="application/json", **{"Retry-After": "120"}), LATER, "asked too often"),
    "list: moved markup": (LIST, as_page(pages.release_list(ROW).replace(b"views-", b"v-")), FOUND, "1 new"),
    "list: a row without title or link": (
        LIST, as_page(pages.release_list("<div class='views-row'><a></a></div>", ROW)), FOUND, "1 new"),
    "list: no release at all": (LIST, as_page(pages.release_list()), FAILED, "lists no press release"),
    "list: an empty page": (LIST, as_page(""), LATER, "empty document"),
    "list: 500": (LIST, answer(500, b"oh no", type="text/plain"), LATER, "500"),
    "list: gone": (LIST, answer(410, b"gone", type="text/plain"), FAILED, "410"),
    "page: without a report": (PAGE, as_page(HTML), FAILED, "the expected link was not found"),
    "page: a link without words": (
        PAGE, as_page("<a href='/files/2030_Notorious_Markets_List.pdf'></a>"), FOUND, "1 new"),
    "feed: an item without a title": (
        FEED, as_page(pages.feed(pages.item("", "/a"), pages.item("Notorious Markets List", "/b")),
                      "application/rss+xml"), FOUND, "1 new"),
    "feed: HTML": (FEED, as_page(HTML, "application/rss+xml"), FAILED, "holds no items"),
    "feed: cut off": (FEED, as_page(pages.feed(ROW)[:-30], "application/rss+xml"), FAILED, "not well-formed"),
    "newsroom: made by script": (NEWSROOM, as_page("<script>x()</script>"), FAILED, "made by script"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_ends_in_one_clear_sentence(name, originals, sources, at_the_desk, settings):
    (slug, path), behaviour, outcome, words = ODD[name]
    originals.open_docket(DOCKET)
    client = Client(
        contact="a@example.org",
        turns=HostTurn(gap=0),
        policy=Policy(trusted=frozenset({originals.origin})),
        total=20.0,
    )
    if slug == "regulations-gov":  # which asks for the docket that a notice named
        poll_source(sources["federal-register"], client)
    before = DiscoveredDocument.objects.count()
    originals.listener.serve(path, behaviour)
    run = poll_source(sources[slug], client)
    assert (run.outcome, words in run.sentence) == (outcome, True), run.sentence
    assert run.sentence.endswith((".", "…")) and run.sentence.count("Traceback") == 0
    assert (DiscoveredDocument.objects.count() > before) == (outcome == FOUND)
    shown = at_the_desk.get(f"/admin/markets/source/{sources[slug].pk}/change/").content.decode()
    assert escape(run.sentence) in shown
    status = at_the_desk.get("/status/")
    assert status.status_code == 200
    assert slug == "newsroom" or escape(run.sentence) in status.content.decode()


@pytest.mark.wide
def test_a_source_that_fails_stops_no_other(originals, sources):
    originals.publish(2030, b"%PDF-1.7\n%%EOF\n")
    originals.open_docket(DOCKET)
    originals.statements["/news/a"] = "Our answer to the Notorious Markets List"
    for path in (RELEASES, REGISTER[1], FEED[1]):
        originals.listener.serve(path, answer(500, b"oh no", type="text/plain"))
    originals.listener.serve(INDEX, as_page(HTML))
    said = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("sync", stdout=said)
    runs = {run.source.slug: run for run in SourcePoll.objects.select_related("source")}
    assert set(runs) == set(sources) and all(run.ended_at and run.sentence for run in runs.values())
    assert runs["newsroom"].outcome == FOUND and runs["ustr-press-releases-older-address"].outcome == FOUND, (
        said.getvalue()
    )
    assert not Job.objects.filter(kind="poll", state=Job.State.RUNNING).exists()
