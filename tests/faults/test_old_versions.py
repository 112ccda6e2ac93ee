"""Versions that were kept before they lay in pieces: the migration keeps every byte of them, and their addresses."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from notorious.models import Package
from tests.notorious.exports.conftest import unpacked

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
BEFORE = [("notorious", "0004_who_was_told_of_what")]


def _old_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notorious-markets/timeline.csv", 'row_id,text\n1,"two\nlines"\n2,b\n')
        archive.writestr("notorious-markets/long.bin", random.Random(1).randbytes(700_000))
        archive.writestr("notorious-markets/README.md", "What it is.")
    return out.getvalue()


def test_a_version_that_was_kept_in_one_value_goes_on_being_kept(client: Client) -> None:
    now, content = MigrationExecutor(connection), _old_zip()
    latest = [leaf for leaf in now.loader.graph.leaf_nodes() if leaf[0] == "notorious"]
    old = now.migrate(BEFORE).apps.get_model("notorious", "Package")
    about = {"revision": 1, "changed_at": timezone.now(), "sha256": hashlib.sha256(content).hexdigest()}
    for label in ("2025.1", "2025.2"):
        old.objects.create(label=label, content=content, **about)
    MigrationExecutor(connection).migrate(latest)
    for package in Package.objects.all():
        assert b"".join(bytes(each.content) for each in package.pieces.order_by("number")) == content
        assert package.size == len(content)
        for name, whole in unpacked(content).items():
            sent = client.get(f"/data/{package.label}/{name}")
            assert sent.content == whole
            assert sent.get("X-Row-Count") == ("2" if name == "timeline.csv" else None)
        assert client.get(f"/data/{package.label}/notorious-markets.zip").content == content
