"""Answers of the two APIs: their keys as the APIs give them, the values made up."""

import json
from typing import Any

PROSE = (
    "October 1, 2025 at 11:59 p.m. ET: Deadline for submission of written comments. "
    "October 15, 2025 at 11:59 p.m. ET: Deadline for submission of rebuttal comments and other information."
)


def notice(number: str = "2025-15675", **fields: Any) -> dict[str, Any]:
    return {
        "title": "2025 Review of Notorious Markets for Counterfeiting and Piracy: Comment Request",
        "document_number": number,
        "html_url": f"https://www.federalregister.gov/documents/2025/08/18/{number}/review",
        "publication_date": "2025-08-18",
        "abstract": "A call for comments. The issue focus for the 2025 List will examine piracy of sport. More.",
        "dates": PROSE,
        "comments_close_on": "2025-10-01",
        "docket_ids": ["Docket Number USTR-2025-0018"],
        "citation": "90 FR 40000",
        "regulations_dot_gov_info": {"document_id": "USTR-2025-0018-0001", "comments_count": 9},
        "correction_of": None,
        **fields,
    }


def notices(*results: dict[str, Any], count: int | None = None, following: str | None = None) -> bytes:
    total = len(results) if count is None else count
    return json.dumps(
        {"count": total, "total_pages": 1, "results": results, "next_page_url": following}, default=str
    ).encode()


def listed(
    *records: dict[str, Any], page: int = 1, more: bool = False, total: int | None = None, **meta: Any
) -> bytes:
    count = len(records) if total is None else total
    numbers = {"pageNumber": page, "hasNextPage": more, "totalElements": count, **meta}
    return json.dumps({"data": records, "meta": numbers}).encode()


def document(name: str = "USTR-2025-0018-0001", **fields: Any) -> dict[str, Any]:
    attributes = {
        "objectId": f"object-of-{name}",
        "title": "2025 Review of Notorious Markets",
        "documentType": "Notice",
        "postedDate": "2025-08-18T04:00:00Z",
        **fields,
    }
    return {"id": name, "type": "documents", "attributes": attributes}


def comment(number: int, **fields: Any) -> dict[str, Any]:
    attributes = {
        "title": f"Comment {number}",
        "postedDate": "2025-10-16T04:00:00Z",
        "withdrawn": False,
        "objectId": f"c{number}",
        **fields,
    }
    return {"id": f"USTR-2025-0018-{number:04}", "type": "comments", "attributes": attributes}


def attachment(number: int, *formats: tuple[str, int], **fields: Any) -> dict[str, Any]:
    base = "https://downloads.regulations.gov/USTR-2025-0018-0009"
    files = [
        {"fileUrl": f"{base}/attachment_{number}.{kind}", "format": kind, "size": size}
        for kind, size in formats
    ]
    return {
        "id": str(number),
        "type": "attachments",
        "attributes": {"title": "Rebuttal", "fileFormats": files, **fields},
    }


def detail(*included: dict[str, Any], **fields: Any) -> bytes:
    attributes = {
        "comment": "See attached",
        "receiveDate": "2025-10-15T04:00:00Z",
        "organization": None,
        **fields,
    }
    return json.dumps({"data": comment(9, **attributes), "included": list(included)}).encode()
