"""`/api/` and `/data/in-three-lines/`: how programs read this record. Tests run every example."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notorious.api.paging import DEFAULT_LIMIT, MOST
from notorious.limits import WINDOW_SECONDS


@dataclass(frozen=True, slots=True)
class CodeExample:
    """A short program. `{site}` in it is the address of this site."""

    program: str
    title: str
    code: str

    @property
    def text(self) -> str:
        return self.code.replace("{site}", settings.SITE_URL)


API_EXAMPLES = (
    CodeExample(
        "curl",
        "curl",
        "curl '{site}/api/v1/timeline?market=taobao&status=listed&fields=year,printed_name'",
    ),
    CodeExample(
        "python",
        "Python",
        """import json, urllib.request

url, rows = "{site}/api/v1/timeline?country=CN&year=2020..2025", []
while url:
    with urllib.request.urlopen(url) as answer:
        page = json.load(answer)
    rows += page["rows"]
    url = page["next"]
print(len(rows), page["row_count"])""",
    ),
    CodeExample(
        "R",
        "R",
        """library(jsonlite)
page <- fromJSON("{site}/api/v1/timeline?market=taobao&limit=500")
print(page$rows[, c("year", "status", "printed_name")])""",
    ),
    CodeExample(
        "node",
        "JavaScript",
        """let cursor = "", rows = [];
while (cursor !== null) {
  const answer = await fetch(`{site}/api/v1/timeline?party=alibaba-group&cursor=${cursor}`);
  const page = await answer.json();
  rows = rows.concat(page.rows);
  cursor = page.next_cursor;
}
console.log(rows.length);""",
    ),
)

THREE_LINES = (
    CodeExample(
        "pandas",
        "pandas",
        """import pandas
timeline = pandas.read_csv("{site}/data/timeline.csv", keep_default_na=False)
print(timeline[timeline.market == "taobao"][["year", "status", "printed_name"]])""",
    ),
    CodeExample(
        "R",
        "R",
        """timeline <- read.csv("{site}/data/timeline.csv", na.strings = "", encoding = "UTF-8")
taobao <- subset(timeline, market == "taobao")
print(taobao[, c("year", "status", "printed_name")])""",
    ),
    CodeExample(
        "duckdb",
        "DuckDB",
        """INSTALL httpfs;
LOAD httpfs;
SELECT year, count(*) AS listings FROM read_csv('{site}/data/timeline.csv') GROUP BY year ORDER BY year;""",
    ),
)


COUNTED = {
    "api": "requests to the API",
    "export": "new files",
    "search": "searches",
}
"""What each limit counts."""


@require_safe
def show_api_guide(request: HttpRequest) -> HttpResponse:
    """`/api/`: what the interface is, examples, pages, errors, limits, and what will not change."""
    shown = {
        "examples": API_EXAMPLES,
        "limit": DEFAULT_LIMIT,
        "most": MOST,
        "limits": [
            f"{settings.LIMITS[kind]:,} {words}" for kind, words in COUNTED.items() if settings.LIMITS[kind]
        ],
        "seconds": WINDOW_SECONDS,
        "site_url": settings.SITE_URL,
    }
    return render(request, "pages/api.html", shown)


@require_safe
def show_three_lines(request: HttpRequest) -> HttpResponse:
    """`/data/in-three-lines/`: a table in pandas, R and DuckDB."""
    return render(request, "pages/three_lines.html", {"examples": THREE_LINES})
