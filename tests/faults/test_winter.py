"""A week of winter: release, correction, docket, rebuttals, a second release. Then the pages tell the story."""

from datetime import date

import pytest

from markets.curation.discovered import mark_handled
from markets.curation.links import decide_link, propose_follow_up
from markets.curation.notices import write_to_edition
from markets.models import (
    DiscoveredDocument,
    Edition,
    Listing,
    Market,
    Reading,
    Recommendation,
    RecommendationLink,
    Stage,
)
from responses.curation.entering import add_point, enter_response
from responses.curation.linking import link_answer
from responses.curation.publishing import publish_response, review_response
from responses.models import Operation, Party, Response
from tests.faults.winter import Reader, a_day_passes, a_look_around, edition_of, people, to_the_public
from tests.markets.ingest.hostile.build import flate, one_page, text
from tests.markets.polling.originals import KEY
from tests.markets.polling.processes import worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

SAID = "We removed every listing that was named to us within two days."
WHOLE, SECOND = 68, 38  # seeds of the reports of 2020 and of 2021; some markets are in both


def plain(name: str) -> str:
    """Whether a full stop belongs to "Ltd." is the parser's own question."""
    return name.rstrip(".")


def named(report) -> set[str]:
    return {plain(each["name"]) for each in report.expected["listings"]}


def listed(reader: Reader, year: int = 2020) -> set[str]:
    return {plain(row["printed_name"]) for row in reader.rows("timeline") if row["year"] == str(year)}


def test_after_a_week_of_winter_the_public_pages_tell_the_story(originals, sources, clean_queue):
    ada, bob, ed = people()
    reader = Reader()
    whole, second = edition_of(WHOLE), edition_of(SECOND)
    forgotten = next(each for each in whole.expected["listings"] if each["kind"] == "online")["name"]
    first = edition_of(WHOLE, without=forgotten)
    assert named(whole) - named(first) == {forgotten}
    # What the two editions share is asked once more of the same market in the second.
    asked_twice = {each["name"] for each in whole.expected["listings"] if each["recommendations"]} & {
        each["name"] for each in second.expected["listings"] if each["recommendations"]
    }
    name = sorted(asked_twice)[0]

    with worker(REHEARSAL_ORIGINS=originals.origin, REGULATIONS_GOV_KEY=KEY):
        # Monday: the List of 2020 comes out. It is read and drafted, and nobody sees it yet.
        originals.publish(2020, first.content, day="2021-01-14")
        a_look_around()
        edition = Edition.objects.get(year=2020)
        assert Listing.objects.filter(stage=Stage.DRAFT).count() == len(named(first))
        assert reader.status("/editions/2020/") == 404 and reader.rows("timeline") == []
        to_the_public(edition, ada, ed)
        assert listed(reader) == named(first)

        # Tuesday: the same address holds a corrected report. Readers keep the old until it is published.
        path = originals.releases[0].report
        originals.reports[path] = whole.content
        a_day_passes()
        assert "bytes under this address changed" in DiscoveredDocument.objects.get(kind="report").note
        assert listed(reader) == named(first)
        to_the_public(edition, bob, ed)
        assert listed(reader) == named(whole)
        before = {reading.state for reading in Reading.objects.filter(edition=edition)}
        assert before == {Reading.State.PUBLISHED} and Reading.objects.count() == 2

        # Wednesday: the review of 2021 is opened. A curator takes docket and deadlines over from the notice.
        originals.open_docket(
            "USTR-2021-0018",
            title="2021 Review of Notorious Markets for Counterfeiting and Piracy: Comment Request",
            dates="October 8, 2021: Deadline for written comments. October 22, 2021: Deadline for rebuttals.",
            comments_close_on="2021-10-08",
        )
        a_day_passes()
        notice = DiscoveredDocument.objects.get(kind="notice")
        coming = write_to_edition(notice, by=ada)
        assert (coming.year, coming.docket_id) == (2021, "USTR-2021-0018")
        assert coming.deadlines == (date(2021, 10, 8), date(2021, 10, 22))
        assert reader.status("/editions/2021/") == 404

        # Thursday: filings. The operator's rebuttal has a file; another is withheld.
        filing = one_page(flate(text(["Rebuttal of the operator.", SAID])))
        originals.comment(
            9, "attachment_1.pdf", content=filing, title="Rebuttal", organization="Operator Ltd"
        )
        originals.comment(10, title="See attached", restrictReason="Withheld at the filer's wish")
        a_day_passes()
        a_day_passes()  # the docket was asked about before its filings were known to be there
        file = DiscoveredDocument.objects.get(kind="attachment")
        withheld = DiscoveredDocument.objects.get(kind="comment", title="See attached")
        assert "restricted: Withheld at the filer's wish" in withheld.note
        mark_handled(file, by=ada)
        market = Market.objects.get(listings__printed_name=name, listings__stage=Stage.PUBLISHED)
        said = answer(market, edition, file, name, by=ada)
        assert reader.status(said.get_absolute_url()) == 404
        publish_response(review_response(said, by=bob), by=ed)

        # Friday: the List of 2021.
        originals.publish(2021, second.content, day="2022-02-17")
        a_day_passes()
        coming.refresh_from_db()
        assert coming.title == second.expected["edition"]["title"] and coming.published_at is None
        to_the_public(coming, ada, ed)
        link = RecommendationLink.objects.filter(earlier__market=market, later__isnull=False).first()
        propose_follow_up(link.earlier, link.edition, link.later, "repeated", "p. 3", by=ada)
        decide_link(link, True, by=ed)

    the_pages_tell(reader, whole, second, market, said, link.earlier)


