"""How a value is known. What the public sees rests on `read` and `sourced` alone."""

from django.db import models


class Evidence(models.TextChoices):
    """How a listing is known."""

    READ = "read", "read in the report itself"
    SOURCED = "sourced", "a named source says so"
    PROBABLE = "probable", "probable"
    LEAD = "lead", "a lead, never a fact"


class Basis(models.TextChoices):
    """How one value of a row is known."""

    READ = "read", "read in the report itself"
    SOURCED = "sourced", "a named source says so"
    TOPIC_ONLY = "topic only", "the topic is known, its wording was not seen"
    OTHER_EDITION = "other_edition", "known from another edition"
    PROBABLE = "probable", "probable"
    INFERRED = "inferred", "inferred"
    RECALLED = "recalled", "recalled, not looked up"


PUBLIC = ("read", "sourced")


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
