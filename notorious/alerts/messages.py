"""The text of the e-mails. Links are made when an e-mail goes out, so that none of them is stored."""

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage

from markets.text.counts import format_count
from markets.text.one_line import put_on_one_line
from notorious.alerts.addresses import decrypt_text, sign_confirmation, sign_management
from notorious.alerts.followed import name_followed
from notorious.alerts.models import AlertItem, AlertMail, Subscriber

ITEMS_SHOWN = 30  # of one thing in one e-mail
LONGEST_ITEM = 600


class UnreadableAddressError(Exception):
    """The present key does not open the address. The right one may come back."""


def make_message(mail: AlertMail, doubtful: Sequence[AlertItem]) -> EmailMessage:
    """Return the e-mail. Raises UnreadableAddressError. `doubtful` items were in one that may not have arrived."""
    address = decrypt_text(mail.subscriber.address)
    if not address:
        raise UnreadableAddressError
    if mail.purpose == AlertMail.Purpose.CONFIRM:
        subject, body = _write_confirmation(mail)
    else:
        subject, body = _write_changes(mail, doubtful)
    token = sign_management(mail.subscriber.pk, mail.subscriber.nonce)
    off = f"{settings.SITE_URL}/alerts/off/{token}/"
    headers = {
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<alert-{mail.pk}-{mail.subscriber.nonce}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>",
    }
    if mail.purpose == AlertMail.Purpose.CHANGES:
        headers |= {
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Precedence": "list",
        }
        own = make_manage_link(mail.subscriber)
        body += f"\n--\nChange what you follow or how often: {own}\nEnd all alerts: {off}\n"
    sender = formataddr(("Notorious Markets", settings.DEFAULT_FROM_EMAIL))
    return EmailMessage(subject, body, sender, [address], headers=headers)


def make_manage_link(subscriber: Subscriber) -> str:
    """Return the subscriber's own page."""
    return f"{settings.SITE_URL}/alerts/mine/{sign_management(subscriber.pk, subscriber.nonce)}/"


def _write_confirmation(mail: AlertMail) -> tuple[str, str]:
    follow = mail.follow
    if follow is None:
        raise ValueError(f"{mail} has nothing to confirm")
    what = put_on_one_line(name_followed(follow.kind, follow.value), 200)
    link = f"{settings.SITE_URL}/alerts/confirm/{sign_confirmation(follow.pk, follow.nonce)}/"
    body = (
        f"Someone, probably you, asked for e-mails about {what}, {follow.get_frequency_display()}.\n\n"
        f"To receive them, open this page within three days and press the button:\n{link}\n\n"
        "If this was not you, ignore this message. You will get no further e-mails, and we delete your address "
        "after three days.\n"
    )
    return f"Confirm: alerts about {what}", body


def _write_changes(mail: AlertMail, doubtful: Sequence[AlertItem]) -> tuple[str, str]:
    items = list(mail.items.select_related("follow").order_by("follow_id", "pk"))
    groups: dict[int, list[AlertItem]] = {}
    for item in items:
        groups.setdefault(item.follow_id, []).append(item)
    names = {pk: name_followed(group[0].follow.kind, group[0].follow.value) for pk, group in groups.items()}
    parts = [_write_group(names[pk], group) for pk, group in groups.items()]
    if doubtful:
        parts.append(_write_group("an earlier e-mail that may not have reached you", doubtful))
    first = put_on_one_line(next(iter(names.values()), "what you follow"), 100)
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{format_count(len(items), 'change')}: {first}{more}", "\n\n".join(parts) + "\n"


def _write_group(name: str, items: Sequence[AlertItem]) -> str:
    lines = [f"About {put_on_one_line(name, 200)}:"]
    for item in items[:ITEMS_SHOWN]:
        lines.append(f"- {put_on_one_line(item.text, LONGEST_ITEM)}\n  {settings.SITE_URL}{item.path}")
    if len(items) > ITEMS_SHOWN:
        lines.append(f"… and {len(items) - ITEMS_SHOWN} more. Your page has all of them.")
    return "\n".join(lines)
