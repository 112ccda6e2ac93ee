"""What the worker does for the pages."""

from celery import shared_task

from markets.models import DataVersion
from notorious.alerts.addresses import why_alerts_are_off
from notorious.alerts.detection import note_changes
from notorious.alerts.sending import delete_old_alerts, send_due_alerts
from notorious.exports import version_files
from notorious.exports.cache import EXPORTS, HEAVY_EXPORTS
from notorious.exports.versions import archive_due
from notorious.exports.worker_files import render_worker_files
from notorious.models import RenderedPage
from notorious.notifications.digest import send_due_digests
from notorious.page_cache.cached_page import build_id
from notorious.page_cache.middleware import prerender_pages
from notorious.page_cache.prerender import prerendered_paths
from notorious.reply.acts import delete_old_contacts


@shared_task
def render() -> None:
    """Render the pages and files that take longest where public data or the code changed since.

    A run that was interrupted is continued. The package of an archived version is that version's, and never written
    here; the last of the heavy files is.
    """
    fresh = RenderedPage.objects.filter(state=DataVersion.current().state, build_id=build_id())
    written = set(fresh.values_list("key", flat=True))
    if {*prerendered_paths(), HEAVY_EXPORTS[-1]} - written:
        EXPORTS.clear()  # what is in the table alone counts
        prerender_pages(HEAVY_EXPORTS)
    render_worker_files(written)


@shared_task
def write_version_file(label: str, name: str) -> None:
    """Write a file of an archived version that a reader asked for."""
    version_files.write_version_file(label, name)


@shared_task
def digest() -> None:
    """Send the daily digests that are due."""
    send_due_digests()


@shared_task
def alerts() -> None:
    """Note what changed for readers who follow it, and send the alerts that are due."""
    if not why_alerts_are_off():
        note_changes()
        send_due_alerts()
        delete_old_alerts()
    delete_old_contacts()


@shared_task
def archive() -> None:
    """Archive a version of the data if one is due."""
    archive_due()
