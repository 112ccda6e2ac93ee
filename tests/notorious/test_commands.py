"""Management commands: exit codes, progress, and what they keep."""

import datetime
import io
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client

from markets.models import DataVersion, Listing, Reading, Snapshot, Source
from notorious.environment import Environment
from notorious.management.commands.backup import Command as Backup
from notorious.management.commands.backup import seconds_until


def test_reparse_of_an_unknown_document_fails_and_names_it(db: None) -> None:
    with pytest.raises(CommandError, match="zzz") as refusal:
        call_command("reparse", "zzz", stdout=io.StringIO())
    assert refusal.value.returncode == 1


def test_ingest_names_the_file_that_is_missing_as_it_was_typed(db: None) -> None:
    with pytest.raises(CommandError, match="/nowhere/nope.pdf: No such file"):
        call_command("ingest", "/nowhere/nope.pdf", stdout=io.StringIO())


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1:9/", "https://nowhere.invalid/"], ids=["refused", "later"]
)
def test_sync_fails_where_a_source_failed(db: None, settings, monkeypatch, url: str) -> None:
    monkeypatch.setattr("notorious.management.commands.sync.ensure_sources", lambda: None)
    Source.objects.all().delete()
    Source.objects.create(slug="gone", name="Gone", kind="newsroom", url=url, every_minutes=60)
    out = io.StringIO()
    with pytest.raises(CommandError, match="failed"):
        call_command("sync", stdout=out)
    assert "poll gone" in out.getvalue()


def test_a_folder_keeps_the_newest_backups(tmp_path: Path, monkeypatch) -> None:
    for day in range(1, 6):
        (tmp_path / f"notorious-2026110{day}T031000Z.dump").write_bytes(b"old")
    (tmp_path / "another file").write_bytes(b"kept")
    command = Backup(stdout=io.StringIO())
    monkeypatch.setattr(Backup, "write_backup", lambda self, file: file.write_bytes(b"new"))
    command.rotate(tmp_path, 3)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 4
    assert "another file" in names
    assert "notorious-20261103T031000Z.dump" not in names
    assert "notorious-20261105T031000Z.dump" in names


@pytest.mark.parametrize(("at", "hours"), [("03:10", 14), ("13:10", 24), ("14:10", 1)])
def test_a_daily_backup_waits_for_its_time(at: str, hours: int) -> None:
    now = datetime.datetime(2026, 11, 29, 13, 10, tzinfo=datetime.UTC)
    assert seconds_until(datetime.time.fromisoformat(at), now) == hours * 3600


def test_a_secret_is_read_from_the_file_that_its_variable_names(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.delenv("A_SECRET", raising=False)
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "key"))
    assert Environment().str("A_SECRET") == "from a file"
    monkeypatch.delenv("A_SECRET")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        Environment().str("A_SECRET")


def test_a_purged_document_leaves_a_tombstone_and_its_hash(db: None) -> None:
    snapshot = Snapshot.objects.store(b"what a court ordered to remove", "text/plain")
    with pytest.raises(CommandError, match="no document"):
        call_command("purge_document", "0" * 64, reason="request 7", stdout=io.StringIO())
    with pytest.raises(CommandError, match="reason"):
        call_command("purge_document", snapshot.sha256, reason=" ", stdout=io.StringIO())
    call_command("purge_document", snapshot.sha256, reason="request 7", stdout=io.StringIO())
    kept = Snapshot.objects.get(sha256=snapshot.sha256)
    assert bytes(kept.content) == b""
    assert (kept.purged.reason, kept.purged.size) == ("request 7", 30)
    again = Snapshot.objects.store(b"what a court ordered to remove", "text/plain")
    assert again.pk == kept.pk
    assert bytes(Snapshot.objects.get(pk=again.pk).content) == b""
    with pytest.raises(CommandError, match="already"):
        call_command("purge_document", snapshot.sha256, reason="request 7", stdout=io.StringIO())


def test_a_document_that_an_edition_rests_on_is_not_purged(db: None) -> None:
    snapshot = Snapshot.objects.store(b"a report")
    Reading.objects.create(snapshot=snapshot, parser_version="1", state="drafted", parsed={})
    with pytest.raises(CommandError, match="rests on"):
        call_command("purge_document", snapshot.sha256, reason="request 8", stdout=io.StringIO())
    assert bytes(Snapshot.objects.get(pk=snapshot.pk).content) == b"a report"


@pytest.mark.wide
def test_a_record_that_is_loaded_into_an_emptied_database_is_not_taken_for_the_first(
    transactional_db: None, client: Client
) -> None:
    """It has the revision and the day of the first, and other primary keys."""

    def load() -> tuple[DataVersion, set[int], dict[str, bytes]]:
        call_command("load_record", stdout=io.StringIO())
        paths = ("/data/timeline.csv", "/data/recommendations_and_responses.csv", "/recommendations.csv")
        files = {path: client.get(path).getvalue() for path in paths}
        return DataVersion.current(), set(Listing.objects.values_list("pk", flat=True)), files

    first, keys, files = load()
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
    again, other_keys, same_files = load()
    assert (again.revision, again.changed_at) == (first.revision, first.changed_at)
    assert not keys & other_keys
    assert again.state != first.state
    assert same_files == files
