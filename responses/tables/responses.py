"""The table of responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count

from markets.models import Precision, TextMode
from markets.tables import shared
from markets.tables.citing import cite_here
from markets.tables.columns import EXCERPTS, Column, Row, Table, Type, words
from markets.tables.evidence import address_in, one_line, source_id
from markets.tables.scope import Scope, permalink
from responses.models import Response, ResponsePoint
from responses.tables.about import (
    EVIDENCE,
    MARKET,
    MARKET_NAME,
    PARTY,
    PARTY_NAME,
    RESPONSE,
    SAID_ON,
    about,
    market_of,
)


def _responses(scope: Scope) -> Iterator[Row]:
    public = Response.objects.public().select_related("party", "edition", "market__merged_into", "snapshot")
    points = dict(
        ResponsePoint.objects.public().order_by().values_list("response").annotate(count=Count("pk"))
    )
    for each in sorted(public.order_by(), key=lambda row: row.public_id):
        if not about(each, scope):
            continue
        address = permalink(each.get_absolute_url())
        yield (
            each.public_id,
            each.party.slug,
            each.party.name,
            each.role,
            each.edition.year,
            *market_of(each),
            each.kind,
            each.title,
            each.url,
            each.said,
            each.said_precision if each.said_on else "",
            each.docket_id,
            each.comment_id,
            each.language,
            each.held,
            each.excerpt,
            each.excerpt_mode,
            points.get(each.pk, 0),
            each.evidence,
            source_id(each.source, each.snapshot),
            one_line(each.source),
            each.url or address_in(each.source),
            each.snapshot.sha256 if each.snapshot else "",
            address,
            scope.version,
            cite_here(
                f"{each.party.name}, “{each.title}”" + (f" ({each.said})" if each.said else ""),
                scope.version,
                address,
            ),
        )


RESPONSES = Table(
    name="responses",
    title="Responses",
    about="One row per thing that a party said in public about a listing, or about the List.",
    columns=(
        replace(RESPONSE, references=""),
        PARTY,
        PARTY_NAME,
        Column("role", Type.WORD, "For whom the party speaks.", "company", words=words(Response.Role)),
        replace(shared.YEAR, meaning="The edition under which it was said, by its year under review."),
        MARKET,
        MARKET_NAME,
        Column(
            "kind", Type.WORD, "What kind of document it is.", "press_statement", words=words(Response.Kind)
        ),
        Column(
            "title", Type.TEXT, "Its title, or what it is where it has none.", "Statement on the 2017 List"
        ),
        Column(
            "url", Type.URL, "Its address.", "https://www.alizila.com/statement", empty="no address is known"
        ),
        SAID_ON,
        Column(
            "said_on_precision",
            Type.WORD,
            "How exactly this date is known.",
            "day",
            words=words(Precision),
            empty="no date is known",
        ),
        Column(
            "docket",
            Type.ID,
            "The docket it was filed in.",
            "USTR-2017-0015",
            empty="it was not filed, or the docket is not known",
        ),
        Column("comment_id", Type.ID, "Its number in the docket.", "USTR-2017-0015-0030", empty="as before"),
        Column("language", Type.ID, "Its language, as a code.", "en"),
        Column(
            "held",
            Type.WORD,
            "How much of its text we hold; only of a whole text may one say that it is silent.",
            "part",
            words=words(Response.Held),
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
            words=words(TextMode),
            empty="no excerpt is given",
        ),
        Column("point_count", Type.INTEGER, "How many of its points are recorded.", "4"),
        EVIDENCE,
        shared.SOURCE_ID,
        shared.SOURCE,
        shared.SOURCE_URL,
        Column(
            "sha256",
            Type.ID,
            "SHA-256 of the document that we keep.",
            "9f86d081884c7d65…",
            empty="we keep none",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
        shared.CITE_AS,
    ),
    key=("response_id",),
    rows=_responses,
    license=EXCERPTS,
)
