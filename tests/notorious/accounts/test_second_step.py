"""The second step: nothing of the desk without it, and no way round it."""

import base64
from collections.abc import Callable
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.models import Edition, Market
from notorious.accounts.middleware import DESK as DESK_ROUTE
from notorious.accounts.second_factor import RECOVERY_CODES
from notorious.models import AccessRecord
from tests.notorious.accounts.conftest import CODE, DESK, FACTOR, PASSWORD, Person, sign_in

INSIDE = ("/admin/", "/admin/queue/", "/admin/people/", "/admin/markets/edition/", "/admin/password_change/",
          "/admin/jsi18n/", "/admin/autocomplete/?app_label=markets", "/admin/nowhere/at/all/", FACTOR,
          "/admin//", "/admin/./", "/%61dmin/markets/edition/")  # fmt: skip


def half(person: Person) -> Client:
    """A client that the password has opened, and no more."""
    client = Client()
    assert sign_in(person.user.username, client=client).status_code == 302
    return client


def whole(person: Person) -> Client:
    client = half(person)
    assert client.post(CODE, {"code": person.code()}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_a_password_and_then_a_code_open_the_desk(ed: Person) -> None:
    client = Client()
    answer = client.post(
        "/admin/login/?next=/admin/password_change/", {"username": "ed", "password": PASSWORD}
    )
    page = client.get(answer["Location"])
    assert page["Location"] == f"{CODE}?next=%2Fadmin%2Fpassword_change%2F"
    assert client.get(page["Location"]).status_code == 200
    answer = client.post(
        CODE, {"code": f" {ed.code()[:3]} {ed.code()[3:]}", "next": "/admin/password_change/"}
    )
    assert answer["Location"] == "/admin/password_change/"
    assert client.get("/admin/password_change/").status_code == 200


def test_no_address_of_the_desk_goes_round_the_second_step(ed: Person) -> None:
    client = half(ed)
    for address in INSIDE:
        for method in ("get", "post", "head", "put", "options"):
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, (address, method)
            assert answer["Location"].startswith(CODE), (address, method)


def test_everything_of_the_desk_is_where_the_second_step_is_asked_for() -> None:
    def routes(found: list[Any], prefix: str = "") -> Any:
        for each in found:
            if isinstance(each, URLResolver):
                yield from routes(each.url_patterns, prefix + str(each.pattern))
            elif isinstance(each, URLPattern):
                yield prefix + str(each.pattern), each.callback

    every = list(routes(get_resolver().url_patterns))
    desk = [
        route for route, view in every if "admin" in f"{view.__module__}{getattr(view, 'model_admin', '')}"
    ]
    assert len(desk) > 50
    assert all(route.startswith(DESK_ROUTE) for route in desk)


def test_an_action_of_the_admin_does_nothing_without_the_second_step(ed: Person) -> None:
    market = Market.objects.create(name="Somewhere", slug="somewhere", kind="online")
    edition = Edition.objects.create(year=2031, title="2031 Review")
    client = half(ed)
    client.post(
        f"/admin/markets/market/{market.pk}/change/", {"name": "Elsewhere", "slug": "x", "kind": "online"}
    )
    client.post("/admin/markets/edition/", {"action": "publish", "_selected_action": edition.pk, "index": 0})
    client.post("/admin/people/", {"do": "unlock", "kind": "account", "who": "ed"})
    client.post(
        "/admin/password_change/",
        {"old_password": PASSWORD, "new_password1": "x" * 20, "new_password2": "x" * 20},
    )
    market.refresh_from_db()
    ed.user.refresh_from_db()
    assert market.name == "Somewhere"
    assert ed.user.check_password(PASSWORD)
    assert set(AccessRecord.objects.values_list("what", flat=True)) == {"added"}


def test_a_code_opens_one_session_once(ed: Person) -> None:
    code = ed.code()
    first, second = half(ed), half(ed)
    assert first.post(CODE, {"code": code}).status_code == 302
    assert b"used already" in second.post(CODE, {"code": code}).content
    assert is_in(first) and not is_in(second)


def test_the_code_that_added_the_phone_opens_nothing(known: Callable[..., Person]) -> None:
    ann = known("ann")
    client = half(ann)
    ann.enrol(client)
    other = half(ann)
    other.post(CODE, {"code": ann.code()})
    assert not is_in(other)


def test_codes_cannot_be_guessed_one_after_the_other(ed: Person) -> None:
    client = half(ed)
    right = ed.code()
    wrong = "000000" if right != "000000" else "000001"
    assert client.post(CODE, {"code": wrong}).status_code == 200
    refused = [client.post(CODE, {"code": each}) for each in (wrong, right)]
    assert [answer.status_code for answer in refused] == [429, 429]
    assert int(refused[0]["Retry-After"]) >= 1
    assert not is_in(client)
    # Another session, or another password before it, does not begin the count again.
    TOTPDevice.objects.update(throttling_failure_count=12)
    again = half(ed).post(CODE, {"code": right})
    assert (again.status_code, int(again["Retry-After"]) > 2000) == (429, True)


def test_what_is_no_code_opens_nothing_and_breaks_nothing(ed: Person) -> None:
    client = half(ed)
    for code in ("", "0", "٠٠٠٠٠٠", "１２３４５６", "\x00", "-00001", "1e5", "9" * 5000, "\ud800", "'"):
        assert client.post(CODE, {"code": code.encode(errors="surrogatepass")}).status_code == 200, code
        assert not is_in(client)
        ed.forgets_its_last_code()


def test_anothers_code_opens_nothing(ed: Person, known: Callable[..., Person]) -> None:
    ann = known("ann")
    ann.has_a_phone()
    client = half(ed)
    for code in (ann.code(), ann.codes[0]):
        TOTPDevice.objects.update(throttling_failure_count=0)
        client.post(CODE, {"code": code})
    assert not is_in(client)


def test_a_recovery_code_opens_the_desk_once_and_the_record_says_so(ed: Person) -> None:
    client = half(ed)
    client.post(CODE, {"code": ed.codes[3].upper()})
    assert is_in(client)
    assert AccessRecord.objects.get(what="code_used").note == f"{RECOVERY_CODES - 1} left"
    other = half(ed)
    assert b"used already" in other.post(CODE, {"code": ed.codes[3]}).content
    assert not is_in(other)


def test_recovery_codes_are_shown_once_and_not_kept_in_the_clear(ed: Person) -> None:
    client = whole(ed)
    page = client.get(FACTOR).content.decode()
    kept = set(StaticToken.objects.values_list("token", flat=True))
    for code in ed.codes:
        assert code not in page
        assert not kept & {code, code.replace("-", "")}


def test_new_recovery_codes_replace_the_old(ed: Person) -> None:
    client = half(ed)
    client.post(CODE, {"code": ed.codes[2]})
    page = client.post(FACTOR, {"do": "codes", "code": ed.codes[0]}).content.decode()
    assert page.count("<li><code>") == RECOVERY_CODES
    assert ed.codes[1] not in page
    assert is_in(client)
    other = half(ed)
    other.post(CODE, {"code": ed.codes[1]})
    assert not is_in(other)


def test_each_step_of_signing_in_changes_the_sessions_key(ed: Person) -> None:
    client = Client()
    client.get("/admin/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in("ed", client=client)
    after_password = client.cookies["sessionid"].value
    client.post(CODE, {"code": ed.code()})
    after_code = client.cookies["sessionid"].value
    assert len({planted, after_password, after_code}) == 3
    for old in (planted, after_password):
        thief = Client()
        thief.cookies["sessionid"] = old
        assert not is_in(thief)
        assert not Session.objects.filter(session_key=old).exists()


def test_where_to_go_on_is_a_page_of_ours(ed: Person) -> None:
    for evil in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"):
        client = half(ed)
        answer = client.post(f"{CODE}?next={evil}", {"code": ed.code(), "next": evil})
        assert answer["Location"] == DESK
        ed.forgets_its_last_code()


def test_a_phone_is_not_added_beside_another_without_its_code(ed: Person) -> None:
    client = half(ed)
    session = client.session
    session["new_authenticator"] = "00" * 20
    session.save()
    assert client.post(FACTOR, {"do": "add", "code": ed.code()})["Location"].startswith(CODE)
    assert TOTPDevice.objects.count() == 1
    inside = whole(ed)
    session = inside.session
    session["new_authenticator"] = base64.b16encode(ed.key).decode().lower()
    session.save()
    assert (
        b"There is an authenticator app already"
        in inside.post(FACTOR, {"do": "add", "code": ed.code()}).content
    )
    assert TOTPDevice.objects.count() == 1


def test_two_sessions_are_shown_two_secrets(known: Callable[..., Person]) -> None:
    ann = known("ann")
    pages = [half(ann).get(FACTOR).content.split(b'id="secret">')[1][:39] for _ in range(2)]
    assert pages[0] != pages[1]


def test_a_session_from_before_the_phone_is_asked_for_its_code(known: Callable[..., Person]) -> None:
    ann = known("ann")
    before, now = half(ann), half(ann)
    assert is_in(before)
    ann.enrol(now)
    assert is_in(now)
    assert before.get(DESK)["Location"].startswith(CODE)


def test_the_phone_is_removed_with_a_code_and_not_without(ed: Person) -> None:
    client = whole(ed)
    client.post(FACTOR, {"do": "remove", "code": "123456" if ed.code() != "123456" else "654321"})
    assert TOTPDevice.objects.count() == 1
    client.post(FACTOR, {"do": "remove", "code": ed.codes[0]})
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert AccessRecord.objects.filter(what="removed", who="ed", by=ed.user).count() == 1


def test_where_it_is_offered_the_desk_says_so_until_there_is_one(known: Callable[..., Person]) -> None:
    ann = known("ann", "curator")
    client = half(ann)
    assert b"Set up two-step sign-in" in client.get(DESK).content
    ann.enrol(client)
    assert b"Set up two-step sign-in" not in client.get(DESK).content


def test_where_it_is_required_nobody_without_one_gets_further_than_to_adding_it(
    known: Callable[..., Person], settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    ann = known("ann", "editor")
    client = half(ann)
    for address in INSIDE:
        if address != FACTOR:
            assert client.get(address)["Location"].startswith(FACTOR), address
    assert client.post("/admin/people/")["Location"] == FACTOR
    ann.enrol(client)
    assert is_in(client)
    assert b"Work at the desk takes" not in client.get(FACTOR).content


def test_the_pages_of_the_second_step_have_no_script_or_style_within(
    ed: Person, known: Callable[..., Person]
) -> None:
    pages = [half(ed).get(CODE), half(known("ann")).get(FACTOR), whole(ed).get(FACTOR)]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "unsafe" not in page["Content-Security-Policy"]
        assert (
            "style=" not in text
            and "<style" not in text
            and "<script>" not in text
            and " on" + "click" not in text
        )
        assert "no-store" in page["Cache-Control"]
