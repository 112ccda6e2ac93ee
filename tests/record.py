"""The bundled record for tests, faster than it loads: its rows are kept once it was, and put back as they were."""

import datetime
import fcntl
import hashlib
import io
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from notorious.devserver.paths import default_var
from notorious.exports import package

ROOT = Path(__file__).resolve().parents[1]
WHAT_LOADS = [*("markets", "responses", "notorious"), "requirements-dev.lock"]
"""A change in these may change the rows."""

KEPT: dict[str, tuple[str, bytes]] = {}
"""By table: its columns that are not generated, and its rows as PostgreSQL copies them."""

COUNTED: dict[str, int] = {}
"""Each sequence and the last number it gave: new rows come after those put back."""

WHOLE_PACKAGE = {name: getattr(package, name) for name in ("ALL", "package_tables", "write_charts")}
"""The first version is archived whole, also where a test that comes first archives fewer tables."""

RECORD = "_record"
"""How the name of the database that holds the record ends."""

OURS = "^(markets|responses|notorious|pghistory)_"


@contextmanager
def make_record_database() -> Iterator[str]:
    """Yield the name of a database that holds the record.

    Put into the database of all tests for each module, and rolled back, its dead rows would slow down what follows.
    """
    plain = str(connection.settings_dict["NAME"])
    name = plain + RECORD
    connection.close()
    with connection._nodb_cursor() as cursor:
        template = connection.settings_dict["TEST"].get("TEMPLATE") or plain
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _connect(name)
    with transaction.atomic():
        put_record()
    _connect(plain)
    yield name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def use_database(name: str) -> Iterator[None]:
    """Within it the connection is to another database, in a transaction that is rolled back."""
    plain = str(connection.settings_dict["NAME"])
    _connect(name)
    own = connections["default"]
    try:
        with transaction.atomic():
            yield
            connections["default"] = own  # in the event loop of a browser's tests there is another
            transaction.set_rollback(True)
    finally:
        _connect(plain)


@contextmanager
def leave_record() -> Iterator[None]:
    """Within it the connection is to the plain database, outside any transaction.

    For a test that commits, and what it starts, while other tests of its folder share a transaction in the record:
    in that transaction no other connection would see its rows, and all would wait for its locks.
    """
    shared = connections["default"]
    name = shared.settings_dict["NAME"]
    if not name.endswith(RECORD):
        yield
        return
    shared.settings_dict["NAME"] = name.removesuffix(RECORD)
    connections["default"] = own = connections.create_connection("default")
    own.ops.sql_flush = shared.ops.sql_flush
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        own.close()
        connections["default"] = shared
        shared.settings_dict["NAME"] = name
        ContentType.objects.clear_cache()


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def put_record() -> None:
    """The record of sixteen editions as `load_record` leaves it in an empty database, history included.

    Its triggers take most of the time that loading takes. They do not fire where rows are only put back, which
    needs a right that the owner of the tables is given where the servers are ours (`tests/conftest.py`).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        if not cursor.fetchone()[0]:
            _load(cursor)
        elif KEPT:
            _put_back(cursor)
        else:
            _put_back_or_load(cursor)
        # Rows of an open transaction are never counted by themselves, and plans go by what was counted.
        cursor.execute("ANALYZE " + ", ".join(KEPT))


def _load(cursor: CursorWrapper) -> None:
    with mock.patch.multiple(package, **WHOLE_PACKAGE):
        call_command("load_record", verbosity=0)
    _keep(cursor)


def _put_back_or_load(cursor: CursorWrapper) -> None:
    """The first of all workers and runs of a day loads it for the others, unless what loads it has changed since."""
    folder = default_var() / "record"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{_hash_what_loads()}.pickle"
    with _locked(folder / "lock"):
        if file.exists():
            kept, counted = pickle.loads(file.read_bytes())
            KEPT.update(kept)
            COUNTED.update(counted)
            _put_back(cursor)
        else:
            _load(cursor)
            for old in folder.glob("*.pickle"):
                old.unlink()
            draft = file.with_suffix(".draft")
            draft.write_bytes(pickle.dumps((KEPT, COUNTED)))
            draft.rename(file)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _hash_what_loads() -> str:
    today = datetime.datetime.now(datetime.UTC).date()
    digest = hashlib.sha256(today.isoformat().encode())
    for name in WHAT_LOADS:
        path = ROOT / name
        for each in sorted(path.rglob("*.*")) if path.is_dir() else [path]:
            if each.suffix != ".pyc" and each.is_file():
                digest.update(str(each).encode() + each.read_bytes())
    return digest.hexdigest()[:16]


def _keep(cursor: CursorWrapper) -> None:
    cursor.execute("""
        SELECT quote_ident(relname), string_agg(quote_ident(attname), ', ' ORDER BY attnum)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname ~ %s
          AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        GROUP BY relname
    """, [OURS])  # fmt: skip
    for table, columns in cursor.fetchall():
        rows = io.BytesIO()
        cursor.cursor.copy_expert(f"COPY {table} ({columns}) TO STDOUT", rows)
        if rows.tell():
            KEPT[table] = columns, rows.getvalue()
    cursor.execute("""
        SELECT quote_ident(sequencename), last_value FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename ~ %s
    """, [OURS])  # fmt: skip
    COUNTED.update(cursor.fetchall())


def _put_back(cursor: CursorWrapper) -> None:
    cursor.execute("SET session_replication_role = replica")
    for table, (columns, rows) in KEPT.items():
        cursor.execute(f"DELETE FROM {table}")
        cursor.cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.BytesIO(rows))
    for sequence, last in COUNTED.items():
        cursor.execute(f"SELECT setval('{sequence}', {last})")
    cursor.execute("SET session_replication_role = DEFAULT")
