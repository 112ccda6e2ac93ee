"""Fetching what a source led to: the bytes are kept, and what they lead on to is asked for."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from markets.backoff import choose_delay
from markets.documents import jobs
from markets.ingest.allowed_hosts import find_allowed_hosts
from markets.ingest.discovery import as_sentence, clean_source_text, keep_finds
from markets.ingest.fetch import (
    CAP_HTML,
    CAP_JSON,
    CAP_PDF,
    Blocked,
    Client,
    Fetched,
    Later,
    NotFetched,
    Validators,
    pause_when_blocked,
)
from markets.ingest.pages import Unreadable, read_pages
from markets.ingest.parsers import NotUnderstood
from markets.ingest.parsers.report import identify_pages
from markets.ingest.pipeline import store_snapshot
from markets.ingest.polling import api_key
from markets.ingest.sources import SourceChanged
from markets.ingest.sources.regulations import NoKey, detail_url, read_comment
from markets.ingest.sources.ustr_release import read_release
from markets.models import DiscoveredDocument, Fetch, Reading, Snapshot, Source
from markets.models.job import Job
from markets.text.counts import format_count

AskForJob = Callable[..., Any]

CHANGED = "The bytes under this address changed"  # is in a find's note, once for each time
MOST_DELAYS = 6
HTML_KINDS = {"press_release", "statement", "notice"}  # which come as HTML, a statement also as PDF
SAME_FOR = timedelta(
    days=7
)  # a source may change bytes and keep its ETag: after this, all of them are asked for


def fetch_document(job: Job, ask: AskForJob, client: Client) -> None:
    """Job `fetch`: the key is a find's id. What comes is stored; a report is read, other kinds lead on."""
    discovered = DiscoveredDocument.objects.select_related("source", "snapshot").get(pk=int(job.key))
    if not discovered.source.enabled:
        jobs.end_job(job, Job.State.DONE, "Not fetched: its source is switched off.")
        return
    try:
        got = _get(discovered, client, timezone.now())
    except (Later, Blocked) as delay:
        if job.delays >= MOST_DELAYS:
            jobs.end_job(
                job,
                Job.State.FAILED,
                as_sentence(f"Given up after {format_count(job.delays, 'delay')}: {delay}"),
            )
            return
        wait = pause_when_blocked(job.delays + 1) if isinstance(delay, Blocked) else delay.retry_after
        jobs.reschedule_job(job, wait or choose_delay(job.delays + 1, random.random), as_sentence(str(delay)))
        return
    except (NotFetched, NoKey) as refusal:
        jobs.end_job(job, Job.State.FAILED, as_sentence(str(refusal)))
        return
    if got.content is None:
        _read_if_nobody_did(discovered, ask)
        jobs.end_job(job, Job.State.DONE, "Unchanged, according to the source.")
        return
    came = {"url": got.final_url, "status": got.status, "headers": dict(got.headers)}
    snapshot = store_snapshot(got.content, media_type=got.media_type or "", **came)
    try:
        sentence = take_in(discovered, snapshot, got, ask)
    except SourceChanged as change:
        jobs.end_job(job, Job.State.FAILED, as_sentence(f"Stored as {snapshot}. {change}"))
        return
    jobs.end_job(job, Job.State.DONE, sentence)


def _get(discovered: DiscoveredDocument, client: Client, now: datetime) -> Fetched:
    """Return the find's document; raises NotFetched or NoKey."""
    hosts, known = find_allowed_hosts(discovered.source), _known(discovered, now)
    if discovered.kind == "comment" and discovered.source.kind == Source.Kind.REGULATIONS:
        address = detail_url(discovered.url, base=discovered.source.url)
        return client.fetch(
            address, allowed=hosts, cap=CAP_JSON, wanted="json", headers=api_key(), known=known
        )
    pdf = urlsplit(discovered.url).path.lower().endswith(".pdf")
    cap = CAP_HTML if discovered.kind in HTML_KINDS and not pdf else CAP_PDF
    return client.fetch(discovered.url, allowed=hosts, cap=cap, known=known)


def _known(discovered: DiscoveredDocument, now: datetime) -> Validators | None:
    """Validators of the version that we hold, where all its bytes came not long ago."""
    if discovered.snapshot is None:
        return None
    last = Fetch.objects.filter(snapshot=discovered.snapshot).exclude(url="").order_by("-fetched_at").first()
    if last is None or not timedelta() <= now - last.fetched_at < SAME_FOR:
        return None
    return Validators(last.headers.get("etag"), last.headers.get("last-modified"))


