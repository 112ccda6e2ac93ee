"""Send each person of the desk an e-mail of everything new to them, once.

The items are recorded and committed before the e-mail is handed over. A process that is killed in between, or a mail
server that never answers, costs that person one e-mail and never sends one twice; the desk says that one may be
missing. Only if certainly no server accepted the e-mail, the records are deleted and the next beat tries again.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from markets.advisory_lock import lock_until_commit
from markets.text.one_line import put_on_one_line
from notorious.models import DigestNotification, DigestOptOut
from notorious.notifications.items import DigestItem, collect_items
from notorious.queues.assignments import list_desk_staff

ITEMS_PER_HEADING = 20  # the rest is counted
MAX_ITEM_LENGTH = 200  # characters

log = logging.getLogger(__name__)


def send_due_digests(now: datetime | None = None) -> int:
    """Send every digest that is due; return the number of e-mails sent. Idempotent, also in parallel."""
    at = now or timezone.now()
    since = find_period_start(at)
    if since is None or not settings.EMAIL_URL:
        return 0
    recent = DigestNotification.objects.filter(notified_at__gte=since, notified_at__lte=at)
    excluded = {
        *recent.values_list("person", flat=True).distinct(),
        *DigestOptOut.objects.values_list("person", flat=True),
    }
    due = [each for each in list_desk_staff() if each.email and each.pk not in excluded]
    items = collect_items(at) if due else []
    return sum(send_digest(each, items, since, at) for each in due)


def find_period_start(now: datetime) -> datetime | None:
    """Return when the current day of the digest began, or None if DIGEST_AT is off."""
    if settings.DIGEST_AT is None:
        return None
    begins = now.replace(
        hour=settings.DIGEST_AT.hour, minute=settings.DIGEST_AT.minute, second=0, microsecond=0
    )
    return begins if begins <= now else begins - timedelta(days=1)


def send_digest(person: User, items: list[DigestItem], since: datetime, now: datetime) -> bool:
    """Send a person what is new, at most once since `since`. Return whether a server accepted the e-mail."""
    new = _claim_new_items(person, items, since, now)
    if not new:
        return False
    rows = DigestNotification.objects.filter(person=person, item__in=[item.key for item in new])
    mail = EmailMessage(
        f"Notorious: {len(new)} new at the desk",
        render_digest(new),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    server = get_connection()
    try:
        server.open()
    except OSError as failure:  # there is no server to accept it
        rows.delete()
        log.warning("No mail server could be reached, it is tried again: %s", failure)
        return False
    try:
        server.send_messages([mail])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, ValueError) as refusal:
        rows.delete()
        log.warning("The digest for account %s was refused, it is tried again: %s", person.pk, _code(refusal))
        return False
    except OSError as failure:  # the server may have accepted it before the connection broke
        log.warning("The digest for account %s may not have gone out: %s", person.pk, failure)
        return False
    finally:
        _close(server)
    rows.update(sent_at=timezone.now())
    return True


def _claim_new_items(
    person: User, items: list[DigestItem], since: datetime, now: datetime
) -> list[DigestItem]:
    """Record the items that only this process sends to the person.

    `durable`: everything rests on the commit before the e-mail. The lock keeps two workers from claiming at once;
    without it the constraint would make the second one fail before it sends.
    """
    with transaction.atomic(durable=True):
        lock_until_commit("digest", person.pk)
        before = DigestNotification.objects.filter(person=person)
        last = before.aggregate(last=Max("notified_at"))["last"]
        if last and since <= last <= now:  # a clock that was set back silences nobody
            return []
        known = set(before.filter(item__in=[item.key for item in items]).values_list("item", flat=True))
        new = [item for item in items if item.key not in known]
        DigestNotification.objects.bulk_create(
            DigestNotification(person=person, item=item.key, notified_at=now) for item in new
        )
    return new


def render_digest(new: list[DigestItem]) -> str:
    """Return the e-mail's text: the new items by heading, each with the page where it is done."""
    parts = []
    for heading, group in groupby(new, lambda item: item.heading):
        items = list(group)
        lines = [
            f"- {put_on_one_line(item.text, MAX_ITEM_LENGTH)}\n  {settings.SITE_URL}{item.url}"
            for item in items[:ITEMS_PER_HEADING]
        ]
        more = [f"… and {len(items) - ITEMS_PER_HEADING} more"] if len(items) > ITEMS_PER_HEADING else []
        parts.append("\n".join([f"{heading} ({len(items)} new)", *lines, *more]))
    foot = (
        f"To do: {settings.SITE_URL}{reverse('queue')}\n"
        f"Turn off these e-mails: {settings.SITE_URL}{reverse('digest')}"
    )
    return "\n\n".join([*parts, foot]) + "\n"


def _code(refusal: Exception) -> str:
    """Return the server's code without its words, which quote the address."""
    return str(getattr(refusal, "smtp_code", type(refusal).__name__))


def _close(server: Any) -> None:
    try:
        server.close()
    except OSError as failure:
        log.info("The connection to the mail server did not close: %s", failure)
