"""Corrections that were told to readers in words: they stand in the table of corrections too."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from notorious.models import CorrectionNotice

_PAGE = re.compile(r"/(?:editions/(?P<year>\d{4})/(?P<listed>[a-z0-9-]+)?|markets/(?P<market>[a-z0-9-]+))")
_NOT_A_MARKET = "changes"  # the one page of an edition that is about no listing of it


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says, and the edition and market of the page that it concerns, as far as it names them."""

    number: int
    wrong: str
    right: str
    concerns: str
    year: int | None
    market: str
    wrong_since: datetime.date | None
    first_version: str
    last_version: str
    published_at: datetime.datetime


def notices() -> list[Notice]:
    """The public ones: one query."""
    return [_notice(row) for row in CorrectionNotice.objects.public().order_by("pk")]


def _notice(row: CorrectionNotice) -> Notice:
    page = _PAGE.match(row.concerns)
    year, listed, market = page.groups() if page else (None, None, None)
    named = market or ("" if listed == _NOT_A_MARKET else listed) or ""
    assert row.published_at is not None  # the queryset says so
    return Notice(
        row.pk,
        row.wrong,
        row.right,
        row.concerns,
        int(year) if year else None,
        named,
        row.wrong_since,
        row.first_version,
        row.last_version,
        row.published_at,
    )
