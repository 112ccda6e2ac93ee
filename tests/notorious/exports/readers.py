"""Reads CSV files with pandas or DuckDB and prints the cells of each as JSON; run by the Python that has them.

`python tests/notorious/exports/readers.py pandas|duckdb FILE …`
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def by_pandas(path: str) -> list[list[str]]:
    """Every cell as text, the header too; a BOM is looked for by itself, as pandas does."""
    read: Any = import_module("pandas").read_csv
    return read(path, header=None, dtype=str, keep_default_na=False, skip_blank_lines=False).values.tolist()


def by_duckdb(path: str) -> list[list[str]]:
    """The same; DuckDB takes a blank for NULL."""
    query = (
        "SELECT * FROM read_csv(?, header=false, all_varchar=true, auto_detect=false, strict_mode=true,"
        " delim=',', quote='\"', escape='\"', columns=?, max_line_size=10000000)"
    )
    connect: Any = import_module("duckdb").connect
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        count = len(next(import_module("csv").reader(file)))
    # One thread keeps the order of the lines.
    session = connect(config={"threads": 1})
    rows = session.execute(query, [path, {f"c{number}": "VARCHAR" for number in range(count)}]).fetchall()
    return [["" if cell is None else cell for cell in row] for row in rows]


if __name__ == "__main__":
    read = {"pandas": by_pandas, "duckdb": by_duckdb}[sys.argv[1]]
    json.dump([read(path) for path in sys.argv[2:]], sys.stdout)
