"""Who may open what: every address of the admin, as nobody, as staff without a role, as curator, as editor."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from markets.curation.listings import make_market, review_listing
from markets.models import Edition, Listing, Market, Reading, Snapshot
from notorious.roles import EDITORS_ONLY
from responses.curation.publishing import review_response
from responses.models import Response
from tests.browser.conftest import draft_edition
from tests.notorious.desk.test_entering import desk, take_all
from tests.people import make_person, sign_in

pytestmark = pytest.mark.usefixtures("record")

OPEN = {"login", "logout", "jsi18n"}  # to the person who is not signed in
FOR_ALL_STAFF = {
    *("index", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n"),
    *("view_on_site", "app_list", "second-step", "second-factor"),
}
DELETED_BY_EDITORS = {f"markets_{model}_delete" for model in ("market", "edition", "source")}
OURS = ("markets", "responses", "notorious")


def patterns(found, prefix: str = ""):
    for each in found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern), each.name


def a_row(model) -> int:
    row = model._base_manager.order_by("pk").first()
    return row.pk if row else 1


def addresses() -> list[tuple[str, str]]:
    """Every address of the admin, with a row that exists where there is one, and the name of its pattern."""
    Snapshot.objects.store(b"a document", "text/plain")
    models = {f"{model._meta.app_label}/{model._meta.model_name}": model for model in admin.site._registry}
    found = []
    for pattern, name in patterns(get_resolver().url_patterns):
        if not pattern.startswith("admin/") or name is None:
            continue
        model = models.get("/".join(pattern.split("/")[1:3]))
        pk = str(a_row(model)) if model else "1"
        made = (
            pattern.replace("<path:object_id>", pk).replace("<int:pk>", pk).replace("<slug:name>", "points")
        )
        if "<" not in made and "(" not in made and "^" not in made:
            found.append((f"/{made}", name))
    return found


def test_the_list_of_addresses_is_the_real_one() -> None:
    names = {name for _, name in addresses()}
    assert {
        "responses_response_desk",
        "responses_response_enter",
        "markets_edition_desk",
        "queue-of",
    } <= names
    assert {
        f"{model._meta.app_label}_{model._meta.model_name}_delete" for model in admin.site._registry
    } <= names


def test_nobody_who_is_not_signed_in_gets_further_than_the_sign_in_page() -> None:
    for address, name in addresses():
        if name not in OPEN:
            answer = Client().get(address)
            assert answer.status_code == 302, address
            assert "/admin/login/" in answer["Location"], address
            assert Client().post(address).status_code == 302, address


@pytest.mark.wide
def test_staff_without_a_role_see_nothing() -> None:
    client = sign_in(make_person("guest"))
    for address, name in addresses():
        if name in FOR_ALL_STAFF or name in OPEN:
            continue
        assert client.get(address).status_code in (403, 404), address
        assert client.post(address, {"action": "publish"}).status_code in (403, 404), address


@pytest.mark.wide
@pytest.mark.parametrize("role", ["curator", "editor"])
def test_people_with_a_role_see_all_that_is_ours_and_no_accounts(role) -> None:
    client = sign_in(make_person("someone", role))
    for address, name in addresses():
        if name in OPEN | {"autocomplete"}:
            continue
        status = client.get(address).status_code
        if role == "editor" and name in DELETED_BY_EDITORS:
            assert status in (200, 302), address
        elif "/auth/" in address or name.endswith("_delete") or (name == "people" and role == "curator"):
            assert status == 403, address
        elif name.endswith("_add") or name == "markets_market_part":
            assert status in (200, 302, 403), address
        else:
            assert status in (200, 302), (
                address,
                status,
            )  # a row that is not there sends back to the first page


@pytest.mark.parametrize("role", ["editor", "superuser"])  # who has all rights of a curator
def test_nobody_deletes_what_is_public_or_in_use(role) -> None:
    superuser = role == "superuser"
    client = sign_in(make_person("someone", "" if superuser else role, is_superuser=superuser))
    for model in admin.site._registry:
        if model._meta.app_label not in OURS:
            continue
        there = model._base_manager.count()
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = a_row(model)
        answer = client.post(f"{place}{row}/delete/", {"post": "yes", "reason": "x"})
        if f"markets_{model._meta.model_name}_delete" in DELETED_BY_EDITORS:
            assert answer.status_code != 200 or "cannot be deleted" in answer.content.decode(), place
        else:
            assert answer.status_code in (302, 403, 404), place
        chosen = {"action": "delete_selected", "_selected_action": [row], "post": "yes"}
        client.post(place, chosen)
        assert model._base_manager.count() == there, place


def test_only_an_editor_publishes_whatever_the_way(ada, bob, ed, entered) -> None:
    response = entered()
    take_all(sign_in(ada), response)
    review_response(response, by=bob)
    edition = Edition.objects.get(year=2017)
    for client in (sign_in(ada), sign_in(bob)):
        client.post(desk(response), {"action": "publish"})
        client.post(f"/admin/markets/edition/{edition.pk}/desk/", {"action": "withdraw", "reason": "x"})
        market = Market.objects.get(slug="taobao")
        merge = {"merge": "1", "merge-into": "amazon", "merge-reason": "x"}
        assert client.post(f"/admin/markets/market/{market.pk}/part/", merge).status_code == 403
    assert Response.objects.get(pk=response.pk).stage == "reviewed"
    assert Edition.objects.get(year=2017).published_at is not None
    sign_in(ed).post(desk(response), {"action": "publish"})
    assert Response.objects.get(pk=response.pk).stage == "published"


def test_the_rights_that_only_editors_have_are_the_editors_alone() -> None:
    def rights(name: str) -> set[str]:
        return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))

    assert rights("editor") - rights("curator") == set(EDITORS_ONLY)
    assert {each for each in rights("editor") if each.startswith("delete_")} == {"delete_market"}


def test_every_action_of_the_desk_needs_the_tokens_of_its_own_form(ada, entered) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    response = entered()
    for address in (desk(response), "/admin/responses/response/enter/", "/admin/queue/points/"):
        assert client.post(address, {"action": "review"}).status_code == 403


def test_a_curator_who_reviewed_every_listing_reads_that_an_editor_can_publish(ada, ed) -> None:
    edition = draft_edition()
    Reading.objects.filter(edition=edition).update(problems=[])
    for listing in Listing.objects.filter(edition=edition, stage="draft"):
        if listing.market is None:
            make_market(listing, by=ada)
        review_listing(listing, by=ada)
    for reader in (ada, ed):
        page = sign_in(reader).get(f"/admin/markets/edition/{edition.pk}/desk/").content.decode()
        assert "Ready to publish." in page
    Listing.objects.filter(edition=edition, stage="draft").update(reviewed_by=ed)
    page = sign_in(ed).get(f"/admin/markets/edition/{edition.pk}/desk/").content.decode()
    assert "not been reviewed by a second person" in page
