"""The release screen: names in bulk, facts old and new, the preview, and publication at a set time."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from markets.admin.release import list_fact_changes, read_release
from markets.curation.draft_names import (
    create_new_markets,
    find_market,
    join_entry,
    match_exact_names,
    split_entry,
)
from markets.curation.listings import (
    keep_listing,
    make_market,
    match_listing,
    reject_match,
    review_listing,
    undo_decision,
)
from markets.curation.publishing import accept_problems, publish_edition
from markets.curation.refusal import Refusal
from markets.curation.scheduling import cancel_publication, publish_due, schedule_publication
from markets.grid import count_coverage
from markets.ingest.pipeline import store_snapshot
from markets.models import (
    Edition,
    Evidence,
    Listing,
    Market,
    PrintedName,
    Reading,
    ScheduledPublication,
    Stage,
)
from tests.markets.curation.conftest import Drafted, row
from tests.path.conftest import report


@pytest.fixture
def curator_client(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def publish_draft(reading: Reading, curator: User, editor: User) -> Edition:
    """Review every row as the curator and publish as the editor."""
    for listing in Listing.objects.filter(reading=reading, stage=Stage.DRAFT):
        review_listing(listing, by=curator)
    assert reading.edition is not None
    return publish_edition(reading.edition, by=editor)


@pytest.fixture
def known(drafted: Drafted, curator: User, editor: User) -> Edition:
    """An edition with two markets, one of which has a domain."""
    reading = drafted(2030, [row("Alpha", domains=["alpha.example"]), row("Beta Bazaar")])
    create_new_markets(reading, {}, by=curator)
    return publish_draft(reading, curator, editor)


def test_a_single_exact_name_or_domain_is_matched_and_a_doubtful_one_is_not(
    known: Edition, drafted: Drafted, curator: User
) -> None:
    Listing.objects.filter(printed_name="Beta Bazaar").update(domains_printed=["beta.example"])
    reading = drafted(
        2031,
        [
            row("Renamed", domains=["alpha.example"]),
            row("beta-bazaar"),
            row("Between", domains=["alpha.example", "beta.example"]),
        ],
    )
    Listing.objects.filter(reading=reading).update(market=None)  # the names were never decided
    assert match_exact_names(reading, by=curator) == 2
    matched = dict(Listing.objects.filter(reading=reading).values_list("printed_name", "market__slug"))
    assert matched == {"Renamed": "alpha", "beta-bazaar": "beta-bazaar", "Between": None}


def test_new_markets_are_created_in_normal_case_and_under_an_edited_name(
    drafted: Drafted, curator: User
) -> None:
    reading = drafted(2030, [row("ANNA'S ARCHIVE"), row("TEMU"), row("1337X.TO")])
    temu = Listing.objects.get(printed_name="TEMU")
    assert create_new_markets(reading, {temu.pk: "Temu Marketplace"}, by=curator) == 3
    assert set(Market.objects.values_list("name", flat=True)) == {
        "Anna's Archive",
        "Temu Marketplace",
        "1337x.to",
    }


def test_an_entry_that_names_several_markets_counts_once_everywhere(
    known: Edition, drafted: Drafted, curator: User, editor: User
) -> None:
    reading = drafted(2031, [row("Alpha and Beta"), row("Gamma")])
    make_market(Listing.objects.get(printed_name="Gamma"), by=curator)
    entry = Listing.objects.get(printed_name="Alpha and Beta")
    markets = [find_market(name, "online") for name in ("alpha", "Beta Bazaar")]
    split_entry(entry, markets, by=curator)
    join_entry(Listing.objects.get(pk=entry.pk), by=curator)
    assert Listing.objects.filter(reading=reading, stage=Stage.DRAFT).count() == 2
    split_entry(Listing.objects.get(pk=entry.pk), markets, by=curator)
    Reading.objects.filter(pk=reading.pk).update(
        parsed=reading.parsed
        | {"edition": reading.parsed["edition"] | {"stated_counts": {"online": 2, "physical": 0}}}
    )
    edition = publish_draft(Reading.objects.get(pk=reading.pk), curator, editor)
    assert Listing.objects.public().filter(edition=edition).count() == 3
    coverage = count_coverage([edition])[2031, "online"]
    assert (coverage.identified, coverage.stated, coverage.complete) == (2, 2, True)
    with pytest.raises(Refusal, match="at least two"):
        split_entry(entry, markets[:1], by=curator)


def test_what_the_report_changes_about_the_edition_is_said_before(
    known: Edition, drafted: Drafted, curator: User
) -> None:
    Edition.objects.filter(pk=known.pk).update(
        stated_online=38, stated_physical=2, counts_basis=Evidence.SECONDARY
    )
    reading = drafted(2030, [row("Alpha")])
    reading.parsed["edition"]["stated_counts"] = {"online": 26, "physical": 2}
    reading.save()
    facts = {fact.label: fact for fact in list_fact_changes(Edition.objects.get(pk=known.pk), reading)}
    changed = facts["online markets, stated by USTR"]
    assert (changed.old, changed.new, changed.warns) == ("38", "26", True)
    assert not facts["physical markets, stated by USTR"].changed
    shown = read_release(Edition.objects.get(pk=known.pk), reading)
    assert [listing.printed_name for listing in shown.dropped] == ["Beta Bazaar"]
    assert [(each.listing.printed_name, each.domains) for each in shown.lost] == [
        ("Alpha", ("alpha.example",))
    ]
    assert "USTR states 26 online markets, and the record will have 1." in shown.warnings
    keep_listing(shown.dropped[0], reading, by=curator)
    kept = read_release(Edition.objects.get(pk=known.pk), Reading.objects.get(pk=reading.pk))
    assert not kept.dropped
    assert "1 public listing that the report does not have will stay public." in kept.warnings


def test_the_preview_shows_what_readers_will_see_and_changes_nothing(
    known: Edition, drafted: Drafted, curator: User, editor: User, curator_client: Client
) -> None:
    reading = drafted(2031, [row("Alpha"), row("Gamma")])
    preview = reverse("release-preview", args=[reading.edition.pk, "editions/2031/"])
    assert curator_client.get(preview).status_code == 404  # Gamma has no market
    create_new_markets(reading, {}, by=curator)
    before = list(Listing.objects.order_by("pk").values("pk", "stage", "superseded_by"))
    shown = curator_client.get(preview)
    assert "Private preview of the 2031 List" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    sentences = [str(each) for each in read_release(reading.edition, reading).sentences]
    assert list(Listing.objects.order_by("pk").values("pk", "stage", "superseded_by")) == before
    assert curator_client.get("/editions/2031/").status_code == 404
    assert curator_client.get(preview.replace("editions/2031/", "admin/")).status_code == 404
    publish_draft(reading, curator, editor)
    public = curator_client.get("/editions/2031/").content.decode()
    for name in ("Alpha", "Gamma"):
        assert f'href="/editions/2031/{name.lower()}/"' in public
        assert f"/admin/preview/{reading.edition.pk}/editions/2031/{name.lower()}/" in shown.content.decode()
    assert any("2 online markets" in sentence for sentence in sentences), sentences


def test_a_publication_is_done_at_its_time_in_the_name_of_the_editor(
    drafted: Drafted, curator: User, editor: User
) -> None:
    reading = drafted(2030, [row("Alpha")], ("a doubt",))
    create_new_markets(reading, {}, by=curator)
    review_listing(Listing.objects.get(reading=reading), by=curator)
    for at, zone in (("tomorrow", "UTC"), ("2020-01-01T10:00", "UTC"), ("2090-01-01T10:00", "Mars/Base")):
        with pytest.raises(Refusal):
            schedule_publication(reading, at, zone, by=editor)
    with pytest.raises(Refusal, match="problem"):
        schedule_publication(reading, "2090-01-01T10:00", "UTC", by=editor)
    accept_problems(reading, reason="looked at", by=editor)
    with pytest.raises(Refusal):
        schedule_publication(reading, "2090-01-01T10:00", "UTC", by=curator)
    first = schedule_publication(reading, "2090-01-01T10:00", "America/New_York", by=editor)
    assert first.due_at == datetime.datetime(2090, 1, 1, 15, tzinfo=datetime.UTC)
    cancel_publication(reading, by=editor)
    second = schedule_publication(reading, "2090-01-01T10:00", "America/New_York", by=editor)
    assert publish_due() == 0
    ScheduledPublication.objects.filter(pk=second.pk).update(due_at=timezone.now())
    assert publish_due() == 1
    edition = Edition.objects.get(year=2030)
    assert edition.published_by == editor
    second.refresh_from_db()
    assert second.outcome == "Published."
    assert publish_due() == 0


def test_a_publication_that_is_refused_at_its_time_says_why(
    drafted: Drafted, curator: User, editor: User
) -> None:
    reading = drafted(2030, [row("Alpha")])
    create_new_markets(reading, {}, by=curator)
    review_listing(Listing.objects.get(reading=reading), by=curator)
    made = schedule_publication(reading, "2090-01-01T10:00", "UTC", by=editor)
    ScheduledPublication.objects.filter(pk=made.pk).update(due_at=timezone.now())
    Listing.objects.filter(reading=reading).update(market=None)
    assert publish_due() == 0
    made.refresh_from_db()
    assert made.outcome.startswith("Not published: 1 listing")
    assert Edition.objects.get(year=2030).published_at is None


def test_a_stored_report_shows_its_pages_and_keeps_its_name(curator_client: Client) -> None:
    snapshot = store_snapshot(report().content, file_name="2023 Review of Notorious Markets")
    page = curator_client.get(reverse("admin:markets_snapshot_page", args=[snapshot.pk, 1]))
    assert page["Content-Type"] == "image/png"
    assert page.content.startswith(b"\x89PNG")
    assert (
        curator_client.get(reverse("admin:markets_snapshot_page", args=[snapshot.pk, 999])).status_code == 404
    )
    file = curator_client.get(reverse("admin:markets_snapshot_bytes", args=[snapshot.pk]))
    assert 'filename="2023 Review of Notorious Markets.pdf"' in file["Content-Disposition"]


def test_a_divided_entry_is_divided_again_when_its_document_is_read_again(
    known: Edition, drafted: Drafted, curator: User
) -> None:
    def read_again(text: str) -> list[Listing]:
        rows = [row("Alpha and Beta", asks=["Stop it."], text=text), row("Gamma")]
        reading = drafted(2031, rows)
        return list(Listing.objects.filter(reading=reading).select_related("market").order_by("pk"))

    def name_markets(rows: list[Listing]) -> list[tuple[str, str]]:
        return [(each.market.slug if each.market else "", each.entry) for each in rows]

    entry, gamma_row = read_again("One.")
    gamma = make_market(gamma_row, by=curator)
    alpha, beta = (find_market(name, "online") for name in ("alpha", "Beta Bazaar"))
    split_entry(entry, [alpha, beta], by=curator)
    first, second, _ = again = read_again("Two.")
    divided = [("alpha", "Alpha and Beta"), ("beta-bazaar", "Alpha and Beta"), ("gamma", "")]
    assert name_markets(again) == divided
    assert [each.recommendations.count() for each in (first, second)] == [1, 0]
    # Another market for one part is a part too; of two parts, one that is left decides nothing.
    reject_match(second, beta, reason="x", by=curator)
    assert name_markets(read_again("Three."))[0] == ("", "")
    Listing.objects.filter(pk=second.pk).update(stage=Stage.DRAFT)
    match_listing(Listing.objects.get(pk=second.pk), gamma, by=curator)
    assert [market for market, _ in name_markets(read_again("Four."))] == ["alpha", "gamma", "gamma"]
    decision = PrintedName.objects.filter(part=True, undone_at=None).first()
    assert decision is not None
    undo_decision(decision, by=curator)
    entry, _ = read_again("Five.")
    assert entry.market is None
    split_entry(entry, [alpha, beta], by=curator)
    join_entry(Listing.objects.get(pk=entry.pk), by=curator)
    assert name_markets(read_again("Six."))[0] == ("", "")
