"""`/admin/digest/`: whether mail comes to the person who asks, and how to have none."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from markets.admin.rules import person
from notorious.models import Quiet, Told


def page(request: HttpRequest) -> HttpResponse:
    """Says how it stands; a POST switches the mail off or on for oneself, and for nobody else."""
    if not request.user.has_perm("notorious.view_assignment"):
        raise PermissionDenied
    me = person(request)
    if request.method == "POST":
        if request.POST.get("mail") == "off":
            Quiet.objects.get_or_create(person=me)
        else:
            Quiet.objects.filter(person=me).delete()
        return HttpResponseRedirect(reverse("digest"))
    told = Told.objects.filter(person=me).order_by("-told_at")
    context = {
        **admin.site.each_context(request),
        "title": "Digest by e-mail",
        "says": how_it_stands(me),
        "quiet": Quiet.objects.filter(person=me).exists(),
        "last": told.exclude(sent_at=None).first(),
        "doubtful": told.filter(sent_at=None).first(),
    }
    return TemplateResponse(request, "admin/digest.html", context)


def how_it_stands(me: User) -> str:
    """Whether a digest comes to this person, in one sentence; one query."""
    if not settings.EMAIL_URL:
        return "No digest goes out by e-mail: no mail server is set (EMAIL_URL)."
    if settings.DIGEST_AT is None:
        return "No digest goes out by e-mail: it is switched off for everybody (DIGEST_AT)."
    if not me.email:
        return "No digest comes to you: no e-mail address stands with your account."
    if Quiet.objects.filter(person=me).exists():
        return "No digest comes to you: you have switched it off."
    return f"What is new comes to {me.email} by e-mail, at most once a day, after {settings.DIGEST_AT:%H:%M} UTC."
