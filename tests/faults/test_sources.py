"""What a source can do to us, shown where the curator sees it: the run, the job and the queue. Real sockets."""

import gzip
import shutil
import threading
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client as Browser
from django.utils import timezone

from markets.documents import jobs
from markets.documents.work import do_job
from markets.ingest import document_fetch
from markets.ingest.fetch import Client, HostTurn, Policy
from markets.ingest.polling import poll_source
from markets.ingest.schedule import due_sources
from markets.models import DiscoveredDocument, Fetch, Job, Listing, Snapshot, SourcePoll
from tests.markets.ingest.fetch.certificates import Authority
from tests.markets.ingest.fetch.server import (
    CHALLENGE,
    PDF,
    Drip,
    Endless,
    answer,
    bomb,
    cut_chunks,
    hang,
    listening,
    redirect,
    short,
)
from tests.markets.polling.conftest import report

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

FEED = "/rss.xml"
LATER, FAILED = SourcePoll.Outcome.LATER, SourcePoll.Outcome.FAILED
HTML = {"type": "text/html"}


@pytest.fixture
def hasty(originals) -> Client:
    """The client of production but for its patience: a second where that has twenty, two where it has 120."""
    return Client(
        contact="https://example.org/contact",
        turns=HostTurn(gap=0),
        policy=Policy(trusted=frozenset({originals.origin})),
        total=2.0,
        read=1.0,
    )


# fault: (what the source does, the run's outcome, words of its sentence)
LOOKS = {
    "hangs": (lambda: hang(threading.Event()), LATER, "did not answer in time"),
    "drips in the body": (lambda: Drip(), LATER, "took longer than 2 seconds in all"),
    "drips in the headers": (lambda: Drip(in_headers=True), LATER, "2 seconds in all"),
    "closes early": (lambda: short(b"<rss>", 9000), LATER, "ended before all of it had come"),
    "breaks off in a chunk": (lambda: cut_chunks(b"<rss>"), LATER, "ended before all of it had come"),
    "sends a gzip bomb": (lambda: bomb(50), FAILED, "longer than 5 MB"),
    "sends without an end": (lambda: Endless(), FAILED, "longer than 5 MB"),
    "redirects for ever": (lambda: redirect(FEED), FAILED, "redirected more than 5 times"),
    "leads to another machine": (lambda: redirect("http://10.0.0.1/"), FAILED, "is not followed"),
    "answers 403": (lambda: answer(403, b"no", **HTML), FAILED, "is refused to us (403)"),
    "answers 429": (lambda: answer(429, b"slow", retry_after="7200", **HTML), LATER, "asked too often (429)"),
    "answers 500": (lambda: answer(500, b"oh", **HTML), LATER, "status 500"),
    "shows a challenge page": (lambda: answer(403, CHALLENGE, **HTML), LATER, "challenge page"),
    "changed its markup": (
        lambda: answer(200, b"<rss></rss>", type="application/rss+xml"),
        FAILED,
        "holds no items",
    ),
}


def seen_in_the_admin(browser: Browser, page: str, words: str) -> bool:
    return words.split("(")[0] in browser.get(f"/admin/markets/{page}/").content.decode()


@pytest.mark.parametrize("fault", LOOKS)
def test_what_is_wrong_with_a_source_is_in_its_run_and_the_next_look_goes_on(
    fault, originals, sources, hasty, at_the_desk
):
    behaviour, outcome, words = LOOKS[fault]
    originals.publish(2030, report().content)
    feed = sources["ustr-feed"]
    originals.listener.serve(FEED, behaviour())
    run = poll_source(feed, hasty)
    print(f"{fault}: {run.get_outcome_display()}: {run.sentence}")
    assert run.outcome == outcome and words in run.sentence and run.ended_at
    assert "\n" not in run.sentence and run.sentence.endswith(".")
    assert seen_in_the_admin(at_the_desk, "sourcepoll", words) and seen_in_the_admin(
        at_the_desk, "source", words
    )
    assert not DiscoveredDocument.objects.exists() and not Snapshot.objects.exists()
    feed.refresh_from_db()
    assert feed not in due_sources()
    assert feed in due_sources(timezone.now() + timedelta(days=1))
    del originals.listener.behaviours[FEED]
    assert poll_source(feed, hasty).outcome == SourcePoll.Outcome.FOUND
    feed.refresh_from_db()
    assert (feed.failures, feed.not_before, feed.retry_at) == (0, None, None)


def test_a_source_that_says_when_to_come_again_is_left_alone_until_then(originals, sources, hasty):
    feed = sources["ustr-feed"]
    originals.listener.serve(FEED, answer(429, b"slow", retry_after="7200", **HTML))
    before = timezone.now()
    poll_source(feed, hasty)
    assert timedelta(seconds=7195) < feed.not_before - before < timedelta(seconds=7260)
    assert feed not in due_sources(before + timedelta(seconds=7190))
    assert feed in due_sources(before + timedelta(seconds=7300))


