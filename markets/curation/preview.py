"""A publication that is tried and rolled back, so that a preview shows exactly what readers would see."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from markets.curation.publishing import swap_in_draft
from markets.curation.refusal import public_act
from markets.curation.report_citation import cite_report, state_completeness
from markets.models import Edition, Reading


@contextmanager
def preview_publication(edition: Edition, reading: Reading) -> Iterator[Edition]:
    """Inside, the database is as it would be after publishing the draft; at the end everything is rolled back.

    Every row of the draft must have a market. What `once_per_revision` caches inside is of a state of its own.
    """
    with transaction.atomic():
        with public_act("preview"):
            edition = Edition.objects.get(pk=edition.pk)
            reading = Reading.objects.get(pk=reading.pk)
            swap_in_draft(edition, reading)
            edition.published_at = edition.published_at or timezone.now()
            edition.save()
            state_completeness(edition, cite_report(edition, reading))
            connection.check_constraints()
            yield Edition.objects.get(pk=edition.pk)
        transaction.set_rollback(True)
