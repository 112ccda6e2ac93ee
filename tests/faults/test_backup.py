"""Everything into a file, and from the file into an empty place: the same site."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.faults.site import Site, open_site
from tests.markets.polling.conftest import report

pytestmark = pytest.mark.faults

EVERY_EXPORT = """
import hashlib
from django.test import Client
from notorious.tables import TABLES
for name in sorted(TABLES):
    for end in ("csv", "json"):
        answer = Client().get(f"/data/{name}.{end}")
        print(name, end, answer.status_code, hashlib.sha256(answer.getvalue()).hexdigest())
"""
DOCUMENTS = "SELECT sha256, encode(sha256(content), 'hex'), size FROM markets_snapshot ORDER BY sha256"
HISTORY = "SELECT count(*), max(pgh_id) FROM markets_listingevent"


@pytest.fixture
def empty() -> Iterator[Site]:
    """Servers without a table."""
    with open_site() as own:
        own.servers.start()
        yield own


def refused(site: Site, *arguments: str) -> str:
    """What a command says that must fail."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=site.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout
    return done.stderr


def test_a_backup_in_an_empty_place_gives_every_export_byte_by_byte(site: Site, empty: Site) -> None:
    site.manage("apply_grants")
    site.manage("load_record")
    site.work()
    site.read(report().content)
    site.all_done()
    file = site.folder / "all.backup"
    assert "MB" in site.manage("backup", str(file))
    before = site.do(EVERY_EXPORT)
    assert len(before.splitlines()) > 20 and " 200 " in before and " 500 " not in before
    assert "is restored" in empty.manage("restore", str(file))
    assert empty.do(EVERY_EXPORT) == before
    assert empty.query(DOCUMENTS) == site.query(DOCUMENTS) != []
    assert empty.query(HISTORY) == site.query(HISTORY)
    empty.work()  # and it goes on from there
    empty.read(report().content + b"\n% a reissue\n")
    empty.all_done()
    assert empty.query("SELECT count(*) FROM markets_reading") == [(2,)]
    assert "never overwrites a file" in refused(site, "backup", str(file))
    assert "into an empty database only" in refused(empty, "restore", str(file))


def test_half_a_backup_brings_nothing(site: Site, empty: Site) -> None:
    site.manage("load_record")
    file = site.folder / "all.backup"
    site.manage("backup", str(file))
    half = site.folder / "half.backup"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert "pg_restore ended with" in refused(empty, "restore", str(half))
    assert empty.query("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'") == [
        (0,)
    ]
