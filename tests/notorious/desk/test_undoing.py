"""Every act has a way back, and the way back leaves the public record as it was."""

import contextlib

import pytest
from django.db import connection, transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.curation.listings import make_market, set_listing_aside
from markets.curation.merging import merge_markets, undo_merger
from markets.curation.proposing import (
    accept_change,
    correct_row,
    restore_withdrawn_row,
    undo_change,
    withdraw_row,
)
from markets.curation.publishing import publish_edition, withdraw_edition
from markets.curation.redrafting import draft_again, find_excluded_rows, restore_listing
from markets.curation.refusal import Refusal
from markets.models import Absence, Edition, Listing, Market, ProposedChange, Reading, Recommendation, Stage
from notorious.tables.changed import group_by_act, list_corrections
from responses.curation.assessing import (
    accept_assessment,
    delete_assessment,
    restore_assessment,
    withdraw_assessment,
)
from responses.curation.publishing import restore_response, withdraw_response
from responses.models import Assessment, Claim, Response
from tests.assessments import write_assessment
from tests.notorious.desk.test_no_row_is_lost import _draft
from tests.notorious.desk.test_proposals import save
from tests.people import make_person, sign_in

pytestmark = pytest.mark.usefixtures("record")

PUBLIC = (
    ("edition", "SELECT year, title, stated_online, complete_online, published_at IS NULL FROM markets_edition"),
    ("market", "SELECT slug, name, merged_into_id FROM markets_market WHERE id IN (SELECT market_id FROM"
     " markets_listing WHERE stage = 'published')"),
    ("listing", "SELECT edition_id, market_id, printed_name, city_printed, evidence FROM markets_listing WHERE stage"
     " = 'published'"),
    ("absence", "SELECT edition_id, market_id, text FROM markets_absence WHERE withdrawn_at IS NULL"),
    ("recommendation", "SELECT public_id, text FROM markets_recommendation WHERE stage = 'published'"),
    ("response", "SELECT public_id, title FROM responses_response WHERE stage = 'published'"),
    ("claim", "SELECT id, value FROM responses_claim WHERE withdrawn_at IS NULL"),
)  # fmt: skip


def read_public() -> dict[str, list[tuple]]:
    """What readers see, row by row."""
    with connection.cursor() as cursor:
        found = {}
        for name, query in PUBLIC:
            cursor.execute(query)
            found[name] = sorted(cursor.fetchall(), key=str)
        return found


def act(step: str, number: int, ed, other):
    """Does one thing; returns what undoes it."""
    if step == "correct":
        row = [Market, Listing, Claim][number % 3].objects.public().order_by("pk")[number]
        field, value = {Market: ("name", "A"), Listing: ("city_printed", "B"), Claim: ("value", 7)}[type(row)]
        change = correct_row(row, {field: value}, reason="x", by=ed)
        return lambda: undo_change(change, reason="y", by=other)
    if step == "withdraw row":
        row = Absence.objects.public().order_by("pk")[number]
        withdraw_row(row, reason="x", by=ed)
        row.refresh_from_db()
        return lambda: accept_change(restore_withdrawn_row(row, reason="y", by=ed), by=other)
    if step == "withdraw edition":
        edition = Edition.objects.public().order_by("year")[number % 5]
        withdraw_edition(edition, reason="x", by=ed)
        return lambda: publish_edition(edition, by=ed)
    if step == "withdraw response":
        response = Response.objects.public().order_by("pk")[number]
        withdraw_response(response, "x", by=ed)
        return lambda: restore_response(response, "y", by=ed)
    if step == "merge":
        once = Market.objects.public().filter(kind="online").annotate(n=Count("listings")).filter(n=1)
        one, *others = once.order_by("pk")[number : number + 9]
        for two in others:
            with contextlib.suppress(Refusal):  # both are listed in one edition
                merger = merge_markets(one, two, reason="x", by=ed)
                return lambda: undo_merger(merger, by=ed)
        raise Refusal("No two of them are one.")
    raise AssertionError(step)


STEPS = ("correct", "withdraw row", "withdraw edition", "withdraw response", "merge")


@pytest.mark.wide
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 8)), min_size=1, max_size=6))
def test_any_acts_undone_leave_the_public_record_as_it_was(steps, ed) -> None:
    with transaction.atomic():
        other = make_person("another editor", "editor")
        before, ways_back = read_public(), []
        for step, number in steps:
            with contextlib.suppress(Refusal):
                ways_back.append(act(step, number, ed, other))
        for go_back in reversed(ways_back):
            go_back()
        assert read_public() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("step", STEPS)
