"""How a value is known. What the public sees rests on `official` and `secondary` alone."""

import datetime
from functools import lru_cache

from django.db import models


class Evidence(models.TextChoices):
    """How a listing is known."""

    OFFICIAL = "official", "official report"
    SECONDARY = "secondary", "secondary source"
    UNCONFIRMED = "unconfirmed", "unconfirmed"
    LEAD = "lead", "a lead, never a fact"


class Basis(models.TextChoices):
    """How one value of a row is known."""

    OFFICIAL = "official", "official report"
    SECONDARY = "secondary", "secondary source"
    TOPIC_ONLY = "topic_only", "topic confirmed, exact wording not"
    OTHER_EDITION = "other_edition", "known from another edition"
    UNCONFIRMED = "unconfirmed", "unconfirmed"
    LEAD = "lead", "a lead, never a fact"
    INFERRED = "inferred", "inferred"
    RECALLED = "recalled", "recalled, not looked up"


PUBLIC = ("official", "secondary")
PUBLIC_SQL = "('official', 'secondary')"
"""The same as SQL, for the conditions of triggers."""


class TextMode(models.TextChoices):
    """What a text is to the words of its author."""

    VERBATIM = "verbatim", "verbatim"
    ELIDED = "elided", "verbatim with words left out"
    TRANSLATED = "translated", "translated"
    PARAPHRASE = "paraphrase", "paraphrased"


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"


ISO_LENGTHS = {"day": 10, "month": 7, "year": 4}
"""Characters of an ISO date that a precision keeps."""


@lru_cache(maxsize=4096)
def format_iso_date(day: datetime.date | None, precision: str) -> str:
    """`2018-01-12`, `2026-03`, `2019`, as exactly as it is known; empty where it is not."""
    return day.isoformat()[: ISO_LENGTHS[precision]] if day else ""


def format_date(day: datetime.date, precision: str) -> str:
    """`12 January 2018`, `March 2026`, `2019`, as exactly as it is known."""
    if precision == "year":
        return str(day.year)
    month = day.strftime("%B %Y")
    return f"{day.day} {month}" if precision == "day" else month
