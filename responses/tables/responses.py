"""The table of responses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count

from markets.citations import link_first_source, name_first_source
from markets.models import Precision, TextMode
from markets.tables import shared
from markets.tables.citing import cite_here
from markets.tables.columns import EXCERPTS, Column, Table, Type, columns_of, describe_choices
from markets.tables.evidence import source_id
from markets.tables.partial_dates import day_columns
from markets.tables.scope import Scope
from responses.models import Response, ResponsePoint
from responses.models.response import NOTHING_SAID
from responses.tables.about import (
    PARTY,
    PARTY_NAME,
    RESPONSE,
    RESPONSE_EVIDENCE,
    RESPONSE_MARKET,
    RESPONSE_MARKET_NAME,
    SAID_ON,
    ResponseRecord,
)


@dataclass(eq=False)
class WholeResponse(ResponseRecord):
    """A response, and how many of its points are recorded."""

    point_count: int

    @property
    def cite_as(self) -> str:
        said = f" ({self.response.said})" if self.response.said else ""
        what = f"{self.party.name}, “{self.response.title}”{said}"
        return cite_here(what, self.scope.version, self.permalink)


def _records(scope: Scope) -> Iterator[WholeResponse]:
    public = Response.objects.public().select_related("party", "edition", "market__merged_into", "snapshot")
    points = ResponsePoint.objects.public().order_by().values_list("response").annotate(count=Count("pk"))
    counts = dict(points)
    for response in public.order_by():
        yield WholeResponse(scope, response, counts.get(response.pk, 0))


RESPONSES = Table(
    name="responses",
    title="Responses",
    about="One row per thing that a party said in public about a listing, or about the List.",
    columns=(
        replace(RESPONSE, references=""),
        PARTY,
        PARTY_NAME,
        *columns_of(
            "response",
            Column(
                "role",
                Type.WORD,
                "For whom the party speaks.",
                "company",
                words=describe_choices(Response.Role),
            ),
            replace(
                shared.YEAR, description="The edition under which it was said, by its year under review."
            ),
            RESPONSE_MARKET,
            RESPONSE_MARKET_NAME,
            Column(
                "kind",
                Type.WORD,
                "What kind of document it is.",
                "press_statement",
                words=describe_choices(Response.Kind),
            ),
            Column(
                "title",
                Type.TEXT,
                "Its title, or what it is where it has none.",
                "Statement on the 2017 List",
            ),
            Column(
                "url",
                Type.URL,
                "Its address.",
                "https://www.alizila.com/statement",
                empty="no address is known",
            ),
            SAID_ON,
            Column(
                "said_on_precision",
                Type.WORD,
                "How exactly this date is known.",
                "day",
                lambda record: record.response.said_precision if record.response.said_on else "",
                words=describe_choices(Precision),
                empty="no date is known",
            ),
            Column(
                "docket",
                Type.ID,
                "The docket it was filed in.",
                "USTR-2017-0015",
                lambda record: record.response.docket_id,
                empty="it was not filed, or the docket is not known",
            ),
            Column(
                "comment_id",
                Type.ID,
                "Its number in the docket.",
                "USTR-2017-0015-0030",
                empty="as before",
            ),
            Column("language", Type.ID, "Its language, as a code.", "en", empty="no source shows it"),
            Column("translated", Type.BOOLEAN, "Whether what we have is a translation.", "false"),
            Column(
                "held",
                Type.WORD,
                "How much of its text we have; only a full text can show that it does not address a point.",
                "part",
                lambda record: "" if record.response.kind in NOTHING_SAID else record.response.held,
                words=describe_choices(Response.Held),
                empty="nothing was said",
            ),
            Column(
                "excerpt",
                Type.TEXT,
                "A short quotation; the whole is its author's copyright.",
                "We are disappointed …",
                empty="none is given",
            ),
            Column(
                "excerpt_mode",
                Type.WORD,
                "What the excerpt is to its author's words.",
                "verbatim",
                words=describe_choices(TextMode),
                empty="no excerpt is given",
            ),
        ),
        Column("point_count", Type.INTEGER, "How many of its points are recorded.", "4"),
        replace(RESPONSE_EVIDENCE, value=lambda record: record.response.evidence),
        replace(
            shared.SOURCE_ID,
            value=lambda record: source_id(record.response.source_line, record.response.snapshot),
        ),
        replace(shared.SOURCE, value=lambda record: name_first_source(record.response.source_line)),
        replace(shared.SOURCE_URL, value=lambda record: link_first_source(record.response.source_line)),
        Column(
            "sha256",
            Type.ID,
            "SHA-256 of the document that we keep.",
            "9f86d081884c7d65…",
            lambda record: record.response.snapshot.sha256 if record.response.snapshot else "",
            empty="we keep none",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
        shared.CITE_AS,
        *day_columns(SAID_ON),
    ),
    key=("response_id",),
    records=_records,
    license=EXCERPTS,
)