def answer(market: Market, edition: Edition, file: DiscoveredDocument, name: str, *, by) -> Response:
    """A curator enters what the filing says, and what it answers."""
    party = Party.objects.create(slug="operator", name="Operator Ltd", kind=Party.Kind.COMPANY)
    Operation.objects.create(party=party, market=market, source="the filing")
    said = enter_response(
        Response(
            party=party, role="company", edition=edition, market=market, kind=Response.Kind.REBUTTAL_COMMENT,
            title="Rebuttal", url=file.url.replace("http:", "https:"), said_on=date(2021, 10, 15),
            docket_id="USTR-2021-0018", held=Response.Held.WHOLE, source="the filing", evidence="official",
        ),
        file.snapshot,
        by=by,
    )  # fmt: skip
    point = add_point(said, "Says that it takes listings down within two days.", SAID, "", by=by)
    assert point.quote_check == "exact", point.quote_check
    ask = Recommendation.objects.filter(market=market, stage=Stage.PUBLISHED, edition=edition).first()
    link_answer(point, recommendation=ask, inferred=False, by=by)
    return said


def the_pages_tell(
    reader: Reader, whole, second, market: Market, said: Response, ask: Recommendation
) -> None:
    """What a reader who was away all week finds."""
    old, new = named(whole), named(second)
    timeline = reader.rows("timeline")
    assert (listed(reader, 2020), listed(reader, 2021)) == (old, new)
    assert len(timeline) == len(old) + len(new)
    before, after = ({row["market"] for row in timeline if row["year"] == year} for year in ("2020", "2021"))
    assert market.slug in before & after
    changes = {row["market"]: row for row in reader.rows("changes") if row["later_year"] == "2021"}
    page = reader.page("/editions/2021/changes/")
    for row in changes.values():
        assert row["market_name"] in page
        at = tuple(row["market"] in year for year in (before, after))
        assert (
            row["change"]
            == {(True, True): "continued", (True, False): "no_longer_listed", (False, True): "first_listed"}[
                at
            ]
        )
    assert set(changes) == before | after
    page = reader.page(f"/markets/{market.slug}/")
    assert "2020" in page and "2021" in page
    shown = reader.page(said.get_absolute_url())
    assert SAID in shown and "Operator Ltd" in shown
    tracker = reader.page(f"/recommendations/{ask.public_id}/")
    assert said.public_id in tracker or SAID in tracker
    assert "repeated" in tracker.casefold()
    row = next(row for row in reader.rows("recommendations") if row["recommendation_id"] == ask.public_id)
    assert (row["answer"], row["follow_up"]) == ("answered", "repeated")
    assert row["point_ids"] == f"{said.public_id}-P1"
    assert reader.page("/corrections/")
