"""Every format of a table: adding one is one entry in `FORMATS`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile, write_csv, write_json, write_ndjson, write_records
from notorious.exports.formats.xlsx import write_xlsx

SEPARATORS_OF_CSV = {"comma": ",", "semicolon": ";", "tab": "\t"}


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What an address may ask of a file beside its rows."""

    profile: Profile = Profile.RAW
    separator: str = "comma"
    shape: str = "envelope"


Writer = Callable[[Table, Iterable[Row], Scope, FormatOptions], bytes]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its ending, its media type, its name for readers, and what writes it.

    `by_worker`: the worker writes it, for whole tables; the web process only sends it. `compressed`: HTTP
    compression would not make it smaller.
    """

    extension: str
    media_type: str
    title: str
    use: str
    write: Writer
    compressed: bool = False
    by_worker: bool = field(default=False)


def _write_csv(table: Table, rows: Iterable[Row], scope: Scope, options: FormatOptions) -> bytes:
    separator = SEPARATORS_OF_CSV[options.separator]
    return write_csv(table.columns, rows, options.profile, separator)


def _write_json(table: Table, rows: Iterable[Row], scope: Scope, options: FormatOptions) -> bytes:
    records = options.shape == "records"
    return (write_records(table, rows) if records else write_json(table, rows, scope)).encode()


def _write_parquet(table: Table, rows: Iterable[Row], scope: Scope, options: FormatOptions) -> bytes:
    # pyarrow takes 100 MB of memory: the web process never imports it.
    from notorious.exports.formats.parquet import write_parquet

    return write_parquet(table, list(rows), scope)


_FORMATS = (
    ExportFormat(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel (XLSX)",
        "for spreadsheets",
        lambda table, rows, scope, options: write_xlsx(table, list(rows), scope),
        compressed=True,
    ),
    ExportFormat("csv", "text/csv; charset=utf-8; header=present", "CSV", "for code", _write_csv),
    ExportFormat("json", "application/json", "JSON", "for programs", _write_json),
    ExportFormat(
        "ndjson",
        "application/x-ndjson",
        "NDJSON",
        "one JSON object per line",
        lambda table, rows, scope, options: write_ndjson(table, rows).encode(),
    ),
    ExportFormat(
        "parquet",
        "application/vnd.apache.parquet",
        "Parquet",
        "for data frames",
        _write_parquet,
        compressed=True,
        by_worker=True,
    ),
)
FORMATS: dict[str, ExportFormat] = {each.extension: each for each in _FORMATS}
"""By their ending."""
LIST_FORMATS = [each for each in _FORMATS if not each.by_worker]
"""Those that a filtered list has."""
