"""Columns of the timeline that say what one needs to read a row alone: its entry, its operators, its edition."""

from dataclasses import replace

from markets.tables import shared
from markets.tables.columns import Column, Type
from markets.tables.partial_dates import day_columns

NO_LISTING = "the market is not listed, or we have not classified it"
NOT_COVERED = "the edition does not cover markets of this kind"

_COLUMNS = (
    shared.COUNTRY_ISO3,
    replace(shared.CATEGORY, empty=NO_LISTING),
    replace(shared.HARM, empty=NO_LISTING),
    replace(shared.CITY, empty="the market is not listed, or no city is known"),
    Column(
        "operators",
        Type.CODES,
        "Ids of the parties that operate the market in this year, as far as a source says, separated by spaces.",
        "alibaba-group",
        lambda entry: list(entry.operators),
        empty="no source that we know names one",
    ),
    Column(
        "operator_names",
        Type.TEXTS,
        "The names of these parties, in the same order.",
        "Alibaba Group",
        lambda entry: list(entry.operators.values()),
        empty="no source that we know names one",
    ),
    replace(shared.ENTRY, empty="the market is not listed, or the entry names this market alone"),
    Column(
        "edition_complete",
        Type.BOOLEAN,
        "Whether our list of this kind is complete for the edition. Where it is not, counts are too low.",
        "true",
        lambda entry: entry.coverage.complete if entry.coverage else None,
        empty=NOT_COVERED,
    ),
    Column(
        "edition_stated",
        Type.INTEGER,
        "How many markets of this kind USTR says that the edition lists.",
        "25",
        lambda entry: entry.coverage.stated if entry.coverage else None,
        empty="no count that we know is stated",
    ),
    Column(
        "edition_identified",
        Type.INTEGER,
        "How many entries of this kind we have identified in the edition. This can exceed edition_stated: sources "
        "name markets, and one entry can name several.",
        "25",
        lambda entry: entry.coverage.identified if entry.coverage else None,
        empty=NOT_COVERED,
    ),
    *day_columns(shared.RELEASED_ON),
)
CONTEXT_COLUMNS = tuple(replace(column, since="v2026.2") for column in _COLUMNS)
