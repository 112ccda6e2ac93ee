"""The table of editions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count

from markets.citations import link_first_source, name_first_source
from markets.grid import Coverage, count_coverage
from markets.models import PUBLIC, Edition, Recommendation
from markets.tables import shared
from markets.tables.citing import RECORD, cite_edition
from markets.tables.columns import Column, Table, Type
from markets.tables.partial_dates import day_columns
from markets.tables.scope import Scope, TableRecord

NOT_SOURCED = "not known, or known from no source that we name"


def _counts(kind: str) -> tuple[Column, ...]:
    return (
        Column(
            f"stated_{kind}",
            Type.INTEGER,
            f"How many {kind} markets USTR itself says it lists.",
            "25",
            lambda record: record.edition.stated(kind) if kind in record.coverage else None,
            empty="no count that we know is stated",
        ),
        Column(
            f"identified_{kind}",
            Type.INTEGER,
            f"How many {kind} entries we have identified. This can exceed stated_{kind}: sources name markets, and "
            "one entry can name several.",
            "25",
            lambda record: record.coverage[kind].identified if kind in record.coverage else 0,
        ),
        Column(
            f"complete_{kind}",
            Type.BOOLEAN,
            f"Whether a source prints the whole {kind} list and we have identified every entry of it.",
            "true",
            lambda record: kind in record.coverage and record.coverage[kind].complete,
        ),
    )


EDITION_COLUMNS = (
    replace(shared.YEAR, references=""),
    replace(shared.EDITION_TITLE, name="title"),
    shared.RELEASED_ON,
    shared.RELEASED_ON_PRECISION,
    Column(
        "trade_representative",
        Type.TEXT,
        "Who was in office.",
        "Robert Lighthizer",
        lambda record: record.edition.trade_representative,
        empty="not known",
    ),
    Column(
        "issue_focus",
        Type.TEXT,
        "The topic that the edition puts first: its title where we have seen it, else the topic in our words.",
        "Illicit streaming devices",
        lambda record: record.edition.topic,
        empty=NOT_SOURCED,
    ),
    Column(
        "issue_focus_exact",
        Type.BOOLEAN,
        "Whether issue_focus is the exact title. false: only the topic is known.",
        "true",
        lambda record: not record.edition.topic_only if record.edition.topic else None,
        empty="no issue focus is known",
    ),
    Column(
        "docket",
        Type.ID,
        "The docket of the review.",
        "USTR-2017-0015",
        lambda record: record.public("docket_id", "docket_basis"),
        empty=NOT_SOURCED,
    ),
    Column(
        "fr_citation",
        Type.ID,
        "Federal Register citation of the request for comments.",
        "82 FR 38742",
        lambda record: record.public("fr_citation", "fr_basis"),
        empty=NOT_SOURCED,
    ),
    Column(
        "fr_document_number",
        Type.ID,
        "The number of that document.",
        "2017-17165",
        lambda record: record.public("fr_document_number", "fr_basis"),
        empty=NOT_SOURCED,
    ),
    Column(
        "comments_due_on",
        Type.DATE,
        "When comments were due.",
        "2017-10-02",
        lambda record: record.edition.deadlines[0],
        empty=NOT_SOURCED,
    ),
    Column(
        "rebuttals_due_on",
        Type.DATE,
        "When rebuttals were due.",
        "2017-10-16",
        lambda record: record.edition.deadlines[1],
        empty=NOT_SOURCED,
    ),
    Column(
        "covers",
        Type.CODES,
        "The kinds of markets that the edition covers; others are out of scope.",
        "online physical",
        lambda record: record.edition.covers,
    ),
    *_counts("online"),
    *_counts("physical"),
    Column(
        "complete_source",
        Type.TEXT,
        "Who prints the whole list.",
        "DocsLib",
        lambda record: name_first_source(record.edition.complete_source),
        empty="no list of this edition is complete",
    ),
    Column(
        "recommendation_count",
        Type.INTEGER,
        "How many recommendations of the edition are in this record, without criticisms.",
        "7",
        empty="none that we know of",
    ),
    Column(
        "report_url",
        Type.URL,
        "Address of the report at USTR.",
        "https://ustr.gov/report.pdf",
        lambda record: record.public("report_url", "report_url_basis"),
        empty=NOT_SOURCED,
    ),
    Column(
        "press_release_url",
        Type.URL,
        "Address of the press release.",
        "https://ustr.gov/press",
        lambda record: record.edition.press_release_url,
        empty="not known",
    ),
    replace(
        shared.SOURCE,
        description="Where this is known from.",
        empty="not noted",
        value=lambda record: name_first_source(record.edition.sources),
    ),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
    *day_columns(shared.RELEASED_ON),
    replace(
        shared.SOURCE_URL, value=lambda record: link_first_source(record.edition.sources), since="v2026.2"
    ),
)


@dataclass(eq=False)
class EditionRecord(TableRecord):
    """An edition. `coverage`: how much of it we have identified, by kind."""

    edition: Edition
    coverage: Mapping[str, Coverage]
    recommendation_count: int | None

    def public(self, name: str, basis: str) -> str:
        """Return a field of the edition, where its own basis is public."""
        return getattr(self.edition, name) if getattr(self.edition, basis) in PUBLIC else ""

    @property
    def path(self) -> str:
        return self.edition.get_absolute_url()

    @property
    def cite_as(self) -> str:
        here = f"as recorded by {RECORD}, data version {self.scope.version}, {self.permalink}"
        return f"{cite_edition(self.edition)}; {here}"


def _records(scope: Scope) -> Iterator[EditionRecord]:
    editions = list(Edition.objects.public())
    found = count_coverage(editions)
    asks = Recommendation.objects.public().without_criticisms().order_by()
    counts = dict(asks.values_list("edition__year").annotate(count=Count("pk")))
    for edition in editions:
        kinds = {kind: found[edition.year, kind] for kind in edition.covers}
        yield EditionRecord(scope, edition, kinds, counts.get(edition.year))


EDITIONS = Table(
    name="editions",
    title="Editions",
    about="One row per edition: when it came out, what it covers, and how much of it we have.",
    columns=EDITION_COLUMNS,
    key=("year",),
    records=_records,
)
