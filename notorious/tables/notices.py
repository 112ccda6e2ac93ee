"""Mistakes that an editor explained to readers in words: the table of corrections has them too."""

import re

from notorious.models import CorrectionNotice
from notorious.tables.changed import Correction

_PAGE = re.compile(r"/(?:editions/(?P<year>\d{4})/(?P<listed>[a-z0-9-]+)?|markets/(?P<market>[a-z0-9-]+))")
_NOT_A_MARKET = "changes"  # the one page of an edition that is about no listing of it


def describe_notice(row: CorrectionNotice) -> Correction:
    """Return a public notice as a correction, with the edition and market of the page that it concerns."""
    page = _PAGE.match(row.concerns)
    year, listed, market = page.groups() if page else (None, None, None)
    about = market or ("" if listed == _NOT_A_MARKET else listed) or ""
    assert row.published_at is not None  # the queryset says so
    return Correction(
        number=row.pk,
        row_kind="notice",
        row_id=f"{year}-{about}" if year and about else f"notice-{row.pk}",
        year=int(year) if year else None,
        market=about,
        field="notice",
        before=row.wrong,
        after=row.right,
        corrected_at=row.published_at,
        reason="",
    )