def test_each_act_changes_something_and_is_undone(step, ed) -> None:
    """Or the test above would hold of nothing."""
    other, before = make_person("another editor", "editor"), read_public()
    go_back = act(step, 1, ed, other)
    assert read_public() != before
    go_back()
    assert read_public() == before


@pytest.fixture
def published(ed) -> Reading:
    """A report of 2017 with two listings, published."""
    reading = _draft(1)
    for listing in Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market=None):
        make_market(listing, by=ed)
    publish_edition(reading.edition, by=ed)
    reading.refresh_from_db()
    return reading


def test_a_withdrawn_report_is_drafted_and_published_again(published, ada, ed) -> None:
    public = read_public()
    withdraw_edition(published.edition, reason="The wrong file.", by=ed)
    assert read_public() != public
    desk = f"/admin/markets/edition/{published.edition.pk}/desk/"
    assert "Draft it again" in sign_in(ada).get(desk).content.decode()
    sign_in(ada).post(desk, {"action": "draft-again"})
    published.refresh_from_db()
    assert published.state == Reading.State.DRAFTED
    sign_in(ed).post(desk, {"action": "publish"})
    assert read_public() == public
    found = group_by_act([each for each in list_corrections() if each.year == 2017])
    withdrawn = [each for each in found if any(row.after == "withdrawn" for row in each.rows)]
    assert len(withdrawn) == 1
    assert {row.reason for row in withdrawn[0].rows} == {"The wrong file."}
    assert "withdrawn" in withdrawn[0].summary
    assert any(row.before == "withdrawn" and row.after == "public" for each in found for row in each.rows)


def test_excluded_rows_are_listed_and_restored_and_all_are_not_excluded_by_a_slip(ada) -> None:
    reading = _draft(1)
    desk = f"/admin/markets/edition/{reading.edition.pk}/desk/"
    drafts = Listing.objects.filter(reading=reading, stage=Stage.DRAFT)
    answer = sign_in(ada).post(desk, {"action": "aside", "which": "all"}, follow=True)
    assert "nothing was excluded" in answer.content.decode()
    assert drafts.count() == 2
    set_listing_aside(drafts.first(), by=ada)
    (excluded,) = find_excluded_rows(reading)
    assert f"Restore {excluded.printed_name}" in sign_in(ada).get(desk).content.decode()
    sign_in(ada).post(desk, {"action": f"restore-row:{excluded.pk}"})
    assert drafts.count() == 2
    with pytest.raises(Refusal, match="not excluded"):
        restore_listing(drafts.first(), by=ada)
    with pytest.raises(Refusal, match="drafted again"):
        draft_again(reading, by=ada)


def test_an_assessment_is_deleted_by_its_author_and_withdrawn_by_an_editor(ada, bob, ed) -> None:
    asked = Recommendation.objects.get(public_id="2017-R2")
    made = write_assessment(asked, by=ada)
    with pytest.raises(Refusal, match="author"):
        delete_assessment(made, by=bob)
    delete_assessment(made, by=ada)
    made = write_assessment(asked, by=ada)
    accept_assessment(made, by=ed)
    with pytest.raises(Refusal, match="accepted"):
        delete_assessment(made, by=ada)
    with pytest.raises(Refusal, match="reason"):
        withdraw_assessment(made, reason=" ", by=ed)
    withdraw_assessment(made, reason="Too far.", by=ed)
    assert not Assessment.objects.public().exists()
    restore_assessment(made, by=ed)
    assert Assessment.objects.public().get() == made


def test_a_wrong_country_is_corrected_with_a_reason_and_a_source(ada, ed) -> None:
    listing = Listing.objects.public().filter(kind="physical").exclude(country_codes=[]).first()
    save(sign_in(ada), listing, country_codes="MX", country_printed="Mexico", why="The source says Mexico.",
         **{"why-source": "https://example.org/market"})  # fmt: skip
    accept_change(ProposedChange.objects.get(), by=ed)
    listing.refresh_from_db()
    assert (listing.country_codes, listing.country_printed) == (["MX"], "Mexico")
    assert "https://example.org/market" in listing.source
