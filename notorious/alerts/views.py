"""`/alerts/`: follow something, confirm it, change it, end it. Every change is a POST, so no mail scanner makes one."""

import contextlib
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notorious.alerts.addresses import (
    LONGEST_ADDRESS,
    BadLink,
    normalize_address,
    read_confirmation,
    read_management,
    sign_management,
    why_alerts_are_off,
)
from notorious.alerts.detection import confirm_follow
from notorious.alerts.followed import BadFollow, name_followed, read_followed
from notorious.alerts.models import AlertItem, Follow, Subscriber
from notorious.alerts.subscribing import is_overloaded, request_alerts
from notorious.limits import check_rate_limit, rate_limited_response

LONGEST_FOLLOWED = 60_000  # characters: a thousand hosts
ITEMS_LISTED = 200
View = Callable[..., HttpResponse]


class FollowForm(forms.Form):
    """What to follow, where to write, and how often."""

    kind = forms.ChoiceField(label="What do you want to follow?", choices=Follow.Kind.choices)
    value = forms.CharField(
        label="Which one?", max_length=LONGEST_FOLLOWED, widget=forms.Textarea(attrs={"rows": 3})
    )
    email = forms.CharField(
        label="Your e-mail address",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = forms.ChoiceField(
        label="How often?", choices=Follow.Frequency.choices, initial=Follow.Frequency.DAILY
    )
    website = forms.CharField(required=False)  # hidden from people; programs fill it in

    def clean_email(self) -> str:
        return normalize_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, str]:
        cleaned: dict[str, str] = super().clean() or {}
        if "kind" in cleaned and "value" in cleaned:
            try:
                cleaned["value"] = read_followed(cleaned["kind"], cleaned["value"])
            except BadFollow as problem:
                self.add_error("value", ValidationError(str(problem)))
        return cleaned


def private(*methods: str) -> Callable[[View], View]:
    """Return a page that no cache keeps and whose address no other site learns; forms of other sites are refused.

    It has no cookie that a forged form could use, and needs no CSRF token.
    """

    def wrap(view: View) -> View:
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", *methods])
        @wraps(view)
        def answer(request: HttpRequest, **named: str) -> HttpResponse:
            if request.method == "POST" and _is_foreign(request):
                raise PermissionDenied
            response = view(request, **named)
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "same-origin"  # without a referrer forms would have no origin
            return response

        return answer

    return wrap


def _is_foreign(request: HttpRequest) -> bool:
    """Return whether another site's page sent the form. Mail programs send no origin at all."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


@private("POST")
def show_alerts(request: HttpRequest) -> HttpResponse:
    """Return the form, and the same answer to every address."""
    off = why_alerts_are_off()
    if off:
        return render(request, "alerts/alerts.html", {"off": off})
    if request.method != "POST":
        known = {name: request.GET[name][:300] for name in ("kind", "value") if name in request.GET}
        form = FollowForm(initial={"frequency": Follow.Frequency.DAILY, **known})
        return render(request, "alerts/alerts.html", {"form": form})
    if seconds := check_rate_limit(request, "alerts"):
        return rate_limited_response(request, seconds)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return render(request, "alerts/alerts.html", {"form": form}, status=400)
    if is_overloaded():
        return render(request, "alerts/alerts.html", {"form": form, "overloaded": True}, status=503)
    asked = form.cleaned_data
    if not asked["website"]:
        request_alerts(asked["email"], asked["kind"], asked["value"], asked["frequency"])
    what = name_followed(asked["kind"], asked["value"])
    return render(request, "alerts/asked.html", {"what": what})


@private("POST")
def confirm_alerts(request: HttpRequest, token: str) -> HttpResponse:
    """Return the link of the first e-mail: a button, since programs open links too."""
    try:
        pk, nonce = read_confirmation(token)
    except BadLink:
        raise Http404(_DEAD_LINK) from None
    follow = Follow.objects.filter(pk=pk, nonce=nonce).select_related("subscriber").first()
    if follow is None:
        raise Http404(_DEAD_LINK)
    if request.method == "POST":
        follow = confirm_follow(pk, nonce)
        if follow is None:
            raise Http404(_DEAD_LINK)
        return redirect("alerts-mine", sign_management(follow.subscriber.pk, follow.subscriber.nonce))
    shown = {"follow": follow, "what": name_followed(follow.kind, follow.value)}
    return render(request, "alerts/confirm.html", shown)


_DEAD_LINK = "This link is not valid, or no longer. Ask for alerts again on the page Alerts."


def _find_subscriber(token: str) -> Subscriber:
    try:
        pk, nonce = read_management(token)
    except BadLink:
        raise Http404(_DEAD_LINK) from None
    found = Subscriber.objects.filter(pk=pk, nonce=nonce).first()
    if found is None:
        raise Http404(_DEAD_LINK)
    return found


@private("POST")
def manage_alerts(request: HttpRequest, token: str) -> HttpResponse:
    """Return what the subscriber follows, with buttons, and the alerts of the last thirty days."""
    subscriber = _find_subscriber(token)
    follows = subscriber.follows.filter(confirmed_at__isnull=False)
    if request.method == "POST":
        chosen = request.POST.get("follow", "")
        follow = (
            follows.filter(pk=chosen).first()
            if chosen.isascii() and chosen.isdigit() and len(chosen) < 19
            else None
        )
        if follow is None:
            raise Http404("You do not follow this any more.")
        _change_follow(follow, request.POST.get("frequency", ""))
        return redirect("alerts-mine", token)
    shown = {
        "follows": [(each, name_followed(each.kind, each.value)) for each in follows.order_by("pk")],
        "items": AlertItem.objects.filter(follow__in=follows).order_by("-pk")[:ITEMS_LISTED],
        "frequencies": Follow.Frequency.choices,
        "token": token,
    }
    return render(request, "alerts/mine.html", shown)


@transaction.atomic
def _change_follow(follow: Follow, frequency: str) -> None:
    if frequency in Follow.Frequency.values:
        follow.frequency = frequency
        follow.save(update_fields=["frequency"])
    elif frequency == "stop":
        follow.delete()


@private("POST")
def end_alerts(request: HttpRequest, token: str) -> HttpResponse:
    """One click in a mail program (RFC 8058) or a button: the address and all that hangs on it are deleted."""
    if request.method != "POST":
        _find_subscriber(token)
        return render(request, "alerts/off.html")
    with contextlib.suppress(Http404):  # it is done already: a second click is no error
        _find_subscriber(token).delete()
    return render(request, "alerts/off.html", {"done": True})


@private()
def show_privacy(request: HttpRequest) -> HttpResponse:
    """`/privacy/`: what is kept, and how long."""
    return render(request, "alerts/privacy.html", {"off": why_alerts_are_off()})
