"""Any page of the web may read every public answer; compression, validators and limits follow the RFCs."""

import gzip
from typing import Any

import brotli
import pytest
from django.test import Client

from markets.tables.scope import Scope
from notorious.content_coding import read_qualities

ANSWERS = [
    ("/", 200),
    ("/data/timeline.csv", 200),
    ("/data/markets.csv?kind=neither", 400),
    ("/data/nothing.csv", 404),
    ("/data/latest/timeline.csv", 302),
    ("/charts/listings.csv", 200),
    ("/charts/listings.svg", 200),
    ("/feeds/editions.atom", 200),
    ("/api/v1/timeline?limit=1", 200),
    ("/api/v1/timeline?limit=0", 400),
    ("/api/v1/nothing", 404),
    ("/api/v1", 301),
    ("/no/such/page/", 404),
]


@pytest.mark.parametrize(("path", "status"), ANSWERS)
def test_any_page_may_read_every_public_answer(path: str, status: int, record: Scope, client: Client) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "X-Row-Count" in response["Access-Control-Expose-Headers"]
    asked = {"Origin": "https://example.com", "Access-Control-Request-Method": "GET"}
    preflight = client.options(path, headers=asked)
    assert preflight.status_code == 204 and "If-None-Match" in preflight["Access-Control-Allow-Headers"]
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS" and not response.cookies


def test_the_desk_may_be_read_by_no_other_page(record: Scope, client: Client) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/admin/login/")


@pytest.mark.parametrize(
    "path", ["/data/markets.csv", "/", "/api/v1/markets?limit=1", "/feeds/editions.atom"]
)
def test_compression_is_what_the_client_asks_for(path: str, record: Scope, client: Client) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in plain
    packed = client.get(path, headers={"Accept-Encoding": "br;q=0, gzip;q=0.8"})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] != plain["ETag"] or packed["ETag"].startswith("W/")
    assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]
    known = client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert known.status_code == 304 and known["Access-Control-Allow-Origin"] == "*"
    assert "Content-Length" not in known and not known.content


def test_files_come_with_brotli_where_the_client_takes_it(record: Scope, client: Client) -> None:
    path = "/data/timeline.csv"
    forms = {
        coding: client.get(path, headers={"Accept-Encoding": asked})
        for coding, asked in {"": "", "gzip": "br;q=0.1, gzip", "br": "gzip, deflate, br, zstd"}.items()
    }
    assert {coding: form.get("Content-Encoding", "") for coding, form in forms.items()} == {
        coding: coding for coding in forms
    }
    assert brotli.decompress(forms["br"].content) == forms[""].content
    assert len(forms["br"].content) < 0.8 * len(forms["gzip"].content)
    assert len({form["ETag"] for form in forms.values()}) == 3
    assert len({form["X-Content-SHA256"] for form in forms.values()}) == 1, "of the file as it is unpacked"
    assert all("Accept-Encoding" in form["Vary"] for form in forms.values())
    known = client.get(path, headers={"Accept-Encoding": "br", "If-None-Match": forms["br"]["ETag"]})
    assert known.status_code == 304 and known["ETag"] == forms["br"]["ETag"]
    for refused in ("br;q=0, *;q=0", "br;q=0", "identity, br;q=0.5"):
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": refused}), refused
    part = client.get(path, headers={"Accept-Encoding": "br", "Range": "bytes=0-9"})
    assert part.status_code == 206 and part.content == forms[""].content[:10]


def test_a_condition_that_fails_is_412(record: Scope, client: Client) -> None:
    assert client.get("/data/markets.csv", headers={"If-Match": '"other"'}).status_code == 412
    etag = client.get("/data/markets.csv")["ETag"]
    assert client.get("/data/markets.csv", headers={"If-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/data/timeline.csv", "/markets.json", "/charts/listings.svg", "/data/", "/", "/markets/taobao/"]
)
def test_what_can_only_be_read_is_405_for_every_other_method(path: str, record: Scope) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = Client(enforce_csrf_checks=True).generic(method, path)
        assert response.status_code == 405 and response["Allow"] == "GET, HEAD, OPTIONS"


def test_qualities_are_read_as_the_rfc_has_them() -> None:
    assert read_qualities("gzip;q=0.5, br ; q=1.0,*;q=0, x;q=z") == {
        "gzip": 0.5,
        "br": 1.0,
        "*": 0.0,
        "x": 0.0,
    }


def test_the_page_of_the_data_states_the_limit_of_files(record: Scope, client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "export": 77}
    page = client.get("/data/").content.decode()
    assert "77 new files a minute" in page and 'href="/api/#limits"' in page
