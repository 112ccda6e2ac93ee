"""What the worker does for the pages."""

from __future__ import annotations

from celery import shared_task

from markets.models import DataVersion
from notorious.exports.versions import archive_due
from notorious.models import RenderedPage
from notorious.notifications.digest import send_due_digests
from notorious.pages.rendered import paths, render_all
from notorious.pages.stored import release


@shared_task
def render() -> None:
    """Renders the heavy pages ahead of their readers, where public data or the code changed since."""
    fresh = RenderedPage.objects.filter(revision=DataVersion.current().revision, release=release())
    if set(paths()) - set(fresh.values_list("key", flat=True)):
        render_all()


@shared_task
def digest() -> None:
    """Send the daily digests that are due."""
    send_due_digests()


@shared_task
def archive() -> None:
    """Archives a version of the data where one is due."""
    archive_due()
