"""Mistakes that an editor explained to readers in words: the table of corrections has them too."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from notorious.models import CorrectionNotice
from notorious.tables.changed import Correction

_PAGE = re.compile(r"/(?:editions/(?P<year>\d{4})/(?P<listed>[a-z0-9-]+)?|markets/(?P<market>[a-z0-9-]+))")
_NOT_A_MARKET = "changes"  # the one page of an edition that is about no listing of it


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says: the correction, with the edition and market of the page that it concerns."""

    number: int
    correction: Correction
    concerns: str
    wrong_since: datetime.date | None
    first_version: str
    last_version: str


def list_notices() -> list[Notice]:
    """Return the public ones: one query."""
    return [_notice(row) for row in CorrectionNotice.objects.public().order_by("pk")]


def _notice(row: CorrectionNotice) -> Notice:
    page = _PAGE.match(row.concerns)
    year, listed, market = page.groups() if page else (None, None, None)
    about = market or ("" if listed == _NOT_A_MARKET else listed) or ""
    assert row.published_at is not None  # the queryset says so
    correction = Correction(
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
    return Notice(row.pk, correction, row.concerns, row.wrong_since, row.first_version, row.last_version)
