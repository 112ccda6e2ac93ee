"""What a look brought becomes finds: items in the curators' queue."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from markets.ingest.sources import Found, SourceChanged
from markets.ingest.sources.federal_register import Notice
from markets.ingest.sources.found import identity
from markets.models import Edition, Find, Source


@transaction.atomic
def keep(source: Source, found: Iterable[Found], notices: Iterable[Notice] = ()) -> list[Find]:
    """The finds that are new: known by their address, whichever source led to them."""
    with connection.cursor() as cursor:  # two sources may lead to the same thing at the same moment
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('finds'))")
    held = {identity(url) for url in Find.objects.values_list("url", flat=True)}
    told = {notice.url: notice for notice in notices}
    new = []
    for each in found:
        if each.identity in held:
            continue
        held.add(each.identity)
        notice = told.get(each.url)
        new.append(
            Find.objects.create(
                source=source,
                url=each.url,
                title=each.title[:500],
                kind=each.kind,
                published_on=each.published_on,
                note=each.note,
                docket_id=(notice.docket or "")[:40] if notice else "",
                comments_due_on=notice.comments_due if notice else None,
                rebuttals_due_on=notice.rebuttals_due if notice else None,
            )
        )
    return new


def docket_to_ask() -> str:
    """The newest docket that is known, from a notice or from an edition. Raises SourceChanged where none is."""
    notices = Find.objects.filter(kind="notice").exclude(docket_id="").exclude(published_on=None)
    latest = notices.order_by("-published_on").first()
    edition = Edition.objects.exclude(docket_id="").order_by("-year").first()
    # the notice of a year's review comes out in that year, before its edition is known
    noticed = latest.published_on.year if latest and latest.published_on else 0
    if latest and (edition is None or noticed >= edition.year):
        return latest.docket_id
    if edition is None:
        raise SourceChanged("No notice and no edition has told a docket to ask Regulations.gov about.")
    return edition.docket_id
