"""`/admin/digest/`: whether a person gets the digest, and a button to turn it off or on."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from markets.admin.rules import get_person
from notorious.models import DigestNotification, DigestOptOut


@permission_required("notorious.view_assignment", raise_exception=True)
def digest_page(request: HttpRequest) -> HttpResponse:
    """Show the state of the digest; a POST turns it off or on for the person who sends it."""
    me = get_person(request)
    if request.method == "POST":
        if request.POST.get("mail") == "off":
            DigestOptOut.objects.get_or_create(person=me)
        else:
            DigestOptOut.objects.filter(person=me).delete()
        return HttpResponseRedirect(reverse("digest"))
    sent = DigestNotification.objects.filter(person=me).order_by("-notified_at")
    context = {
        **admin.site.each_context(request),
        "title": "Digest by e-mail",
        "says": describe_digest(me),
        "opted_out": DigestOptOut.objects.filter(person=me).exists(),
        "last": sent.exclude(sent_at=None).first(),
        "doubtful": sent.filter(sent_at=None).first(),
    }
    return TemplateResponse(request, "admin/digest.html", context)


def describe_digest(me: User) -> str:
    """Return in one sentence whether this person gets the digest. One query."""
    if not settings.EMAIL_URL:
        return "No digest is sent: this site has no mail server."
    if settings.DIGEST_AT is None:
        return "No digest is sent: it is turned off for everybody."
    if not me.email:
        return "You get no digest: your account has no e-mail address."
    if DigestOptOut.objects.filter(person=me).exists():
        return "You get no digest: you have turned it off."
    return f"What is new is sent to {me.email}, at most once a day, after {settings.DIGEST_AT:%H:%M} UTC."
