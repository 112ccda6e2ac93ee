"""What the web's role of the database may do, and what it may not."""

import io
import os

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from psycopg2 import errorcodes

from markets.models import Edition, Snapshot
from notorious.models import AccessRecord
from tests.notorious.accounts.conftest import Person, sign_in


@pytest.fixture
def as_the_web(transactional_db: None):
    """Django is connected with the web's role, whose rights are as `apply_grants` gives them."""
    role, owner = os.environ.get("DATABASE_WEB_ROLE", ""), connection.settings_dict["USER"]
    if role in {"", owner}:
        pytest.skip("the database was given with one role only: name the web's in DATABASE_WEB_ROLE")
    call_command("apply_grants", stdout=io.StringIO())
    edition = Edition.objects.create(year=2031, title="2031 Review")
    _connect_as(role)
    yield edition
    _connect_as(owner)


def _connect_as(role: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = role


def history(year: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM markets_editionevent WHERE year = %s ORDER BY pgh_id", [year])
        return [title for (title,) in cursor.fetchall()]


def test_the_web_changes_a_row_and_the_history_says_so(as_the_web):
    as_the_web.title = "2031 Review, corrected"
    as_the_web.save()
    assert history(2031) == ["2031 Review", "2031 Review, corrected"]


def test_the_history_sees_bulk_changes_and_plain_sql(as_the_web):
    Edition.objects.filter(year=2031).update(title="by update")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE markets_edition SET title = 'by SQL' WHERE year = 2031")
    assert history(2031)[1:] == ["by update", "by SQL"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE markets_editionevent SET title = 'forged'",
        "DELETE FROM markets_editionevent",
        "TRUNCATE markets_editionevent",
        "DROP TRIGGER {trigger} ON markets_edition",
        "ALTER TABLE markets_edition DISABLE TRIGGER ALL",
        "DROP TABLE markets_editionevent",
        "SET session_replication_role = replica",
        "UPDATE markets_snapshot SET size = 0",
        "UPDATE notorious_accessrecord SET who = 'nobody'",
        "DELETE FROM notorious_accessrecord",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_web_cannot_alter_history(as_the_web, statement):
    Snapshot.objects.store(b"bytes")
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'markets_edition'::regclass AND NOT tgisinternal"
        )
        cursor.execute(statement.format(trigger=cursor.fetchone()[0]))
    assert refusal.value.__cause__.pgcode == errorcodes.INSUFFICIENT_PRIVILEGE


def test_the_web_is_who_it_says(as_the_web):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (os.environ["DATABASE_WEB_ROLE"],)


def test_the_web_counts_failures_signs_in_and_adds_a_phone(as_the_web):
    ann, client = Person("ann"), Client()
    assert sign_in("ann", "wrong").status_code == 200
    assert sign_in("ann", client=client).status_code == 302
    ann.enrol(client)
    assert AccessRecord.objects.get().who == "ann"


def test_not_even_the_owner_changes_history_or_snapshots(db):
    snapshot = Snapshot.objects.store(b"bytes")
    Edition.objects.create(year=2031, title="2031 Review")
    for statement in ("UPDATE markets_editionevent SET title = 'forged'", "DELETE FROM markets_snapshot"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Snapshot.objects.filter(pk=snapshot.pk).exists()
