"""`/reply/`: the form, the sender's status page, and what was published."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from markets.paging import get_page
from notorious.alerts.views import private
from notorious.limits import check_rate_limit, rate_limited_response
from notorious.reply.acts import hash_secret, receive_reply
from notorious.reply.models import Reply

LONGEST_REPLY, LONGEST_EVIDENCE, LONGEST_CONTACT = 6000, 3000, 254
MOST_BYTES_OF_REPLY = 100_000
REPLIES_A_DAY = 200
SECRET_LENGTH = 32


class ReplyForm(forms.Form):
    """What a sender writes. Links are text; nothing of it is markup."""

    kind = forms.ChoiceField(label="What do you send?", choices=Reply.Kind.choices)
    concerns = forms.CharField(
        label="What does it concern?",
        max_length=300,
        help_text="The address of a page of this site, or the name of a market.",
    )
    sender = forms.CharField(label="Who are you?", max_length=200, help_text="This is published.")
    text = forms.CharField(
        label="Your words",
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=f"At most {LONGEST_REPLY} characters. They are published as they are, or not at all.",
    )
    evidence = forms.CharField(
        label="Evidence",
        required=False,
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Addresses of documents, one a line. A correction needs at least one.",
    )
    contact = forms.EmailField(
        label="Your e-mail address, for questions",
        required=False,
        max_length=LONGEST_CONTACT,
        help_text="Optional, kept encrypted, never published.",
    )
    website = forms.CharField(required=False)  # hidden from people; programs fill it in

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.ALERTS_KEY:
            del self.fields["contact"]

    def clean(self) -> dict[str, str]:
        cleaned: dict[str, str] = super().clean() or {}
        if cleaned.get("kind") == Reply.Kind.CORRECTION and not cleaned.get("evidence", "").strip():
            self.add_error("evidence", "A correction needs evidence. Give the address of a document.")
        return cleaned


@private("POST")
def show_reply(request: HttpRequest) -> HttpResponse:
    """Return the form with the rule of publication; a reply leads to its status page."""
    if request.method != "POST":
        form = ReplyForm(initial={"concerns": request.GET.get("concerns", "")[:300]})
        return render(request, "reply/reply.html", {"form": form})
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MOST_BYTES_OF_REPLY:
        shown = {
            "form": ReplyForm(),
            "problem": "The reply is too long. Shorten it, and give addresses instead.",
        }
        return render(request, "reply/reply.html", shown, status=413)
    if seconds := check_rate_limit(request, "replies"):
        return rate_limited_response(request, seconds)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return render(request, "reply/reply.html", {"form": form}, status=400)
    if Reply.objects.filter(received_at__gte=timezone.now() - timedelta(days=1)).count() >= REPLIES_A_DAY:
        shown = {"form": form, "problem": "Too many replies came in today. Send yours again tomorrow."}
        return render(request, "reply/reply.html", shown, status=503)
    sent = form.cleaned_data
    if sent["website"]:  # a program: it learns nothing
        return render(
            request, "reply/reply.html", {"form": ReplyForm(), "problem": "Nothing was sent."}, status=400
        )
    secret = receive_reply(
        sent["kind"],
        sent["sender"],
        sent["concerns"],
        sent["text"],
        sent["evidence"],
        sent.get("contact", ""),
    )
    return redirect("reply-status", secret)


@private()
def show_reply_status(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the sender's own page, by a link that nobody else has."""
    reply = Reply.objects.filter(access__secret_hash=hash_secret(secret)).first()
    if reply is None or len(secret) != SECRET_LENGTH:
        raise Http404("There is no reply at this address. Check that the whole link was copied.")
    return render(request, "reply/status.html", {"reply": reply})


@require_safe
def show_published_replies(request: HttpRequest) -> HttpResponse:
    """Return what editors published, the latest first."""
    page = get_page(list(Reply.objects.public().order_by("-published_at", "-pk")), request.GET)
    return render(request, "reply/published.html", {"page": page})
