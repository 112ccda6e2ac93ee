"""`/check/bulk/`: a list of queries, answered row by row and given back. Nothing is stored."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notorious.check.answers import COLUMNS, NO_CONCLUSION, Checker, make_answer_row, open_checker
from notorious.check.facts import ListStatus
from notorious.check.lookup import CheckAnswer
from notorious.check.sheets import (
    MOST_BYTES,
    MOST_ROWS,
    BadList,
    SentList,
    pack_list,
    read_file,
    read_lines,
    write_csv,
    write_xlsx,
)
from notorious.limits import check_rate_limit, rate_limited_response

PROGRESS_EVERY = 500  # rows
ROWS_SHOWN = 200
MOST_SENT_BACK = 4_000_000  # characters of a list that the page holds, for its downloads
SPLIT = "<!-- the rows come here -->"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of a list with its answer."""

    number: int
    query: str
    answer: CheckAnswer


# It changes nothing and knows nobody, so that a forged request gains nothing.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_bulk_check(request: HttpRequest) -> HttpResponseBase:
    """Return the form; the answers as a page, as CSV or as XLSX."""
    if request.method != "POST":
        return _show_form(request)
    if seconds := check_rate_limit(request, "export"):
        return rate_limited_response(request, seconds)
    try:
        sent = read_sent_list(request)
    except BadList as problem:
        return _show_form(request, str(problem), 400)
    checker = open_checker()
    wanted = request.POST.get("format", "page")
    if wanted not in ("csv", "xlsx"):
        response: HttpResponseBase = StreamingHttpResponse(_stream_page(request, sent, checker))
        response["Cache-Control"] = "no-store"
        return response
    rows = [
        [*row, *make_answer_row(checker.check(query), checker)]
        for row, query in zip(sent.rows, sent.queries, strict=True)
    ]
    return _make_file(wanted, [*sent.header, *COLUMNS], rows, checker)


def _show_form(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    shown = {
        "problem": problem,
        "lines": request.POST.get("lines", "")[:MOST_SENT_BACK],
        "column": request.POST.get("column", "")[:100],
        "most_rows": MOST_ROWS,
        "most_bytes": MOST_BYTES // 1024 // 1024,
        "columns": COLUMNS,
    }
    return render(request, "check/bulk.html", shown, status=status)


def read_sent_list(request: HttpRequest) -> SentList:
    """Return what the form sent: a file, a list that a page gave back, or pasted lines. Raises BadList."""
    column, has_header = request.POST.get("column", ""), "no_header" not in request.POST
    file = request.FILES.get("file")
    if file is not None:
        if file.size is None or file.size > MOST_BYTES:
            raise BadList(f"The file is too large. A file has at most {MOST_BYTES // 1024 // 1024} MB.")
        return read_file(file.read(), column, has_header)
    if table := request.POST.get("table", ""):
        return read_file(table.encode(errors="replace"), column, has_header=True)
    lines = request.POST.get("lines", "")
    if len(lines) > MOST_BYTES:
        raise BadList(f"The text is too long. It has at most {MOST_BYTES:,} characters.")
    return read_lines(lines)


def _make_file(wanted: str, header: list[str], rows: list[list[str]], checker: Checker) -> HttpResponse:
    write, kind = (write_csv, "text/csv; charset=utf-8") if wanted == "csv" else (write_xlsx, XLSX_TYPE)
    response = HttpResponse(write(header, rows), content_type=kind)
    name = f"check-{checker.scope.version.replace('+', '-')}.{wanted}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(len(response.content))
    response["Cache-Control"] = "no-store"
    return response


def _stream_page(request: HttpRequest, sent: SentList, checker: Checker) -> Iterator[str]:
    """Yield the page, with a line of progress for every few hundred rows of a long list."""
    page = render_to_string(
        "check/bulk_page.html", {"split": SPLIT, "total": len(sent.rows), "checker": checker}, request
    )
    head, _, end = page.partition(SPLIT)
    yield head
    counts: Counter[str] = Counter()
    shown: list[CheckedRow] = []
    for number, query in enumerate(sent.queries, 1):
        answer = checker.check(query)
        counts[answer.status] += 1
        if len(shown) < ROWS_SHOWN:
            shown.append(CheckedRow(number, query, answer))
        if number % PROGRESS_EVERY == 0 and number < len(sent.rows):
            yield f"<li>{number:,} of {len(sent.rows):,} rows checked</li>\n"
    yield render_to_string(
        "check/bulk_rows.html",
        {
            "rows": shown,
            "total": len(sent.rows),
            "counts": [(STATUS_LABELS[each], counts[each]) for each in ListStatus if counts[each]],
            "latest": checker.index.latest,
            "table": _send_back(sent),
            "column": sent.column + 1,
            "no_conclusion": NO_CONCLUSION,
        },
        request,
    )
    yield end


STATUS_LABELS = {
    ListStatus.LISTED: "on the latest List",
    ListStatus.FORMERLY_LISTED: "was listed, not on a later List",
    ListStatus.UNKNOWN: "was listed, unknown for the latest List",
    ListStatus.NO_LISTING: "in this record without a known listing",
    ListStatus.SEVERAL_MARKETS: "several markets have this name",
    ListStatus.NOT_IN_RECORD: "no exact match in this record",
    ListStatus.UNREADABLE: "not readable",
}


def _send_back(sent: SentList) -> str:
    """Return the list as CSV for the page's downloads; empty where it is too long to travel twice."""
    size = sum(len(cell) + 3 for row in sent.rows for cell in row)
    if size > MOST_SENT_BACK:
        return ""
    return pack_list(sent)
