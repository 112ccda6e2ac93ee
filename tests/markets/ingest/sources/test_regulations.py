"""Comments are found through the documents of a docket; files through the comments."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from markets.ingest.sources import SourceChanged
from markets.ingest.sources.regulations import (
    NoKey,
    comments_of_docket,
    detail_url,
    key_headers,
    read_comment,
)
from tests.markets.ingest.sources.answers import attachment, comment, detail, document, listed

DOCKET = "USTR-2025-0018"


class Api:
    """Answers as the API does, from what the test puts in."""

    def __init__(self, documents, comments) -> None:
        self.documents = documents
        self.comments = comments
        self.asked: list[dict[str, list[str]]] = []

    def __call__(self, url: str) -> bytes:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        self.asked.append(query)
        if parts.path == "/v4/documents":
            return self.documents
        return self.comments[query["filter[commentOnId]"][0]][int(query["page[number]"][0]) - 1]


def test_comments_are_found_by_the_object_of_each_document():
    api = Api(
        listed(document("D1"), document("D2")),
        {
            "object-of-D1": [listed(comment(2), total=2, more=True), listed(comment(3), total=2, page=2)],
            "object-of-D2": [listed()],
        },
    )
    found = comments_of_docket(api, DOCKET)
    assert [each.url for each in found] == [
        "https://www.regulations.gov/comment/USTR-2025-0018-0002",
        "https://www.regulations.gov/comment/USTR-2025-0018-0003",
    ]
    assert {each.kind for each in found} == {"comment"}
    assert found[0].published_on == date(2025, 10, 16)
    assert api.asked[0]["filter[docketId]"] == [DOCKET]


def test_what_a_title_says_of_a_comment_is_noted():
    records = listed(comment(1, title="Rebuttal of Example Ltd", withdrawn=True))
    (found,) = comments_of_docket(Api(listed(document("D")), {"object-of-D": [records]}), DOCKET)
    assert found.note == "withdrawn; its title says rebuttal"


def test_a_comment_in_full_has_its_files_in_every_format():
    read = read_comment(detail(attachment(1, ("pdf", 1000), ("docx", 900)), attachment(2, fileFormats=None)))
    assert [(each.kind, each.url.rsplit("/", 1)[-1], each.note) for each in read.attachments] == [
        ("attachment", "attachment_1.pdf", "pdf, 1000 bytes"),
        ("attachment", "attachment_1.docx", "docx, 900 bytes"),
    ]
    assert (read.received_on, read.text, read.organization) == (date(2025, 10, 15), "See attached", None)


@pytest.mark.parametrize(
    ("fields", "of_file", "why"),
    [
        (
            {"restrictReasonType": "Confidential Business Information", "restrictReason": None},
            {},
            "Confidential",
        ),
        ({"restrictReasonType": "Other", "restrictReason": "At the filer's wish"}, {}, "At the filer's wish"),
        ({}, {"restrictReasonType": "Copyrighted", "restrictReason": None}, "Copyrighted"),
        ({}, {"restrictReason": "Personal data"}, "Personal data"),
        ({"reasonWithdrawn": "Filed twice", "withdrawn": True}, {}, "Filed twice"),
        ({"restrictReasonType": None, "restrictReason": None}, {"restrictReason": None}, None),
    ],
)
def test_why_something_is_withheld_is_read_from_the_comment_or_its_file(fields, of_file, why):  # P7
    read = read_comment(detail(attachment(1, ("pdf", 1), **of_file), **fields))
    assert read.restricted is None if why is None else (read.restricted or "").startswith(why)


@pytest.mark.parametrize(
    ("organization", "agency", "author"),
    [(None, "IPOPHL", "IPOPHL"), ("", "IPOPHL", "IPOPHL"), ("A Ltd", "IPOPHL", "A Ltd"), (None, None, None)],
)
def test_a_government_agency_is_the_author_where_no_organization_is(organization, agency, author):  # P8
    assert read_comment(detail(organization=organization, govAgency=agency)).organization == author


def test_a_person_is_the_author_where_nobody_else_is():
    assert read_comment(detail(firstName="Ines", lastName="Prado")).organization == "Ines Prado"
    assert read_comment(detail(firstName="Ines", organization="A Ltd")).organization == "A Ltd"


def test_the_address_of_the_detail_comes_from_the_page():
    assert (
        detail_url("A-1", "http://localhost:1/v4") == "http://localhost:1/v4/comments/A-1?include=attachments"
    )
    wanted = "https://api.regulations.gov/v4/comments/USTR-2025-0018-0009?include=attachments"
    assert detail_url("https://www.regulations.gov/comment/USTR-2025-0018-0009") == wanted
    assert detail_url("USTR-2025-0018-0009") == wanted


def test_without_a_key_the_sentence_says_what_to_do():
    for environment in ({}, {"REGULATIONS_GOV_KEY": "  "}):
        with pytest.raises(NoKey) as caught:
            key_headers(environment)
        assert "REGULATIONS_GOV_KEY" in caught.value.sentence
    assert key_headers({"REGULATIONS_GOV_KEY": "k"}) == {"X-Api-Key": "k"}


def broken(documents: bytes, *pages: bytes) -> None:
    comments_of_docket(Api(documents, {"object-of-D": list(pages)}), DOCKET)


@pytest.mark.parametrize(
    ("documents", "pages", "says"),
    [
        (listed(), (), "knows no document"),
        (listed(document("D", objectId=None)), (), "objectId is null"),
        (listed(document("D", title=7)), (), "title is a number"),
        (listed(document("D", postedDate="soon")), (), "postedDate is not a date"),
        (listed(document("D")), (listed(comment(1), comment(1)),), "comes twice"),
        (listed(document("D")), (listed(comment(1, withdrawn="no")),), "withdrawn is text"),
        (listed(document("D")), (listed(comment(1), total=2),), "2 entries, and 1 came"),
        (listed(document("D")), (listed(comment(1), page=3),), "another page"),
        (listed(document("D")), (listed(comment(1), hasNextPage="yes"),), "hasNextPage is text"),
        (listed(document("D")), (b'{"data": []}',), "meta is missing"),
        (listed(document("D")), (b'{"errors": []}',), "meta is missing"),
        (
            listed(document("D")),
            (b'{"data": [1], "meta": {"pageNumber": 1, "hasNextPage": false}}',),
            "item 1 of data",
        ),
    ],
)
def test_what_the_schema_does_not_allow_is_named(documents, pages, says):
    with pytest.raises(SourceChanged, match=says):
        broken(documents, *pages)


def test_pages_are_read_up_to_the_apis_own_limit():
    pages = [listed(comment(number), page=number, more=True, total=99) for number in range(1, 30)]
    with pytest.raises(SourceChanged, match="more than 20 pages"):
        broken(listed(document("D")), *pages)


def test_a_comment_on_two_documents_is_a_fault():
    api = Api(
        listed(document("D"), document("E")),
        {"object-of-D": [listed(comment(1))], "object-of-E": [listed(comment(1))]},
    )
    with pytest.raises(SourceChanged, match="also a comment on another document"):
        comments_of_docket(api, DOCKET)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not json", "not readable JSON"),
        (json.dumps({"data": []}).encode(), "data is a list"),
        (detail(attachment(1, ("pdf", 1)), attachment(1, ("pdf", 1))), "attached twice"),
        (detail(attachment(1, fileFormats=[{"format": "pdf"}])), "fileUrl is missing"),
        (detail(attachment(1, fileFormats="none")), "fileFormats is text"),
        (detail(receiveDate=5), "receiveDate is a number"),
    ],
)
def test_a_comment_of_another_shape_is_a_change(content, says):
    with pytest.raises(SourceChanged, match=says):
        read_comment(content)