def take_in(discovered: DiscoveredDocument, snapshot: Snapshot, got: Fetched, ask: AskForJob) -> str:
    """Tie the find to its snapshot and asks for what follows, at once or not at all; says what was done.

    Raises SourceChanged where the bytes do not read as what they should be; the find is tied to them all the same.
    """
    before = discovered.snapshot
    if before == snapshot:
        _read_if_nobody_did(discovered, ask)
        return f"The file is the same as before: {snapshot}."
    own = _identify(discovered, bytes(snapshot.content))
    follow = FOLLOW.get("report" if own == "report" else discovered.kind)
    with transaction.atomic():
        discovered.snapshot = snapshot
        if own != discovered.kind:
            listed = f"The source lists it as a {discovered.kind}; it reads as a {own}.".replace("_", " ")
            discovered.kind, discovered.note = own, "; ".join(filter(None, (discovered.note, listed)))
        if before is not None:  # back into the queue: somebody has to look at it
            day = timezone.now().date().isoformat()
            changed = f"{CHANGED}: seen on {day}."
            discovered.note = "; ".join(filter(None, (discovered.note, changed)))
            discovered.state, discovered.decided_by, discovered.decided_at = (
                DiscoveredDocument.State.NEW,
                None,
                None,
            )
        discovered.save()
        led, change = "", None
        try:
            led = follow(discovered, got, ask) if follow else ""
        except SourceChanged as said:
            change = said
    if change is not None:
        raise change
    again = "Changed under the same address; stored" if before is not None else "Stored"
    return " ".join(filter(None, (f"{again} as {snapshot}.", led)))


def _identify(discovered: DiscoveredDocument, content: bytes) -> str:
    """Return what a document is by its own words; what the source says where they do not tell, and for filings."""
    if discovered.kind in ("comment", "attachment"):
        return discovered.kind
    try:
        own = identify_pages(read_pages(content))
    except (NotUnderstood, Unreadable):
        return discovered.kind
    return discovered.kind if own == "other" else own


def _read_if_nobody_did(discovered: DiscoveredDocument, ask: AskForJob) -> None:
    """A worker may have ended between tying and asking."""
    if discovered.kind != "report" or discovered.snapshot is None:
        return
    if not Reading.objects.filter(snapshot=discovered.snapshot).exists():
        ask("read", discovered.snapshot.sha256)


def _report(discovered: DiscoveredDocument, got: Fetched, ask: AskForJob) -> str:
    assert discovered.snapshot is not None
    others = DiscoveredDocument.objects.filter(snapshot=discovered.snapshot).exclude(pk=discovered.pk)
    ask("read", discovered.snapshot.sha256)
    return f"The same file as “{others[0]}”." if others else "It will be read next."


def _press_release(discovered: DiscoveredDocument, got: Fetched, ask: AskForJob) -> str:
    """Return the reports that a press release links to become finds of the same source.

    A page that prints no date has the day that the list of releases gave; a list that gave none, that of the page.
    """
    release = read_release(got.content or b"", got.final_url)
    if discovered.published_on is None and release.published_on is not None:
        discovered.published_on = release.published_on
        discovered.save(update_fields=["published_on"])
    reports = [
        replace(each, published_on=each.published_on or discovered.published_on) for each in release.reports
    ]
    new = keep_finds(discovered.source, reports)
    for each in new:
        ask("fetch", str(each.pk))
    return f"It links to {format_count(len(reports), 'report')}, {len(new)} of them new."


def _comment(discovered: DiscoveredDocument, got: Fetched, ask: AskForJob) -> str:
    """Return who wrote it, what is withheld, and its files as finds of their own."""
    comment = read_comment(got.content or b"")
    said = [f"by {comment.organization}" if comment.organization else "", discovered.note]
    if comment.withdrawn and "withdrawn" not in discovered.note:
        said.append("withdrawn")
    if comment.restricted:
        said.append(f"restricted: {comment.restricted}")
    discovered.title, discovered.note = (
        clean_source_text(comment.title)[:500],
        clean_source_text("; ".join(filter(None, said)))[:2000],
    )
    discovered.published_on = comment.posted_on or discovered.published_on
    discovered.save(update_fields=["title", "note", "published_on"])
    new = keep_finds(discovered.source, comment.attachments)
    for each in new:
        ask("fetch", str(each.pk))
    withheld = (
        f" It is restricted: {clean_source_text(comment.restricted)[:300]}." if comment.restricted else ""
    )
    withdrawn = " It was withdrawn." if comment.withdrawn else ""
    return f"It has {format_count(len(comment.attachments), 'file')}, {len(new)} of them new.{withheld}{withdrawn}"


FOLLOW: dict[str, Callable[[DiscoveredDocument, Fetched, AskForJob], str]] = {
    "report": _report,
    "press_release": _press_release,
    "comment": _comment,
}
