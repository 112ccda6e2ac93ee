"""`/.well-known/security.txt`: whom to tell of a hole (RFC 9116)."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

VALID_DAYS = 180


@require_safe
def show_security_contact(request: HttpRequest) -> HttpResponse:
    """Return the contact of the site. It expires on the first of a month, so that it is the same for weeks."""
    contact = f"mailto:{settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else f"{settings.SITE_URL}/about/"
    until = (timezone.now() + datetime.timedelta(days=VALID_DAYS)).replace(day=1)
    lines = (
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
