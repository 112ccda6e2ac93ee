"""What the worker does for the pages."""

from __future__ import annotations

from celery import shared_task

from markets.models import DataVersion
from notorious.exports.minting import keep_due
from notorious.exports.prepare import prepare_due
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


# These two take minutes of a million rows; a second one that comes meanwhile ends at once.
@shared_task(soft_time_limit=3000, time_limit=3600)
def keep() -> None:
    """Keeps a version of the data where one is due."""
    keep_due()


@shared_task(soft_time_limit=3000, time_limit=3600)
def prepare() -> None:
    """Writes the files of whole tables ahead of their readers, where public data changed since."""
    prepare_due()
