"""What becomes of a reply. Receiving it is nobody's act; deciding needs an editor."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from notorious.alerts.addresses import encrypt_text
from notorious.reply.models import Reply, ReplyAccess

PUBLISH_REPLY = "notorious.publish_reply"
CONTACT_KEPT = timedelta(days=365)


@transaction.atomic
def receive_reply(kind: str, sender: str, concerns: str, text: str, evidence: str, contact: str) -> str:
    """Store a reply for the desk; return the secret of its status page, which is stored nowhere."""
    secret = secrets.token_urlsafe(24)
    reply = Reply.objects.create(kind=kind, sender=sender, concerns=concerns, text=text, evidence=evidence)
    kept = encrypt_text(contact) if contact and settings.ALERTS_KEY else b""
    ReplyAccess.objects.create(reply=reply, secret_hash=hash_secret(secret), contact=kept)
    return secret


def hash_secret(secret: str) -> str:
    """Return how a secret is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action(PUBLISH_REPLY, public=True)
def publish_reply(reply: Reply, *, by: User) -> Reply:
    """Publish a reply from outside as it was sent. Raise Refusal if it is public already."""
    return _decide(reply, Reply.State.PUBLISHED, by)


@action(PUBLISH_REPLY)
def decline_reply(reply: Reply, *, by: User) -> Reply:
    """Decline a reply from outside; its sender reads the answer on the status page. Raise Refusal."""
    if reply.state == Reply.State.PUBLISHED:
        raise Refusal("This reply is public. Withdraw it instead.")
    if not reply.answer.strip():
        raise Refusal("Write an answer to the sender first. It says why the reply is declined.")
    return _decide(reply, Reply.State.DECLINED, by)


@action(PUBLISH_REPLY, public=True)
def withdraw_reply(reply: Reply, *, by: User) -> Reply:
    """Withdraw a published reply. Raise Refusal if it is not public."""
    if reply.state != Reply.State.PUBLISHED:
        raise Refusal("This reply is not public.")
    return _decide(reply, Reply.State.WITHDRAWN, by)


def _decide(reply: Reply, state: str, by: User) -> Reply:
    row = Reply.objects.select_for_update().get(pk=reply.pk)
    if row.state == state:
        raise Refusal(f"This reply is {row.get_state_display()} already.")
    now = timezone.now()
    row.state, row.decided_at, row.decided_by = state, now, by
    row.published_at = now if state == Reply.State.PUBLISHED else None
    row.save(update_fields=["state", "decided_at", "decided_by", "published_at"])
    return row


def delete_old_contacts(now: datetime | None = None) -> None:
    """Delete the contacts of senders whose reply was decided a year ago."""
    limit = (now or timezone.now()) - CONTACT_KEPT
    ReplyAccess.objects.filter(reply__decided_at__lt=limit).exclude(contact=b"").update(contact=b"")
