"""Four programs read the files back: Python's csv, pandas, DuckDB and LibreOffice, the same cells in each."""

import csv
import datetime
import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from markets.tables.cells import writer_of
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.guard import begins_like_a_formula
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.exports.formats import FormatOptions
from notorious.exports.render import render_export
from notorious.tables import TABLES
from tests.notorious.exports.conftest import RecordRows
from tests.tools import absent, tool_python

HOSTILE = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        " =1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "＝1+1",
        "\t=1+1",
        "\n=1+1",
        "'=1+1",
    ),
    *(
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://x.example","y")',
        "=WEBSERVICE(1)",
        "-2+3+cmd|1",
        "'",
        "''two",
    ),
    *(
        'a"b',
        '"',
        '""',
        '","',
        "a,b;c\td|e",
        "two\nlines",
        "\n",
        "ends with\n",
        '"\n"',
        "\\N",
        "\\",
        "a\\",
        '\\"',
    ),
    *(
        "NULL",
        "NA",
        "nan",
        "None",
        "TRUE",
        "007",
        "1e5",
        "0x1F",
        "2017-01-12",
        "1/2",
        "12:30",
        "#N/A",
        "#REF!",
    ),
    *(
        " leads",
        "trails ",
        "  ",
        "",
        "naïve",
        "e\u0301",
        "淘宝网",
        "한국",
        "🏴‍☠️",
        "مرحبا",
        "\u202eabc",
        "x" * 30_000,
    ),
)
RETURNS = ("two\r\nlines", "lone\rreturn", "\r=1+1", "\r", "\r\n", "\x01\x1f", "\x85", "\u2028", "\x0b")
"""Which a spreadsheet turns into line ends of its own, or cannot hold."""
ODD = Table(
    name="odd",
    title="",
    about="",
    columns=[
        Column("id", Type.ID, "", ""),
        *(Column(f"t{n}", Type.TEXT, "", "") for n in range(3)),
        Column("number", Type.INTEGER, "", "", empty="none"),
    ],
    key=("id",),
    records=lambda scope: (),
)

_SCOPE = Scope("v2026.1", "v2026.1", 1, datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC))

Cells = list[list[str]]
Reader = Callable[..., list[Cells]]
Office = Callable[..., dict[Path, Path]]


def _odd(values: tuple[str, ...]) -> list[Row]:
    """Each value first, in the middle and last of the free text of a line, among others."""
    near = [values[(at + 1) % len(values)] for at in range(len(values))]
    rows = zip(values, near, strict=True)
    return [(f"row-{at}", one, other, one, at if at % 2 else None) for at, (one, other) in enumerate(rows)]


def _cells(table: Table, rows: list[Row], profile: Profile) -> Cells:
    """The cells as they were written."""
    writers = [writer_of(column, guarded=profile is Profile.EXCEL) for column in table.columns]
    return [
        table.header,
        *([write(value) for write, value in zip(writers, row, strict=True)] for row in rows),
    ]


def _cells_of(path: Path) -> Cells:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _by_csv(*paths: Path) -> list[Cells]:
    return [_cells_of(path) for path in paths]


def _by_tool(name: str) -> Reader:
    def read(*paths: Path) -> list[Cells]:
        script = Path(__file__).parent / "readers.py"
        done = subprocess.run([tool_python(name), script, name, *paths], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return read


READERS: dict[str, Reader] = {"csv": _by_csv, "pandas": _by_tool("pandas"), "duckdb": _by_tool("duckdb")}


@pytest.fixture(scope="module")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Runs LibreOffice's import of CSV files: (paths, to, columns as text, formulas allowed) → the new files.

    It is started once for all of them: its start takes longer than a file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        absent("LibreOffice was not found: install libreoffice-calc", "NOTORIOUS_REQUIRE_OFFICE")
    home = tmp_path_factory.mktemp("office")

    def convert(paths: Sequence[Path], to: str, columns: int = 0, evaluate: bool = False) -> dict[Path, Path]:
        as_text = "/".join(f"{number + 1}/2" for number in range(columns))
        # separator, quote, UTF-8, first line, columns, language, quoted is text, numbers, …, evaluate formulas
        given = f"44,34,76,1,{as_text},1033,false,true,false,false,false,0,{str(evaluate).lower()}"
        # comma, quote, UTF-8, all text in quotes, cells as shown
        wanted = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,false,true", "fods": "fods"}[
            to
        ]
        out = paths[0].parent / f"out-{evaluate}"
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={home.as_uri()}"]
        command += [f"--infilter=CSV:{given}", "--convert-to", wanted, "--outdir", str(out), *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180)
        made = {path: out / f"{path.stem}.{to}" for path in paths}
        assert all(file.exists() for file in made.values()), done.stderr
        return made

    yield convert


def _write_files(folder: Path, tables: Iterable[tuple[Table, list[Row]]]) -> dict[Path, Cells]:
    """Write a file of each table in each profile; return the cells that each was made of."""
    expected: dict[Path, Cells] = {}
    for table, rows in tables:
        for profile in Profile:
            path = folder / f"{table.name}-{profile}.csv"
            path.write_bytes(render_export(table, rows, _SCOPE, "csv", FormatOptions(profile)).content)
            expected[path] = _cells(table, rows, profile)
    return expected


@pytest.mark.django_db
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.wide
def test_hostile_cells_and_every_cell_of_the_record_come_back_as_they_were_written(
    reader: str, record_rows: RecordRows, tmp_path: Path
) -> None:
    tables = [(table, record_rows.rows[name]) for name, table in TABLES.items()]
    expected = _write_files(tmp_path, [(ODD, _odd((*HOSTILE, *RETURNS))), *tables])
    for path, found in zip(expected, READERS[reader](*expected), strict=True):
        assert found == expected[path], path.stem


@pytest.mark.wide
@pytest.mark.django_db
def test_libreoffice_reads_the_same_cells(record_rows: RecordRows, tmp_path: Path, soffice: Office) -> None:
    timeline = (TABLES["timeline"], record_rows.rows["timeline"])
    expected = _write_files(tmp_path, [(ODD, _odd(HOSTILE)), timeline])
    found = soffice(list(expected), "csv", columns=len(TABLES["timeline"].columns))
    for path, cells in expected.items():
        assert _cells_of(found[path]) == cells, path.stem


@pytest.mark.wide
def test_libreoffice_evaluates_nothing_even_where_it_may(tmp_path: Path, soffice: Office) -> None:
    formulas = tuple(text for text in HOSTILE if begins_like_a_formula(text))
    assert len(formulas) > 10
    paths = {profile: tmp_path / f"{profile}.csv" for profile in Profile}
    for profile, path in paths.items():
        path.write_bytes(render_export(ODD, _odd(formulas), _SCOPE, "csv", FormatOptions(profile)).content)
    found = {
        (profile, evaluate): made[path].read_text().count("table:formula=")
        for evaluate in (False, True)
        for made in [soffice(list(paths.values()), "fods", evaluate=evaluate)]
        for profile, path in paths.items()
    }
    assert found[Profile.RAW, False] == found[Profile.EXCEL, False] == found[Profile.EXCEL, True] == 0
    assert found[Profile.RAW, True] > 0, "the check itself sees no formula"
