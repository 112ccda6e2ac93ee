"""All sixteen editions from a loopback server that plays ustr.gov, an archive and a mirror."""

import io
import time
from typing import Any

import pytest
from django.core.management import call_command

from markets.ingest import source_client
from markets.models import BackfillResult
from tests.markets.backfill.library import (
    make_report,
    put_at_archive,
    put_at_mirror,
    put_behind_another,
    put_moved,
)
from tests.markets.ingest.fetch.server import listening

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def test_sixteen_editions_are_drafted_in_two_minutes(settings: Any) -> None:
    years = range(2010, 2026)
    for year in years:
        make_report(year)
    with listening() as listener:
        settings.REHEARSAL_ORIGINS = frozenset({listener.origin})
        source_client.get_source_client.cache_clear()
        for year in years:
            put = (put_moved, put_at_archive, put_at_mirror)[year % 3]
            if year == 2020:
                put_behind_another(listener, year, 2019)
            else:
                put(listener, year)
        begun = time.monotonic()
        said = io.StringIO()
        call_command("backfill", stdout=said, stderr=said)
        seconds = time.monotonic() - begun
    source_client.get_source_client.cache_clear()
    assert BackfillResult.objects.filter(state="drafted").count() == 16, said.getvalue()
    print(f"sixteen editions in {seconds:.0f} s")
    assert seconds < 120
