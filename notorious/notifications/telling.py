"""Telling people by e-mail, each of everything new to them, once.

What a person is told of is written and committed before the mail is handed over. So whatever ends this process in
between, a kill, a server that never answers, costs that person one mail, and never brings one twice: what waits
stands at the desk all the same, and the desk says that a mail may not have come. Only where it is certain that no
server took the mail is the record taken back, and the things are told of at the next beat.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from markets.ingest.finding import plain
from notorious.models import Quiet, Told
from notorious.notifications.things import Thing, things
from notorious.queues.assigning import people

LINES = 20  # of one kind in a mail; the rest is counted, and stands at the desk
LONGEST = 200  # characters of a line

log = logging.getLogger(__name__)


def tell_due(now: datetime | None = None) -> int:
    """Sends what is due to whom it is due; returns how many mails went out. Twice, or in two places, is once."""
    at = now or timezone.now()
    since = period(at)
    if since is None or not settings.EMAIL_URL:
        return 0
    heard = Told.objects.filter(told_at__gte=since, told_at__lte=at).values_list("person", flat=True)
    not_now = {*heard.distinct(), *Quiet.objects.values_list("person", flat=True)}
    due = [each for each in people() if each.email and each.pk not in not_now]
    waiting = things(at) if due else []
    return sum(tell(each, waiting, since, at) for each in due)


def period(now: datetime) -> datetime | None:
    """Since when the present day of the digest runs; None where it is switched off (`DIGEST_AT=off`)."""
    if settings.DIGEST_AT is None:
        return None
    begins = now.replace(
        hour=settings.DIGEST_AT.hour, minute=settings.DIGEST_AT.minute, second=0, microsecond=0
    )
    return begins if begins <= now else begins - timedelta(days=1)


def tell(person: User, waiting: list[Thing], since: datetime, now: datetime) -> bool:
    """Sends a person what is new to them, at most once since `since`. Returns whether a server took the mail."""
    new = _claimed(person, waiting, since, now)
    if not new:
        return False
    rows = Told.objects.filter(person=person, thing__in=[thing.key for thing in new])
    mail = EmailMessage(
        f"Notorious: {len(new)} new at the desk",
        written(new),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    server = get_connection()
    try:
        server.open()
    except OSError as failure:  # nobody to hand it to
        rows.delete()
        log.warning("No mail server to be had, it is tried again: %s", failure)
        return False
    try:
        server.send_messages([mail])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as refusal:
        rows.delete()
        log.warning("The digest for account %s was refused, it is tried again: %s", person.pk, _code(refusal))
        return False
    except OSError as failure:  # it may have been taken before the connection broke
        log.warning("The digest for account %s may not have gone out: %s", person.pk, failure)
        return False
    finally:
        _close(server)
    rows.update(sent_at=timezone.now())
    return True


def _claimed(person: User, waiting: list[Thing], since: datetime, now: datetime) -> list[Thing]:
    """What this process alone is to tell the person; it counts as told from here on.

    `durable`: that it is committed when this returns is what all rests on. The lock keeps two workers from
    claiming at once; if it did not, the constraint would have the second one fail before it sends.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('digest'), %s)", [person.pk])
        before = Told.objects.filter(person=person)
        last = before.aggregate(last=Max("told_at"))["last"]
        if last and since <= last <= now:  # a clock that was set back silences nobody
            return []
        known = set(before.filter(thing__in=[thing.key for thing in waiting]).values_list("thing", flat=True))
        new = [thing for thing in waiting if thing.key not in known]
        Told.objects.bulk_create(Told(person=person, thing=thing.key, told_at=now) for thing in new)
    return new


def written(new: list[Thing]) -> str:
    """The mail's text: what is new, by kind, each with the page where it is done."""
    parts = []
    for heading, of_kind in groupby(new, lambda thing: thing.heading):
        rows = list(of_kind)
        lines = [f"- {_line(row.says)}\n  {settings.SITE_URL}{row.place}" for row in rows[:LINES]]
        more = [f"… and {len(rows) - LINES} more"] if len(rows) > LINES else []
        parts.append("\n".join([f"{heading} ({len(rows)} new)", *lines, *more]))
    foot = (
        f"All that waits: {settings.SITE_URL}{reverse('queue')}\n"
        f"No more of these mails: {settings.SITE_URL}{reverse('digest')}"
    )
    return "\n\n".join([*parts, foot]) + "\n"


def _line(says: str) -> str:
    """A source's words may hold line ends and worse: none of them begins a line of ours."""
    text = " ".join(plain(says).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _code(refusal: Exception) -> str:
    """The server's code, without its words: they quote the address."""
    return str(getattr(refusal, "smtp_code", type(refusal).__name__))


def _close(server: object) -> None:
    try:
        server.close()  # type: ignore[attr-defined]
    except OSError as failure:  # the mail is where it is
        log.info("The mail server did not take leave: %s", failure)
