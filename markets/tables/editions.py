"""The table of editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count

from markets.grid import count_coverage
from markets.models import KINDS, PUBLIC, Edition, Recommendation
from markets.tables import shared
from markets.tables.citing import cite_edition_here
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.evidence import one_line
from markets.tables.scope import Scope, permalink

NOT_SOURCED = "not known, or known from no source that we name"


def _counts(kind: str) -> tuple[Column, ...]:
    return (
        Column(
            f"stated_{kind}",
            Type.INTEGER,
            f"How many {kind} markets USTR itself says it lists.",
            "25",
            empty="no count that we know is stated",
        ),
        Column(f"held_{kind}", Type.INTEGER, f"How many {kind} listings we hold.", "25"),
        Column(
            f"complete_{kind}", Type.BOOLEAN, f"Whether we hold all {kind} listings that USTR stated.", "true"
        ),
    )


COLUMNS = (
    replace(shared.YEAR, references=""),
    replace(shared.EDITION_TITLE, name="title"),
    shared.RELEASED_ON,
    shared.RELEASED_ON_PRECISION,
    Column("trade_representative", Type.TEXT, "Who held the office.", "Robert Lighthizer", empty="not known"),
    Column(
        "issue_focus",
        Type.TEXT,
        "The topic that the edition puts first.",
        "Illicit streaming devices",
        empty=NOT_SOURCED,
    ),
    Column("docket", Type.ID, "The docket of the review.", "USTR-2017-0015", empty=NOT_SOURCED),
    Column(
        "fr_citation",
        Type.ID,
        "Federal Register citation of the request for comments.",
        "82 FR 38742",
        empty=NOT_SOURCED,
    ),
    Column("fr_document_number", Type.ID, "The number of that document.", "2017-17165", empty=NOT_SOURCED),
    Column("comments_due_on", Type.DATE, "When comments were due.", "2017-10-02", empty=NOT_SOURCED),
    Column("rebuttals_due_on", Type.DATE, "When rebuttals were due.", "2017-10-16", empty=NOT_SOURCED),
    Column(
        "covers",
        Type.CODES,
        "The kinds of markets that the edition covers; others are out of scope.",
        "online physical",
    ),
    *_counts("online"),
    *_counts("physical"),
    Column(
        "recommendation_count",
        Type.INTEGER,
        "How many recommendations of the edition we hold; criticisms, which stand in that table too, are not counted.",
        "7",
    ),
    Column(
        "report_url",
        Type.URL,
        "Address of the report at USTR.",
        "https://ustr.gov/report.pdf",
        empty=NOT_SOURCED,
    ),
    Column(
        "press_release_url",
        Type.URL,
        "Address of the press release.",
        "https://ustr.gov/press",
        empty="not known",
    ),
    replace(shared.SOURCE, meaning="Where this is known from.", empty="not noted"),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


def _sourced(value: str, basis: str) -> str:
    return value if basis in PUBLIC else ""


def _rows(scope: Scope) -> Iterator[Row]:
    editions = [each for each in Edition.objects.public().order_by("year") if scope.holds_year(each.year)]
    held = count_coverage(editions)
    asks = Recommendation.objects.public().asks().order_by()
    asked = dict(asks.values_list("edition__year").annotate(count=Count("pk")))
    for edition in editions:
        comments, rebuttals = edition.deadlines
        counts: list[int | bool | None] = []
        for kind, _ in KINDS:
            covered = held.get((edition.year, kind))
            counts += [edition.stated(kind), covered.held, covered.complete] if covered else [None, 0, False]
        address = permalink(edition.get_absolute_url())
        yield (
            edition.year,
            edition.title,
            edition.released,
            edition.released_precision if edition.released_on else "",
            edition.trade_representative,
            _sourced(edition.issue_focus, edition.issue_focus_basis),
            _sourced(edition.docket_id, edition.docket_basis),
            _sourced(edition.fr_citation, edition.fr_basis),
            _sourced(edition.fr_document_number, edition.fr_basis),
            comments,
            rebuttals,
            edition.covers,
            *counts,
            asked.get(edition.year, 0),
            _sourced(edition.report_url, edition.report_url_basis),
            edition.press_release_url,
            one_line(edition.sources),
            address,
            scope.version,
            cite_edition_here(edition, scope.version, address),
        )


EDITIONS = Table(
    name="editions",
    title="Editions",
    about="One row per edition: when it came out, what it covers, and how much of it we hold.",
    columns=COLUMNS,
    key=("year",),
    rows=_rows,
)
