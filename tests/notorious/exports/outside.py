"""Reads what a server offers with a program of others; run by the Python that has it.

`python tests/notorious/exports/outside.py pandas|polars|duckdb|extruct|feedparser|pybtex ADDRESS`
"""

import io
import json
import sys
import urllib.request
from importlib import import_module
from typing import Any


def _fetch(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def by_pandas(site: str) -> Any:
    pandas: Any = import_module("pandas")
    csv = pandas.read_csv(f"{site}/data/timeline.csv", keep_default_na=False)
    records = pandas.read_json(f"{site}/data/timeline.json?shape=records")
    lines = pandas.read_json(f"{site}/data/timeline.ndjson", lines=True)
    days = pandas.to_datetime(csv.released_from)
    return {
        "rows": [len(csv), len(records), len(lines)],
        "version": sorted(set(csv.data_version)),
        "same": bool((csv.row_id == records.row_id).all() and (csv.row_id == lines.row_id).all()),
        "first_day": str(days.min().date()),
    }


def by_polars(site: str) -> Any:
    polars: Any = import_module("polars")
    csv = polars.read_csv(io.BytesIO(_fetch(f"{site}/data/timeline.csv")), infer_schema_length=None)
    parquet = polars.read_parquet(io.BytesIO(_fetch(f"{site}/data/timeline.parquet")))
    same = csv["row_id"].to_list() == parquet["row_id"].to_list()
    return {"rows": [len(csv), len(parquet)], "same": same, "codes": str(parquet.schema["country_codes"])}


def by_duckdb(site: str) -> Any:
    import_module("duckdb_extensions").import_extension("httpfs")
    session = import_module("duckdb").connect()
    session.execute("LOAD httpfs")
    query = "SELECT count(*), min(released_from)::VARCHAR, any_value(data_version) FROM "
    addresses = (f"read_{form}('{site}/data/timeline.{form}')" for form in ("csv", "parquet"))
    return [session.execute(query + source).fetchone() for source in addresses]


def by_extruct(site: str) -> Any:
    extract: Any = import_module("extruct").extract
    found = {}
    for path in ("/", "/data/", "/markets/taobao/"):
        data = extract(_fetch(f"{site}{path}"), base_url=site, syntaxes=["json-ld", "opengraph"])
        kinds = [thing["@type"] for each in data["json-ld"] for thing in each.get("@graph", [each])]
        found[path] = {"kinds": sorted(kinds), "opengraph": len(data["opengraph"][0]["properties"])}
    return found


def by_feedparser(site: str) -> Any:
    parse: Any = import_module("feedparser").parse
    names = (
        "editions",
        "changes",
        "responses",
        "corrections",
        "versions",
        "parties/alibaba-group",
        "countries/cn",
    )
    feeds = {name: parse(_fetch(f"{site}/feeds/{name}.atom")) for name in names}
    return {name: [bool(feed.bozo), len(feed.entries)] for name, feed in feeds.items()}


def by_pybtex(site: str) -> Any:
    parse: Any = import_module("pybtex.database").parse_string
    page = _fetch(f"{site}/markets/taobao/").decode()
    entry = page.partition('<pre class="bibtex">')[2].partition("</pre>")[0]
    (found,) = parse(import_module("html").unescape(entry), "bibtex").entries.values()
    return dict(found.fields)


if __name__ == "__main__":
    print(json.dumps(globals()[f"by_{sys.argv[1]}"](sys.argv[2])))
