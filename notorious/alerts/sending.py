"""Alerts that are due, handed to the mail server.

Changes become an e-mail in one transaction. A worker claims the e-mail for some minutes, talks to the server, and
marks it as handed over just before its text goes out. A worker that dies earlier loses nothing: the claim runs out.
One that dies later leaves an e-mail that may have arrived: it is never sent again, and the next e-mail to that
reader repeats its items and says so. Only an answer that refuses the e-mail lets it be tried again.
"""

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from notorious.alerts.addresses import why_alerts_are_off
from notorious.alerts.messages import UnreadableAddressError, make_message
from notorious.alerts.models import AlertItem, AlertMail, Follow, Subscriber

CLAIM = timedelta(minutes=5)
PAUSE = timedelta(minutes=10)  # between two e-mails to a reader: editors often change several rows in a row
FIRST_WAIT = timedelta(minutes=2)
MOST_MAIL_ATTEMPTS = 9  # with doubled waits: about eighteen hours
SENDING_HOUR = 7  # UTC, of daily and weekly alerts; weekly ones go out on Monday
KEPT = timedelta(days=30)
UNCONFIRMED_KEPT = timedelta(days=3)

log = logging.getLogger(__name__)


def send_due_alerts(now: datetime | None = None) -> int:
    """Send all that is due; return how many e-mails a server accepted. Idempotent, also in parallel."""
    if why_alerts_are_off():
        return 0
    at = now or timezone.now()
    _collect_due_items(at)
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM)
    waiting = AlertMail.objects.filter(
        free, handed_at__isnull=True, given_up_at__isnull=True, not_before__lte=at
    )
    return sum(_send_mail(pk, at) for pk in waiting.order_by("pk").values_list("pk", flat=True)[:500])


def _collect_due_items(now: datetime) -> None:
    """Put the waiting items of each subscriber into one e-mail."""
    for pk in _find_due_items(now).values_list("follow__subscriber", flat=True).distinct():
        with transaction.atomic():
            subscriber = Subscriber.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if subscriber is None:
                continue
            recent = subscriber.mails.filter(purpose=AlertMail.Purpose.CHANGES, created_at__gt=now - PAUSE)
            items = _find_due_items(now).filter(follow__subscriber=subscriber)
            keys = [] if recent.exists() else list(items.values_list("pk", flat=True))
            if keys:
                mail = AlertMail.objects.create(
                    subscriber=subscriber, purpose=AlertMail.Purpose.CHANGES, created_at=now, not_before=now
                )
                AlertItem.objects.filter(pk__in=keys).update(mail=mail)


def _find_due_items(now: datetime) -> QuerySet[AlertItem]:
    day = now.replace(hour=SENDING_HOUR, minute=0, second=0, microsecond=0)
    day = day if day <= now else day - timedelta(days=1)
    week = day - timedelta(days=day.weekday())
    due = (
        Q(follow__frequency=Follow.Frequency.AT_ONCE)
        | Q(follow__frequency=Follow.Frequency.DAILY, created_at__lt=day)
        | Q(follow__frequency=Follow.Frequency.WEEKLY, created_at__lt=week)
    )
    return AlertItem.objects.filter(due, mail__isnull=True, follow__confirmed_at__isnull=False)


def _send_mail(pk: int, now: datetime) -> bool:
    mail = _claim_mail(pk, now)
    if mail is None:
        return False
    doubtful = _find_doubtful_items(mail, now)
    try:
        message = make_message(mail, doubtful)
    except UnreadableAddressError as failure:
        _try_later(mail, now, failure)
        return False
    sent = _hand_over(mail, message, now)
    if sent:
        AlertMail.objects.filter(pk__in={item.mail_id for item in doubtful}).update(given_up_at=now)
    return sent


@transaction.atomic
def _claim_mail(pk: int, now: datetime) -> AlertMail | None:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    found = AlertMail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("subscriber")
    mail = found.filter(free, pk=pk, handed_at__isnull=True, given_up_at__isnull=True).first()
    if mail is not None:
        mail.claimed_at, mail.attempts = now, mail.attempts + 1
        mail.save(update_fields=["claimed_at", "attempts"])
    return mail


