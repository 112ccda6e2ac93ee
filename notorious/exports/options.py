"""The parameters of a download that are not filters."""

from collections.abc import Iterable, Sequence

from django.http import QueryDict

from markets.tables.columns import Row, Table
from markets.tables.filtering import BadFilter, word_refusal
from markets.tables.writer import Profile
from notorious.exports.formats import SEPARATORS_OF_CSV, FormatOptions
from notorious.tables.parameters import read_single_value
from notorious.tables.shaping import SHAPING_PARAMETERS, TableShape, pick_columns, sort_rows

SHAPES = ("envelope", "records")
EXPORT_PARAMETERS = ("profile", "separator", "shape", *SHAPING_PARAMETERS)


def read_options(query: QueryDict) -> FormatOptions:
    """Return the options that an address states. Raises BadFilter."""
    return FormatOptions(
        Profile(_choose(query, "profile", [str(each) for each in Profile])),
        _choose(query, "separator", list(SEPARATORS_OF_CSV)),
        _choose(query, "shape", SHAPES),
    )


def _choose(query: QueryDict, name: str, values: Sequence[str]) -> str:
    """Return one of the values; the first unless the address says otherwise."""
    value = read_single_value(query, name) or values[0]
    if value not in values:
        raise BadFilter(word_refusal(name, value, values))
    return value


def shape_rows(
    table: Table, rows: Iterable[Row], shape: TableShape, profile: Profile
) -> tuple[Table, Iterable[Row]]:
    """Return the table and the rows that a file has: sorted, and with the columns that are asked for."""
    names = shape.fields or (table.header if profile is Profile.BARE else ())
    if profile is Profile.BARE:
        names = [name for name in names if not names_version(name)]
    return pick_columns(table, sort_rows(table, rows, shape.sort) if shape.sort else rows, names)


def names_version(column: str) -> bool:
    """Return whether a column names the version itself, so that it differs in every row of two versions."""
    return column in ("data_version", "cite_as") or column.endswith("permalink")
