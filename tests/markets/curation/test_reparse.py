"""A parser that became better shows its effect before anything changes."""

import io

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from markets.ingest.parser_effect import compare_outputs
from markets.ingest.pipeline import ingest_snapshot, store_snapshot
from markets.models import Listing, Reading
from tests.markets.curation.conftest import row
from tests.path.conftest import report

EDITION = {"year": 2031, "title": "2031 Review"}


def parsed(*rows):
    return {"edition": EDITION, "listings": list(rows)}


def test_the_effect_names_rows_added_changed_and_dropped():
    found = compare_outputs(
        parsed(row("Alpha"), row("Beta", page=3), row("Gamma")),
        parsed(row("Alpha"), row("Beta", page=4), row("Delta")),
    )
    assert (found.added, found.changed, found.dropped) == (("Delta",), (("Beta", ("page",)),), ("Gamma",))


@given(st.permutations("abcdef"))
def test_the_order_of_rows_is_no_effect(names):
    rows = {name: row(name) for name in "abcdef"}
    assert compare_outputs(parsed(*rows.values()), parsed(*(rows[name] for name in names))).nothing


@pytest.mark.django_db
def test_a_dry_run_shows_the_effect_and_changes_nothing():
    snapshot = store_snapshot(report().content)
    reading = ingest_snapshot(snapshot)
    lost, changed = reading.parsed["listings"][0]["name"], reading.parsed["listings"][1]["name"]
    older = {**reading.parsed, "listings": [dict(each) for each in reading.parsed["listings"]]}
    del older["listings"][0]
    older["listings"][0]["page"] += 1
    Reading.objects.filter(pk=reading.pk).update(parser_version="an older one", parsed=older)
    before = list(Listing.objects.order_by("pk").values())
    out = io.StringIO()
    call_command("reparse", "--all", "--dry-run", stdout=out)
    assert f"+ {lost}" in out.getvalue() and f"~ {changed}: page" in out.getvalue()
    assert list(Listing.objects.order_by("pk").values()) == before
    call_command("reparse", "--all", stdout=out)
    assert Reading.objects.filter(state=Reading.State.DRAFTED).get().parsed["listings"][0]["name"] == lost