def _find_doubtful_items(mail: AlertMail, now: datetime) -> list[AlertItem]:
    """Items of earlier e-mails to the same reader of which no server said that it has them."""
    if mail.purpose == AlertMail.Purpose.CONFIRM:
        return []
    lost = AlertMail.objects.filter(
        subscriber=mail.subscriber, sent_at__isnull=True, given_up_at__isnull=True, handed_at__lt=now - CLAIM
    )
    return list(AlertItem.objects.filter(mail__in=lost).exclude(mail=mail).order_by("pk"))


def _hand_over(mail: AlertMail, message: EmailMessage, now: datetime) -> bool:
    backend = get_connection()
    try:
        backend.open()
    except (OSError, smtplib.SMTPException) as failure:  # there is no server to accept it
        _try_later(mail, now, failure)
        return False
    server = getattr(backend, "connection", None)
    try:
        if isinstance(server, smtplib.SMTP):
            return _talk(server, mail, message, now)
        if _mark_handed(mail, now):  # a backend without a server, as in development
            backend.send_messages([message])
            return _mark_sent(mail)
        return False
    finally:
        try:
            backend.close()
        except OSError as failure:
            log.info("The connection to the mail server did not close: %s", type(failure).__name__)


def _talk(server: smtplib.SMTP, mail: AlertMail, message: EmailMessage, now: datetime) -> bool:
    """Up to the text a failure lets it be tried again; after it only an answer that refuses does."""
    content = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's message takes it
    try:
        server.ehlo_or_helo_if_needed()
        for code, _ in (
            server.mail(_bare(message.from_email)),
            server.rcpt(message.to[0]),
        ):
            if code not in (250, 251):
                raise smtplib.SMTPResponseException(code, b"")
    except (OSError, smtplib.SMTPException, ValueError) as failure:
        _try_later(mail, now, failure)
        return False
    if not _mark_handed(mail, now):
        return False
    try:
        code, _ = server.data(content)
    except smtplib.SMTPDataError as refusal:  # it did not want the text
        _try_later(mail, now, refusal)
        return False
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("%s may not have gone out: %s", mail, type(failure).__name__)
        return False
    if code != 250:
        _try_later(mail, now, smtplib.SMTPResponseException(code, b""))
        return False
    return _mark_sent(mail)


def _bare(address: str) -> str:
    return address.rpartition("<")[2].rstrip(">")


def _mark_handed(mail: AlertMail, now: datetime) -> bool:
    """Return whether this worker alone may send it. It is committed before the text goes out."""
    mine = AlertMail.objects.filter(pk=mail.pk, handed_at__isnull=True, claimed_at=mail.claimed_at)
    return mine.update(handed_at=now) == 1


def _mark_sent(mail: AlertMail) -> bool:
    AlertMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return True


def _try_later(mail: AlertMail, now: datetime, failure: Exception) -> None:
    """Log the server's code and not its words, which quote the address."""
    code = getattr(failure, "smtp_code", type(failure).__name__)
    if mail.attempts >= MOST_MAIL_ATTEMPTS:
        _give_up(mail, f"it was not accepted {mail.attempts} times ({code})")
        return
    wait = FIRST_WAIT * 2 ** (mail.attempts - 1)
    log.warning("%s was not accepted (%s). It is tried again in %s.", mail, code, wait)
    AlertMail.objects.filter(pk=mail.pk).update(claimed_at=None, handed_at=None, not_before=now + wait)


def _give_up(mail: AlertMail, why: str) -> None:
    log.warning("%s is given up: %s.", mail, why)
    AlertMail.objects.filter(pk=mail.pk).update(given_up_at=timezone.now())


def delete_old_alerts(now: datetime | None = None) -> None:
    """Delete addresses that were not confirmed in time, and what was sent long ago."""
    at = now or timezone.now()
    Follow.objects.filter(confirmed_at__isnull=True, created_at__lt=at - UNCONFIRMED_KEPT).delete()
    Subscriber.objects.filter(follows__isnull=True, created_at__lt=at - UNCONFIRMED_KEPT).delete()
    AlertItem.objects.filter(mail__isnull=False, created_at__lt=at - KEPT).delete()
    AlertMail.objects.filter(created_at__lt=at - KEPT).delete()
