"""Who published a source: the path of its address says more than its host."""

import csv
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from markets.citations import load_publishers, parse_sources

RECORDS = [Path("markets/record"), Path("responses/record")]


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        ("https://github.com/searxng/searxng/blob/9f/searx/engines/1337x.py", "SearXNG (GitHub)"),
        ("https://docslib.org/doc/9796881/2020-review (contents)", "USTR (copy at DocsLib)"),
        ("https://docslib.org/doc/1/another", "DocsLib"),
        ("https://www.reuters.com/article/x", "Reuters"),
        ("https://pdfdrive.to/dl/oct-7-comments", "Alibaba Group (copy at pdfdrive.to)"),
        ("https://unknown.example/a/b", "unknown.example"),
    ],
)
def test_the_longest_known_part_of_an_address_names_the_publisher(source: str, publisher: str) -> None:
    assert [each.publisher for each in parse_sources(source)] == [publisher]


def test_a_remark_that_names_the_host_gives_the_date_and_no_publisher() -> None:
    (found,) = parse_sources("https://dnes.bg/a/1 (dnes.bg, 2019-05-01, quotes the report)")
    assert (found.publisher, str(found.published_on), found.note) == (
        "Dnes.bg",
        "2019-05-01",
        "quotes the report",
    )


def test_every_source_of_the_record_has_a_publisher_other_than_github() -> None:
    sources = " ; ".join(
        value
        for folder in RECORDS
        for path in folder.glob("*.csv")
        if path.stem not in ("publishers", "report_addresses")
        for row in csv.DictReader(path.open())
        for name, value in row.items()
        if "source" in name and value
    )
    hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s;]+", sources)}
    known = load_publishers()
    assert {host for host in hosts if host and host.removeprefix("www.") not in known} == set()
    assert "GitHub" not in {each.publisher for each in parse_sources(sources)}
