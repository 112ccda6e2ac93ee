"""How a value is known. What the public sees rests on `official` and `secondary` alone."""

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
    TOPIC_ONLY = "topic_only", "the topic is known, its wording was not seen"
    OTHER_EDITION = "other_edition", "known from another edition"
    UNCONFIRMED = "unconfirmed", "unconfirmed"
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