def test_a_source_that_goes_on_failing_is_asked_ever_more_seldom_and_never_forgotten(
    originals, sources, hasty
):
    feed = sources["ustr-feed"]
    originals.listener.serve(FEED, answer(500, b"oh", **HTML))
    pauses = []
    for _ in range(9):
        poll_source(feed, hasty)
        pauses.append((feed.retry_at - feed.last_seen_at).total_seconds())
    assert pauses[0] <= 300 and pauses[0] < pauses[4] < pauses[8] + 1e-6 <= 6 * 3600 + 1


# fault: (what the source does with the report, the job's state, words of its sentence)
REPORTS = {
    "hangs": (lambda: hang(threading.Event()), Job.State.QUEUED, "did not answer in time"),
    "drips": (lambda: Drip(), Job.State.QUEUED, "2 seconds in all"),
    "closes early": (lambda: short(PDF, 9000), Job.State.QUEUED, "ended before all of it had come"),
    "sends a gzip bomb": (lambda: bomb(200), Job.State.FAILED, "longer than 60 MB"),
    "answers 404": (lambda: answer(404, b"no", **HTML), Job.State.FAILED, "is not there (404)"),
    "answers 403": (lambda: answer(403, b"no", **HTML), Job.State.FAILED, "is refused to us (403)"),
    "answers 429": (lambda: answer(429, b"no", retry_after="600", **HTML), Job.State.QUEUED, "(429)"),
    "answers 500": (lambda: answer(500, b"no", **HTML), Job.State.QUEUED, "status 500"),
    "sends a page for a PDF": (
        lambda: answer(200, b"<html>" + b"<p>No List.</p>" * 9999),
        Job.State.FAILED,
        "says application/pdf, but the bytes are HTML",
    ),
    "shows a challenge page": (lambda: answer(200, CHALLENGE), Job.State.QUEUED, "challenge page"),
}


@pytest.mark.parametrize("fault", REPORTS)
def test_what_is_wrong_with_a_report_is_in_its_job_and_in_the_queue(
    fault, originals, sources, hasty, at_the_desk, clean_queue
):
    behaviour, state, words = REPORTS[fault]
    find = DiscoveredDocument.objects.create(
        source=sources["ustr-notorious-markets"],
        url=f"{originals.origin}/Notorious_Markets.pdf",
        kind="report",
    )
    originals.listener.serve("/Notorious_Markets.pdf", behaviour())
    job = fetched(find, hasty)
    print(f"{fault}: {job.get_state_display()}: {job.sentence}")
    assert job.state == state and words in job.sentence and job.sentence.endswith(".")
    assert seen_in_the_admin(at_the_desk, "job", words) and seen_in_the_admin(
        at_the_desk, "discovereddocument", words
    )
    assert not Snapshot.objects.exists() and not Fetch.objects.exists() and not Listing.objects.exists()
    originals.listener.serve("/Notorious_Markets.pdf", answer(200, report().content))
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now(), state=Job.State.QUEUED)
    assert fetched(find, hasty).state == Job.State.DONE
    assert Snapshot.objects.count() == 1


def fetched(find: DiscoveredDocument, client: Client) -> Job:
    """The fetch job of a find, done once with this client."""
    job = jobs.queue_job("fetch", str(find.pk), send=lambda job: None)
    taken = jobs.take_job(job.pk)
    ask = partial(jobs.queue_job, send=lambda job: None)
    do_job(taken, lambda job, asks: document_fetch.fetch_document(job, asks, client), ask)
    job.refresh_from_db()
    return job


def test_a_source_that_never_gets_better_is_given_up_after_six_delays(originals, sources, hasty):
    find = DiscoveredDocument.objects.create(
        source=sources["ustr-feed"], url=f"{originals.origin}/a.pdf", kind="report"
    )
    originals.listener.serve("/a.pdf", answer(500, b"no", **HTML))
    for _ in range(7):
        job = fetched(find, hasty)
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    assert job.state == Job.State.FAILED and job.sentence.startswith("Given up after 6 delays:")


def test_bytes_that_came_packed_are_kept_unpacked_and_whole(originals, sources, hasty):
    find = DiscoveredDocument.objects.create(
        source=sources["ustr-feed"], url=f"{originals.origin}/a.pdf", kind="report"
    )
    originals.listener.serve("/a.pdf", answer(200, gzip.compress(report().content), Content_Encoding="gzip"))
    fetched(find, hasty)
    assert bytes(Snapshot.objects.get().content) == report().content


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command to make certificates")
def test_an_expired_certificate_is_said_and_nothing_is_asked(sources, tmp_path, at_the_desk):
    authority = Authority(tmp_path)
    with listening(authority.certificate("ustr.gov", days=-1)) as listener:
        listener.serve(FEED, answer(200, b"<rss/>", type="application/rss+xml"))
        client = Client(
            contact="a@example.org",
            turns=HostTurn(gap=0),
            policy=Policy(trusted=frozenset({"https://ustr.gov"})),
            authorities=str(authority.file),
            resolver=lambda host, port: [("127.0.0.1", listener.port)],
        )
        feed = sources["ustr-feed"]
        feed.url = "https://ustr.gov/rss.xml"
        feed.save()
        run = poll_source(feed, client)
        assert not listener.paths
    assert (
        run.outcome == FAILED
        and "certificate of ustr.gov is not accepted: certificate has expired" in run.sentence
    )
    assert seen_in_the_admin(at_the_desk, "sourcepoll", "certificate has expired")
