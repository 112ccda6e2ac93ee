"""The page, the bulk check and the API give the same answers, and take whatever is sent."""

import datetime
import io
import json
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from markets.models import Listing
from notorious.check.answers import COLUMNS
from notorious.check.index import CheckIndex
from notorious.check.lookup import check_query
from tests.html import read_csv
from tests.notorious.pages.conftest import Read, said

pytestmark = pytest.mark.django_db


def _rows(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200, response.content[:500]
    return read_csv(response.content)


def _page(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_page_says_the_answer_first(record: None, read: Read) -> None:
    page = read("/check/?q=pan.baidu.com")
    assert "On the 2025 List" in said(page.select_one("main .lead"))
    assert page.select_one("#exact") and "data version" in said(page.select_one("main .note"))
    parent = read("/check/?q=baidu.com")
    assert "On the" not in said(parent.select_one("main .lead"))
    assert not parent.select_one("#exact") and "Baidu Wangpan" in said(parent.select_one("main"))
    assert not page.select("a[href*='//pan.baidu.com']")


@pytest.mark.parametrize(
    "q", ["", "%00", "%F0%9F%94%A5", "x" * 3000, "%3Cscript%3E", "taobao.com%0d%0aX-A:1"]
)
def test_any_query_gets_a_page(q: str, record: None, client: Client) -> None:
    response = client.get(f"/check/?q={q}")
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_a_list_comes_back_with_columns_in_its_order(record: None, client: Client) -> None:
    lines = "vk.com\n\nbaidu.com\n=HYPERLINK(1)\n" + "y" * 10_000_000 + "\nShopee"
    rows = _rows(client.post("/check/bulk/", {"lines": lines, "format": "csv"}))
    assert [row["check_status"] for row in rows] == [
        "listed", "not_in_record", "not_in_record", "unreadable", "unknown",
    ]  # fmt: skip
    assert rows[2]["query"].startswith("'=") and "characters" in rows[3]["check_problem"]
    page = _page(client.post("/check/bulk/", {"lines": lines, "format": "page"}))
    assert page.endswith("</html>\n") and "=HYPERLINK" in page and len(page) < 100_000


def test_the_column_is_chosen_by_name_number_or_letter(record: None, client: Client) -> None:
    content = "id;Site;=note\n1;taobao.com;=cmd\n2;notataobao.com;+1\n".encode("utf-8-sig")
    for column in ("site", "2", "B"):
        sent = {"file": _upload("a.csv", content), "column": column, "format": "csv"}
        rows = _rows(client.post("/check/bulk/", sent))
        assert [row["check_match"] for row in rows] == ["exact", "similar"]
        assert rows[0]["'=note"] == "'=cmd" and rows[1]["'=note"] == "+1"
    sent = {"file": _upload("a.csv", content), "column": "host", "format": "csv"}
    refused = client.post("/check/bulk/", sent)
    assert refused.status_code == 400 and b"no column" in refused.content and b"Site" in refused.content


def test_an_xlsx_file_comes_back_as_one_without_formulas(record: None, client: Client) -> None:
    book = Workbook()
    for row in (["name", "n"], ["淘宝", "=1+1"], [None, None], ["Alibaba Group", 5]):
        book.active.append(row)  # type: ignore[union-attr]
    stored = io.BytesIO()
    book.save(stored)
    response = client.post("/check/bulk/", {"file": _upload("a.xlsx", stored.getvalue()), "format": "xlsx"})
    cells = list(load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows())
    assert [cell.value for cell in cells[0]] == ["name", "n", *COLUMNS]
    assert [row[2].value for row in cells[1:]] == ["exact", "related"]
    assert not [cell for row in cells for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\x00\x01\x02"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.csv", b"domain\n" + b"x.com\n" * 5001),
        ("a.csv", b"only a header"),
        ("a.csv", b",".join([b"x"] * 300) + b"\n"),
    ],
)
def test_a_file_that_cannot_be_checked_says_why(
    name: str, content: bytes, record: None, client: Client
) -> None:
    response = client.post("/check/bulk/", {"file": _upload(name, content), "format": "csv"})
    assert response.status_code == 400
    assert b'role="alert"' in response.content


def test_a_long_list_shows_its_progress_and_every_row_is_in_the_files(record: None, client: Client) -> None:
    lines = "\n".join(f"site-{number}.example.com" for number in range(1200))
    page = _page(client.post("/check/bulk/", {"lines": lines}))
    assert "500 of 1,200 rows checked" in page and "1,000 of 1,200" in page


def test_the_api_answers_one_and_many_in_the_same_order(record: None, client: Client) -> None:
    one = client.get("/api/v1/match?q=vk.com").json()
    assert (one["match"], one["status"], one["exact"][0]["market"]) == ("exact", "listed", "vk")
    queries = ["baidu.com", "\ud800", "vk.com", "z" * 600, "vk.com"]
    many = client.post("/api/v1/match", json.dumps({"queries": queries}), content_type="application/json")
    answers = many.json()["answers"]
    assert [each["status"] for each in answers] == [
        "not_in_record", "unreadable", "listed", "unreadable", "listed",
    ]  # fmt: skip
    assert {name: one[name] for name in answers[2]} == answers[2]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"queries": "vk.com"}', '{"queries": []}', '{"queries": [1]}', '{"queries": ["a"], "x": 1}',
     "[" * 100_000, '{"queries": ' + json.dumps(["a"] * 5001) + "}"],
    ids=range(9),
)  # fmt: skip
def test_a_body_that_cannot_be_is_a_problem(body: str, record: None, client: Client) -> None:
    response = client.post("/api/v1/match", body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_answers_fit_their_description(record: None, client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert set(document["paths"]["/match"]) == {"get", "post"}
    schemas = document["components"]["schemas"]
    answer = client.get("/api/v1/match?q=Amazon").json()
    assert set(schemas["MatchAnswer"]["required"]) < set(answer)
    assert set(schemas["MatchCandidate"]["required"]) == set(answer["exact"][0])
    assert client.get("/api/v1/match").status_code == 400
    assert client.delete("/api/v1/match").status_code == 405


def test_five_thousand_rows_take_less_than_ten_seconds(index: CheckIndex) -> None:
    names = [
        "taobao.com",
        "some-longer-name-{}.example.co.uk",
        "Alibaba Group {}",
        "淘宝{}",
        "rapidgater{}.net",
    ]
    start = time.process_time()
    for number in range(5000):
        check_query(names[number % len(names)].format(number), index)
    assert time.process_time() - start < 10


def test_what_is_withdrawn_is_no_longer_exact(record: None, client: Client) -> None:
    Listing.objects.filter(edition__year=2025, market__slug="baidu-wangpan").update(stage="withdrawn")
    answer = client.get("/api/v1/match?q=pan.baidu.com").json()
    assert (answer["match"], answer["status"]) == ("related", "not_in_record")


def test_a_past_day_has_its_own_answer(record: None, client: Client) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    page = client.get(f"/check/?q=pan.baidu.com&as_of={today}")
    assert page.status_code == 200 and b"As we knew it" in page.content
