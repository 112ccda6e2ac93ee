"""Django's own checks, with the admin's pages read as the site reads them."""

from django.core.checks import run_checks
from django.urls import get_resolver


def test_every_check_of_django_passes_with_the_admins_pages_read() -> None:
    assert get_resolver().url_patterns
    assert run_checks() == []
