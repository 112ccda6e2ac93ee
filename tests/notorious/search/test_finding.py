"""What the search finds, and what it must not."""

import pytest
from django.utils import timezone

from markets.models import Edition, Listing, Recommendation
from responses.models import Response, ResponsePoint
from tests.notorious.search.conftest import Search, kinds, names


@pytest.mark.parametrize(
    ("typed", "market"),
    [
        ("tao bao", "Taobao"),
        ("TAOBAO", "Taobao"),
        ("tabao", "Taobao"),
        ("taobao[.]com", "Taobao"),
        ("thepiratebay", "The Pirate Bay"),
        ("the pirate bay", "The Pirate Bay"),
        ("piratebey", "The Pirate Bay"),
        ("rapidgator[.]net", "Rapidgator"),
        ("RapidGator", "Rapidgator"),
        ("ali express", "AliExpress"),
        ("indaimart", "IndiaMART"),
        ("galeria pagé", "Galeria Pagé"),
        ("galeria page", "Galeria Pagé"),
        ("淘宝", "Taobao"),
        ("ВКонтакте", "VK"),
        ("doodstream", "Doodstream"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(search: Search, typed: str, market: str) -> None:
    assert market in names(search(typed))


def test_a_party_is_found_by_a_misspelt_name(search: Search) -> None:
    assert "Alibaba Group" in names(search("ali baba gruop"))


def test_accents_do_not_matter_in_texts(search: Search) -> None:
    plain, accented = search("sao paulo"), search("SÃO PAULO")
    assert plain["total"] == accented["total"] > 0
    assert plain["hits"] == accented["hits"]


def test_a_name_is_found_in_the_listings_that_print_it(search: Search) -> None:
    years = set(
        Listing.objects.public().filter(market__slug="taobao").values_list("edition__year", flat=True)
    )
    found = search("taobao", kind="listing")
    assert {int(year) for year in found["counts"]["year"]} >= years
    assert "listing" in kinds(found)


def test_listings_are_found_by_any_name_of_their_market(search: Search) -> None:
    listed = Listing.objects.public().filter(market__slug="the-pirate-bay")
    years = {str(year) for year in listed.values_list("edition__year", flat=True)}
    assert set(search("Pirate Bay", kind="listing")["counts"]["year"]) >= years


def test_a_country_is_found_by_any_of_its_names(search: Search) -> None:
    assert search("Türkiye", kind="listing")["total"] == search("Turkey", kind="listing")["total"] > 0


def test_word_forms_are_one_word(search: Search) -> None:
    assert search("sellers")["total"] == search("seller")["total"] > 0


def test_a_phrase_needs_its_words_in_order(search: Search) -> None:
    assert search('"good faith"')["total"] > 0
    assert search('"faith good"')["total"] == 0
    assert search("faith good")["total"] >= search('"good faith"')["total"]


def test_a_word_with_a_minus_is_left_out(search: Search) -> None:
    everything, without = search("counterfeit"), search("counterfeit -taobao")
    both = search("counterfeit taobao")
    assert everything["total"] == without["total"] + both["total"]
    assert both["total"] > 0


def test_or_finds_either(search: Search) -> None:
    moscow, russia, both = (search(words)["total"] for words in ("moscow", "kiev", "moscow kiev"))
    assert search("moscow or kiev")["total"] == moscow + russia - both


def test_every_kind_of_thing_is_found(search: Search) -> None:
    found = search("alibaba")["counts"]["kind"]
    assert {"response", "point", "party"} <= set(found)
    assert "recommendation" in search("taobao takedown or counterfeit")["counts"]["kind"]


def test_an_id_finds_its_recommendation(search: Search) -> None:
    (hit,) = search("2017-R1")["hits"]
    assert hit["permalink"].endswith("/recommendations/2017-R1/")


def test_what_is_not_in_the_record_is_not_found(search: Search) -> None:
    found = search("zzyzxqqq")
    assert (found["total"], found["hits"], found["names"], found["next"]) == (0, [], [], None)


def test_a_withdrawn_listing_is_not_found(search: Search) -> None:
    Listing.objects.filter(market__slug="taobao").update(stage="withdrawn")
    assert search("taobao", kind="listing")["total"] == 0


def test_a_market_without_a_public_row_is_not_found_by_name(search: Search) -> None:
    Listing.objects.filter(market__slug="galeria-page").update(stage="draft")
    assert names(search("galeria page")) == []
    assert names(search("galeria pagge")) == []


def test_an_unpublished_edition_is_not_found(search: Search) -> None:
    assert "2017" in search("taobao")["counts"]["year"]
    Edition.objects.filter(year=2017).update(published_at=None)
    assert "2017" not in search("taobao", kind="listing")["counts"]["year"]
    assert search("2017-R1")["total"] == 0


def test_a_draft_recommendation_is_not_found(search: Search) -> None:
    Recommendation.objects.filter(public_id="2017-R1").update(stage="draft")
    assert search("2017-R1")["total"] == 0


def test_a_withdrawn_response_and_its_points_are_not_found(search: Search) -> None:
    assert search("alibaba", party="alibaba-group")["total"] > 0
    Response.objects.filter(party__slug="alibaba-group").update(
        withdrawn_at=timezone.now(), stage="withdrawn"
    )
    found = search("alibaba", party="alibaba-group")
    assert kinds(found) <= {"party"}


def test_a_point_whose_evidence_is_a_lead_is_not_found(search: Search) -> None:
    point = ResponsePoint.objects.public().exclude(summary="").first()
    ResponsePoint.objects.filter(pk=point.pk).update(summary="Xylophone makers agree")
    assert search("xylophone")["total"] == 1
    ResponsePoint.objects.filter(pk=point.pk).update(evidence="lead")
    assert search("xylophone")["total"] == 0


@pytest.mark.parametrize(
    ("field", "basis", "value", "q"),
    [
        ("domains_printed", "domains_basis", ["xylophonist.example"], "xylophonist.example"),
        ("city_printed", "city_basis", "Xylophonopolis", "xylophonopolis"),
        ("country_printed", "country_basis", "Xylophonia", "xylophonia"),
    ],
)
def test_a_value_is_found_only_where_its_own_basis_is_public(
    search: Search, field: str, basis: str, value: object, q: str
) -> None:
    listing = Listing.objects.public().filter(market__slug="taobao")[0]
    Listing.objects.filter(pk=listing.pk).update(**{field: value, basis: "unconfirmed"})
    found = search(q)
    assert (found["total"], names(found)) == (0, [])
    Listing.objects.filter(pk=listing.pk).update(**{basis: "secondary"})
    assert search(q)["total"] == 1


def test_a_country_that_is_not_public_is_no_facet(search: Search) -> None:
    assert "CN" in search("taobao", kind="listing")["counts"]["country"]
    Listing.objects.filter(market__slug="taobao").update(country_basis="inferred")
    assert "CN" not in search("taobao", kind="listing")["counts"]["country"]
