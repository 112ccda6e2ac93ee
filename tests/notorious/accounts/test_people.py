"""Sessions, a lost phone, and the record of it."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from notorious.environment import env
from notorious.management.commands.apply_grants import append_only_tables
from notorious.models import AccessRecord
from tests.notorious.accounts.conftest import CODE, DESK, PASSWORD, Person, sign_in


def signed_in(person: Person) -> Client:
    client = Client()
    sign_in(person.user.username, client=client)
    if person.key:
        client.post(CODE, {"code": person.code()})
        person.forgets_its_last_code()
    return client


def lost(client: Client, who: str, why: str = "lost on the train") -> Any:
    return client.post("/admin/people/", {"do": "reset", "who": who, "why": why}, follow=True)


def test_another_superuser_takes_a_lost_phone_away_by_name_and_with_a_reason(
    ed: Person, known: Callable[..., Person]
) -> None:
    inside = signed_in(ed)
    root = signed_in(known("root", is_superuser=True))
    assert b"Give a reason" in lost(root, "ed", " ").content
    assert b"adds a new authenticator app" in lost(root, "ed").content
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert inside.get(DESK).status_code == 302, "whoever has the phone may have the session"
    record = AccessRecord.objects.get(what="reset")
    assert (record.who, str(record.by), record.note) == ("ed", "root", "lost on the train")
    assert b"Two-step sign-in reset: ed</li>" not in root.get("/admin/people/").content
    assert b"lost on the train" in root.get("/admin/people/").content


def test_nobody_takes_their_own_away_nor_an_editor_anothers(known: Callable[..., Person]) -> None:
    root, ed = known("root", is_superuser=True), known("ed", "editor")
    for person in (root, ed):
        person.has_a_phone()
    assert b"cannot reset your own" in lost(signed_in(root), "root").content
    assert b"Only a superuser" in lost(signed_in(ed), "root").content
    assert TOTPDevice.objects.count() == 2


def test_who_was_kept_out_by_wrong_codes_is_unlock_account(ed: Person, known: Callable[..., Person]) -> None:
    root, client = signed_in(known("root", is_superuser=True)), signed_in(known("other"))
    sign_in("ed", client=client)
    TOTPDevice.objects.update(throttling_failure_count=20, throttling_failure_timestamp=timezone.now())
    refused = client.post(CODE, {"code": ed.code()})
    assert (refused.status_code, b"minutes." in refused.content) == (429, True)
    page = root.get("/admin/people/").content
    assert b"The account ed, until" in page and b"then 20 wrong codes" in page
    root.post("/admin/people/", {"do": "unlock", "kind": "account", "who": "ed"})
    assert b"Nobody is locked out" in root.get("/admin/people/").content
    client.post(CODE, {"code": ed.code()})
    assert client.get(DESK).status_code == 200


def test_a_command_takes_a_lost_phone_away(ed: Person) -> None:
    call_command("unlock_account", "ed", reset_2fa="fell into the sea", stdout=StringIO())
    record = AccessRecord.objects.get(what="reset")
    assert (record.by, record.note) == (None, "fell into the sea")
    for who, why, said in (("ed", "x", "has no two-step"), ("nobody", "x", "no account")):
        with pytest.raises(CommandError, match=said):
            call_command("unlock_account", who, reset_2fa=why, stdout=StringIO())


def test_what_was_done_is_never_altered(ed: Person) -> None:
    for statement in ("UPDATE notorious_accessrecord SET who = 'x'", "DELETE FROM notorious_accessrecord"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert "notorious_accessrecord" in append_only_tables(), "and the web's role may only add to it"


def test_a_new_password_ends_the_other_sessions(ed: Person) -> None:
    here, there = signed_in(ed), signed_in(ed)
    new = "another long passphrase"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", form).status_code == 302
    assert here.get(DESK).status_code == 200
    assert there.get(DESK)["Location"].startswith("/admin/login/")


def test_signing_out_ends_the_session(ed: Person) -> None:
    client = signed_in(ed)
    key = client.cookies["sessionid"].value
    client.post("/admin/logout/")
    client.cookies["sessionid"] = key
    assert client.get(DESK)["Location"].startswith("/admin/login/")


def test_the_sessions_cookie_is_no_business_of_scripts_or_other_sites(known: Callable[..., Person]) -> None:
    known("ann")
    cookie = sign_in("ann").cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 8 * 3600


def test_a_form_from_elsewhere_is_refused_on_a_page_of_ours(known: Callable[..., Person]) -> None:
    known("ann")
    client = Client(enforce_csrf_checks=True)
    answer = sign_in("ann", client=client)
    assert answer.status_code == 403
    assert b"open too long" in answer.content and b"<style" not in answer.content
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("text", ["-1", "many", "1.5", "٣", "0"])
def test_a_figure_that_is_none_stops_the_start_by_its_name(monkeypatch: Any, text: str) -> None:
    monkeypatch.setenv("SIGN_IN_PER_ACCOUNT", text)
    with pytest.raises(ImproperlyConfigured, match="SIGN_IN_PER_ACCOUNT"):
        env.number("SIGN_IN_PER_ACCOUNT", 5, minimum=1)


@pytest.mark.django_db
def test_a_sign_in_that_is_sent_elsewhere_ends_at_the_desk(client) -> None:
    User.objects.create_user("gus", password="a long passphrase here", is_staff=True)
    form = {"username": "gus", "password": "a long passphrase here", "next": "https://evil.example/"}
    assert client.post("/admin/login/", form)["Location"] == "/admin/"
