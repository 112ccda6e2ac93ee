"""Domains of a public listing that a report does not print are kept or dropped, as an editor chooses."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from markets.admin.release import read_release
from markets.curation.draft_names import create_new_markets
from markets.curation.lost_domains import choose_domains, find_lost_domains
from markets.curation.publishing import withdraw_edition
from markets.curation.redrafting import draft_again
from markets.models import Edition, Evidence, Listing, MarketAlias, Reading
from tests.markets.curation.conftest import Drafted, row
from tests.markets.curation.test_release import publish_draft

GONE = "1 domain that the report does not print will be removed from the public page."


def make_known(drafted: Drafted, curator: User, editor: User) -> Edition:
    """An edition whose market has two domains from the press."""
    reading = drafted(2030, [row("Alpha")])
    create_new_markets(reading, {}, by=curator)
    edition = publish_draft(reading, curator, editor)
    Listing.objects.filter(edition=edition).update(
        domains_printed=["alpha.example", "alpha.test"],
        domains_basis=Evidence.SECONDARY,
        source="https://example.org/alpha",
    )
    return edition


def test_a_domain_is_kept_with_its_source_or_dropped(
    drafted: Drafted, curator: User, editor: User, client: Client
) -> None:
    edition = make_known(drafted, curator, editor)
    reading = drafted(2030, [row("Alpha", text="Read again.")])
    (lost,) = find_lost_domains(edition, reading)
    assert lost.domains == ("alpha.example", "alpha.test")
    client.force_login(curator)
    desk = reverse("admin:markets_edition_desk", args=[edition.pk])
    assert "Keep the selected, drop the others" in client.get(desk).content.decode()
    client.post(desk, {"action": "domains", "domain": ["alpha.test", "other.example"]})
    reading.refresh_from_db()
    assert reading.kept_domains == ["alpha.test"]
    assert GONE in read_release(edition, reading).warnings
    assert not MarketAlias.objects.exists()  # trying it leaves nothing
    publish_draft(reading, curator, editor)
    assert Listing.objects.public().get().domains == []
    (alias,) = MarketAlias.objects.public()
    assert (alias.name, alias.basis, alias.source) == ("alpha.test", "secondary", "https://example.org/alpha")
    assert [each.url for each in alias.citations.all()] == ["https://example.org/alpha"]


def test_withdrawing_gives_the_domains_back_and_a_second_publication_keeps_them_again(
    drafted: Drafted, curator: User, editor: User
) -> None:
    edition = make_known(drafted, curator, editor)
    reading = drafted(2030, [row("Alpha", text="Read again.")])
    choose_domains(reading, ["alpha.test"], by=curator)
    publish_draft(reading, curator, editor)
    withdraw_edition(edition, reason="x", by=editor)
    assert not MarketAlias.objects.public().exists()
    assert Listing.objects.public().get().domains == ["alpha.example", "alpha.test"]
    assert Reading.objects.get(pk=reading.pk).kept_domains == ["alpha.test"]
    publish_draft(draft_again(Reading.objects.get(pk=reading.pk), by=curator), curator, editor)
    assert MarketAlias.objects.public().get().name == "alpha.test"
