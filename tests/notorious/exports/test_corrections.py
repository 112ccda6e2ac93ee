"""What was said to readers in words is in the table of corrections, beside the values that changed."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from markets.models import (
    Absence,
    Citation,
    CountryStatus,
    Edition,
    Listing,
    Market,
    MarketAlias,
    Recommendation,
    RecommendationLink,
    WatchListEntry,
)
from markets.tables.scope import Scope
from notorious.models import CorrectionNotice
from notorious.reply.models import Reply
from notorious.tables import TABLES
from notorious.tables.changed import CorrectedAct, Correction
from responses.models import (
    Answer,
    Assessment,
    AssessmentAcceptance,
    AssessmentEvidence,
    AssessmentWithdrawal,
    Claim,
    Filing,
    Nomination,
    Operation,
    ResponsePoint,
)
from tests.html import get_csv

BEFORE_NOTICES = (
    *("correction_id", "corrected_at", "row_kind", "row_id", "year", "market"),
    *("field", "before", "after", "reason", "data_version"),
)


def _rows(client: Client, query: str = "") -> list[dict[str, str]]:
    return get_csv(client, f"/data/corrections.csv{query}")


def _notice(concerns: str, public: bool = True) -> CorrectionNotice:
    by = User.objects.get_or_create(username="ed")[0]
    return CorrectionNotice.objects.create(
        wrong="=Taobao was shown as listed in 2012.",
        right="It was not listed.",
        concerns=concerns,
        wrong_since=datetime.date(2026, 1, 2),
        first_version="v2026.1",
        last_version="v2026.2",
        published_at=timezone.now() if public else None,
        published_by=by if public else None,
    )


def test_new_columns_are_at_the_end() -> None:
    header = TABLES["corrections"].header
    assert tuple(header[: len(BEFORE_NOTICES)]) == BEFORE_NOTICES
    assert header[len(BEFORE_NOTICES) :] == ["concerns", "wrong_since", "first_version", "last_version"]


@pytest.mark.parametrize(
    ("concerns", "row_id", "year", "market"),
    [
        ("/editions/2017/taobao/", "2017-taobao", "2017", "taobao"),
        ("/editions/2017/changes/", "", "2017", ""),
        ("/editions/2017/", "", "2017", ""),
        ("/markets/taobao/", "", "", "taobao"),
        ("/about/", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_notice_is_a_row_about_the_page_that_it_concerns(
    concerns: str, row_id: str, year: str, market: str, record: Scope, client: Client
) -> None:
    notice = _notice(concerns)
    row = next(row for row in _rows(client) if row["row_kind"] == "notice")
    assert row["correction_id"] == f"notice-{notice.pk}"
    assert (row["row_id"], row["year"], row["market"]) == (row_id or f"notice-{notice.pk}", year, market)
    assert (row["before"], row["after"]) == (notice.wrong, notice.right)
    assert row["concerns"].endswith(concerns)
    assert [row[name] for name in ("wrong_since", "first_version", "last_version")] == [
        "2026-01-02",
        "v2026.1",
        "v2026.2",
    ]


def test_a_notice_that_is_not_public_is_in_no_file(record: Scope, client: Client) -> None:
    _notice("/editions/2017/taobao/", public=False)
    assert not [row for row in _rows(client) if row["row_kind"] == "notice"]


def test_a_value_that_changed_has_no_notice_and_both_are_found_by_their_market(
    record: Scope, client: Client
) -> None:
    Listing.objects.filter(edition__year=2017, market__slug="taobao").update(country_printed="Elsewhere")
    _notice("/markets/taobao/")
    _notice("/markets/kickasstorrents/")
    rows = _rows(client, "?market=taobao")
    assert [row["row_kind"] for row in rows] == ["listing", "notice"]
    assert [row["concerns"] for row in rows][0] == ""


def test_a_spreadsheet_takes_no_notice_for_a_formula(record: Scope, client: Client) -> None:
    _notice("")
    assert {row["before"][:2] for row in _rows(client, "?profile=excel")} == {"'="}


def _point() -> ResponsePoint:
    return ResponsePoint.objects.get(response__public_id="2017-10-alibaba-group-1", ordinal=1)


def _changed() -> dict[str, tuple[str, ...]]:
    """Something of every kind of row, made otherwise: {its kind: what is of it in the file}."""
    Edition.objects.filter(year=2017).update(issue_focus="Another focus")
    Market.objects.filter(slug="taobao").update(name="Tao Bao")
    absence = Absence.objects.public().filter(market__merged_into=None).order_by("pk")[0]
    absence.delete()
    point = _point()
    ResponsePoint.objects.filter(pk=point.pk).update(summary="Otherwise")
    claim = Claim.objects.order_by("pk").filter(point__response__edition__year=2017)[0]
    Claim.objects.filter(pk=claim.pk).update(value=Decimal("12.50"))
    said = claim.point.response
    about = said.market.slug if said.market else ""
    away = f"{absence.edition.year}-{absence.market.slug}"
    return {
        "edition": ("2017", "2017", "", "issue_focus", "Another focus"),
        "market": ("taobao", "", "taobao", "name", "Tao Bao"),
        "absence": (away, str(absence.edition.year), absence.market.slug, "row", "withdrawn"),
        "responsepoint": (point.public_id, "2017", "taobao", "summary", "Otherwise"),
        "claim": (f"{claim.point.public_id}-N{claim.ordinal}", "2017", about, "value", "12.5"),
    }


def test_whatever_the_public_sees_is_corrected_where_all_can_see_it(record: Scope, client: Client) -> None:
    expected = _changed()
    found = {
        row["row_kind"]: tuple(row[name] for name in ("row_id", "year", "market", "field", "after"))
        for row in _rows(client)
    }
    assert found == expected


def test_corrections_of_the_same_second_are_by_their_ids(record: Scope, client: Client) -> None:
    now = timezone.now()
    for microsecond in (900_000, 100_000):
        at = now.replace(microsecond=microsecond)
        CorrectionNotice.objects.filter(pk=_notice("").pk).update(published_at=at)
    order = [(row["corrected_at"], row["correction_id"]) for row in _rows(client)]
    assert len(order) > 1 and order == sorted(order)


def test_a_value_that_readers_never_saw_was_not_corrected(record: Scope, client: Client) -> None:
    listing = Listing.objects.get(edition__year=2017, market__slug="taobao")
    Listing.objects.filter(pk=listing.pk).update(city_printed="Nowhere", city_basis="lead")
    Listing.objects.filter(pk=listing.pk).update(country_printed="Elsewhere", category="another")
    found = {(row["field"], row["after"]) for row in _rows(client) if row["row_id"] == "2017-taobao"}
    assert found == {("country_printed", "Elsewhere"), ("category", "another")}


def _change(rows: Any, **values: Any) -> Any:
    """Change the first of these rows; return it as it was."""
    row = rows.order_by("pk")[0]
    type(row).objects.filter(pk=row.pk).update(**values)
    return row


def _changed_beside() -> dict[str, tuple[str, ...]]:
    """Something of every table beside the List, changed: {its kind: what the file says of it}."""
    now = timezone.now()
    of_taobao = {"market__slug": "taobao"}
    nomination = _change(Nomination.objects.public().filter(**of_taobao), kind="physical")
    filing = nomination.filing
    Filing.objects.filter(pk=filing.pk).update(docket_id="USTR-1")
    filed = f"{filing.edition.year}-{filing.filer}-nomination"
    year = str(filing.edition.year)
    _change(WatchListEntry.objects.filter(**of_taobao), country="Elsewhere")
    status = _change(CountryStatus.objects.public(), withdrawn_at=now)
    _change(RecommendationLink.objects.filter(earlier__public_id="2015-R1"), follow_up="sharpened")
    alias = _change(MarketAlias.objects.filter(**of_taobao), script="none")
    operation = _change(Operation.objects.filter(**of_taobao), withdrawn_at=now)
    cited = Citation.objects.filter(listings__in=Listing.objects.public(), linked=True).exclude(url="")
    citation = _change(cited, publisher="Another", archived_url="https://example.org/copy", note="ours")
    return {
        "nomination": (f"{filed}-{nomination.name}", year, "taobao", "kind", "physical"),
        "filing": (filed, year, "", "docket", "USTR-1"),
        "watchlistentry": ("eu-2018-Taobao", "", "taobao", "country", "Elsewhere"),
        "countrystatus": (f"{status.year}-{status.country_code}", "", "", "row", "withdrawn"),
        "recommendationlink": ("2015-R1-2016", "2016", "taobao", "follow_up", "sharpened"),
        "marketalias": (f"taobao-{alias.name}", "", "taobao", "script", "none"),
        "operation": (f"{operation.party.slug}-taobao", "", "taobao", "row", "withdrawn"),
        "citation": (citation.url, "", "", "publisher", "Another"),
    }


def test_what_is_beside_the_list_is_corrected_in_the_same_place(record: Scope, client: Client) -> None:
    expected = _changed_beside()
    found = {
        row["row_kind"]: tuple(row[name] for name in ("row_id", "year", "market", "field", "after"))
        for row in _rows(client)
    }
    assert found == expected
    page = client.get("/corrections/").content.decode()
    assert "watch list entry eu-2018-Taobao" in page
    assert "watchlistentry" not in page


def test_an_act_is_summed_up_in_words() -> None:
    correction = Correction(1, "party", "a", None, "", "name", "A", "B", timezone.now(), "")
    two = CorrectedAct((correction, replace(correction, row_id="b")))
    assert two.summary == "2 parties corrected"
    assert (
        CorrectedAct((replace(correction, row_kind="recommendationlink"),)).summary == "1 follow-up corrected"
    )


def test_a_changed_source_is_shown_as_its_citation_and_without_the_notes(
    record: Scope, client: Client
) -> None:
    listing = Listing.objects.get(edition__year=2017, market__slug="taobao")
    Listing.objects.filter(pk=listing.pk).update(
        source="https://www.reuters.com/x (Reuters, 2018-01-13, seen in a cache)"
    )
    Listing.objects.filter(pk=listing.pk).update(
        source="https://www.reuters.com/x (Reuters, 2018-01-13, ask Kim)"
    )
    (row,) = [row for row in _rows(client) if row["row_id"] == "2017-taobao"]
    assert row["after"] == "Reuters, 13 January 2018 https://www.reuters.com/x"


def test_a_citation_of_a_draft_is_not_corrected_in_public(record: Scope, client: Client) -> None:
    draft = Listing.objects.filter(stage="published", evidence="unconfirmed").order_by("pk")[0]
    citation = Citation.objects.create(publisher="First", kind="press", url="https://example.org/draft")
    draft.citations.set([citation])
    Citation.objects.filter(pk=citation.pk).update(publisher="Second")
    assert not _rows(client)


def _person(name: str) -> User:
    return User.objects.get_or_create(username=name)[0]


def test_a_withdrawn_assessment_is_a_correction_with_its_reason(record: Scope, client: Client) -> None:
    recommendation = Recommendation.objects.public().get(public_id="2017-R1")
    made = Assessment.objects.create(
        recommendation=recommendation, conclusion="open", text="Text", signed_by=_person("ann"), signed_as="A"
    )
    AssessmentEvidence.objects.create(assessment=made, citation="a source")
    AssessmentAcceptance.objects.create(assessment=made, accepted_by=_person("bob"))
    assert not _rows(client), "what was added is no correction"
    AssessmentWithdrawal.objects.create(assessment=made, reason="We misread it.", done_by=_person("bob"))
    AssessmentWithdrawal.objects.update(undone_by=_person("bob"), undone_at=timezone.now())
    names = ("row_kind", "row_id", "year", "market", "field", "before", "after", "reason")
    about = ("assessment", "2017-R1", "2017", "taobao", "row")
    assert [tuple(row[name] for name in names) for row in _rows(client)] == [
        (*about, "public", "withdrawn", "We misread it."),
        (*about, "withdrawn", "public", ""),
    ]
    assert "assessment" in client.get("/corrections/").content.decode()


def test_an_answer_and_a_reply_that_were_withdrawn_are_corrections(record: Scope, client: Client) -> None:
    now = timezone.now()
    answer = _change(Answer.objects.public().filter(to="recommendation"), withdrawn_at=now)
    reply = Reply.objects.create(kind="statement", sender="A shop", concerns="Taobao", text="We disagree.")
    Reply.objects.update(state="published", published_at=now, decided_by=_person("bob"), decided_at=now)
    Reply.objects.update(state="withdrawn")
    found = {row["row_kind"]: (row["row_id"], row["field"], row["after"]) for row in _rows(client)}
    assert found == {
        "answer": (answer.point.public_id, "row", "withdrawn"),
        "reply": (reply.reference, "row", "withdrawn"),
    }
