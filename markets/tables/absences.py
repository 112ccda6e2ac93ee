"""The table of absences: what sources say of markets that an edition does not list."""

from collections.abc import Iterator

from markets.models import Absence
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, describe_choices
from markets.tables.scope import Scope
from markets.tables.sister_lists import ANY_MARKET, ENDS, ReferenceRecord


def _absences(scope: Scope) -> Iterator[ReferenceRecord]:
    for row in Absence.objects.public().select_related("market__merged_into", "edition"):
        yield ReferenceRecord(scope, row, row.market.canonical.get_absolute_url())


ABSENCES = Table(
    name="absences",
    title="Absences",
    about="One row per market and edition that, as a source says, does not list it. A market may be missing for "
    "many reasons.",
    columns=(
        shared.YEAR,
        ANY_MARKET,
        Column(
            "what_happened",
            Type.WORD,
            "What had happened, as the source says.",
            "closed",
            lambda record: record.row.what_happened,
            words=describe_choices(Absence.WhatHappened),
        ),
        Column(
            "text",
            Type.TEXT,
            "What the source says, in our words.",
            "Not on the 2017 List.",
            lambda record: record.row.text,
            empty="nothing more is said",
        ),
        *ENDS,
    ),
    key=("year", "market"),
    records=_absences,
)
