"""Two people at one row: the second sees what the first changed, and nothing is lost. And every row's history."""

import html
import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, transaction

from markets.models import Edition, Market
from responses.models import Party, Response, ResponsePoint
from tests.notorious.desk.test_entering import take_all
from tests.people import make_person, sign_in

pytestmark = pytest.mark.usefixtures("record")


def fields(client, address: str) -> dict[str, str | list[str]]:
    """What a browser would post of a change form that was just opened."""
    answer = client.get(address)
    assert answer.status_code == 200
    form = BeautifulSoup(answer.content, "html.parser").select_one("#content-main form[method=post]")
    found = {}
    for each in form.select("input[name], select[name], textarea[name]"):
        name = each["name"]
        if "__prefix__" in name or "-empty-" in name or name.startswith("_"):
            continue
        if each.name == "select":
            chosen = [option["value"] for option in each.select("option[selected]")]
            if each.has_attr("multiple"):
                found |= {name: chosen} if chosen else {}
            else:
                found[name] = chosen[0] if chosen else ""
        elif each.name == "textarea":
            found[name] = each.get_text().removeprefix("\n")
        elif each.get("type") not in ("checkbox", "submit") or each.has_attr("checked"):
            found[name] = each.get("value", "on" if each.get("type") == "checkbox" else "")
    return found


CASES = [
    (Party, {"slug": "amazon"}, "name", "kind", "right holder"),
    (Market, {"slug": "taobao"}, "note", "name", "Taobao (renamed)"),
    (Edition, {"year": 2017}, "issue_focus", "series", "another series"),
]


@pytest.mark.parametrize(("model", "which", "both", "other", "value"), CASES)
def test_the_second_to_save_sees_the_difference_and_loses_nothing(
    ed, model, which, both, other, value
) -> None:
    row, bob = model.objects.get(**which), make_person("bob", "editor")
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
    first, second = sign_in(ed), sign_in(bob)
    of_ed, of_bob = fields(first, address), fields(second, address)
    assert first.post(address, {**of_ed, both: "What Ed wrote", other: value, "why": "x"}).status_code == 302
    answer = second.post(address, {**of_bob, both: "What Bob wrote"})
    assert answer.status_code == 200  # not saved
    row.refresh_from_db()
    assert getattr(row, both) == "What Ed wrote"
    page = BeautifulSoup(answer.content, "html.parser")
    shown = page.select_one(".conflict").get_text(" ")
    assert "changed by ed" in shown
    assert "What Ed wrote" in shown
    assert "What Bob wrote" in shown
    assert page.select_one(f"[name={both}]").get_text().strip() or page.select_one(f"[name={both}]")["value"]
    again = fields_of(answer)
    assert again[both] == "What Bob wrote"
    assert again[other] == value  # Bob had not touched it, so Ed's change is
    assert second.post(address, {**again, "why": "x"}).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, both), getattr(row, other)) == ("What Bob wrote", value)


def fields_of(answer) -> dict[str, str]:
    class Given:
        @staticmethod
        def get(address):
            return answer

    return fields(Given, "")


def test_a_form_without_the_state_it_saw_saves_nothing(ed) -> None:
    party = Party.objects.get(slug="amazon")
    address = f"/admin/responses/party/{party.pk}/change/"
    given = fields(sign_in(ed), address)
    for seen in ("", "{}", "[]", "nonsense", '{"party-1": "x"}'):
        assert sign_in(ed).post(address, {**given, "name": "Another", "seen": seen}).status_code == 200
    party.refresh_from_db()
    assert party.name == "Amazon"


@pytest.fixture
def draft(entered, ada) -> Response:
    response = entered()
    take_all(sign_in(ada), response)
    return response


def test_two_people_at_one_point_of_a_response_see_each_other(draft, ada, bob) -> None:
    address = f"/admin/responses/response/{draft.pk}/change/"
    of_ada, of_bob = fields(sign_in(ada), address), fields(sign_in(bob), address)
    (name,) = [each for each in of_ada if re.fullmatch(r"points-0-summary", each)]
    assert sign_in(ada).post(address, {**of_ada, name: "What Ada wrote"}).status_code == 302
    answer = sign_in(bob).post(address, {**of_bob, name: "What Bob wrote"})
    assert answer.status_code == 200
    assert "What Ada wrote" in BeautifulSoup(answer.content, "html.parser").select_one(".conflict").get_text()
    assert draft.points.order_by("ordinal").first().summary == "What Ada wrote"
    assert sign_in(bob).post(address, fields_of(answer)).status_code == 302
    assert draft.points.order_by("ordinal").first().summary == "What Bob wrote"


@pytest.mark.wide
def test_two_people_at_two_points_do_not_get_in_each_others_way(draft, ada, bob) -> None:
    address = f"/admin/responses/response/{draft.pk}/change/"
    of_ada, of_bob = fields(sign_in(ada), address), fields(sign_in(bob), address)
    sign_in(ada).post(address, {**of_ada, "points-0-summary": "What Ada wrote"})
    answer = sign_in(bob).post(address, {**of_bob, "points-1-summary": "What Bob wrote"})
    if answer.status_code == 200:  # he is shown what she did, and his own is still there
        assert sign_in(bob).post(address, fields_of(answer)).status_code == 302
    summaries = list(draft.points.order_by("ordinal").values_list("summary", flat=True))
    assert summaries == ["What Ada wrote", "What Bob wrote"]


def test_saving_the_form_checks_the_quotations_again_and_says_so(draft, ada) -> None:
    address = f"/admin/responses/response/{draft.pk}/change/"
    quote = "The number of takedown requests rose by 25% year on year in 2017."
    answer = sign_in(ada).post(
        address, {**fields(sign_in(ada), address), "points-0-quote": quote}, follow=True
    )
    assert "The quotation of point 1 is altered." in html.unescape(answer.content.decode())
    assert draft.points.order_by("ordinal").first().quote_check == "altered"


def test_every_tracked_model_has_a_history_page_of_its_own_or_on_its_parents() -> None:
    tracked = {
        model
        for model in apps.get_models()
        if f"{model.__name__}event".lower() in apps.all_models[model._meta.app_label]
    }
    shown = set(admin.site._registry)
    for site in admin.site._registry.values():
        shown |= {model for model, _ in getattr(site, "parts", ())}
    assert tracked <= shown


def test_the_history_of_a_response_holds_that_of_its_points_claims_and_links(draft, ada) -> None:
    page = sign_in(ada).get(f"/admin/responses/response/{draft.pk}/history/").content.decode()
    for row in ("response point", "claim", "take claims", "enter response"):
        assert row in page


def test_history_is_not_altered_by_anyone() -> None:
    events = apps.get_model("responses", "ResponsePointEvent").objects
    assert events.exists()
    for change in (lambda: events.update(summary="x"), lambda: events.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    assert ResponsePoint.objects.exists()
