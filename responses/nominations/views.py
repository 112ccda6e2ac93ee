"""`/nominations/`: who asked USTR to list which market, and what came of it."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from responses.models import Filing
from responses.nominations.outcome import find_filings


def show_nominations(request: HttpRequest) -> HttpResponse:
    """Return every filing by edition, with each name and whether it was then listed."""
    filings = find_filings()
    years = [
        (edition, list(rows)) for edition, rows in groupby(filings, key=lambda each: each.filing.edition)
    ]
    asked = [each for each in filings if each.filing.role == Filing.Role.NOMINATION]
    shown = {
        "years": years,
        "filings": len(asked),
        "names": sum(len(each.names) for each in asked),
        "listed": sum(each.listed or 0 for each in asked),
        "not_listed": sum(each.not_listed or 0 for each in asked),
    }
    return render(request, "responses/nominations.html", shown)
