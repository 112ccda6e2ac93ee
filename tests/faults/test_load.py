"""A site that is read by many while PostgreSQL is restarted, and while an edition is published and withdrawn."""

import csv
import io
import re
import threading
import time

import pytest
import requests

from tests.benchmarks.load import load, result
from tests.faults.site import Site
from tests.faults.winter import edition_of

pytestmark = pytest.mark.faults

PATHS = ("/", "/markets/", "/editions/", "/data/timeline.csv")
PUBLISH = """
import sys
from django.contrib.auth.models import User
from markets.curation.listings import make_market, review_listing
from markets.curation.publishing import accept_problems, publish_edition
from markets.models import Edition, Listing, Reading
ed = User.objects.get_or_create(username="ed", is_superuser=True)[0]
cora = User.objects.get_or_create(username="cora", is_superuser=True)[0]
edition = Edition.objects.get()
for listing in Listing.objects.filter(stage="draft"):
    if listing.market is None:
        make_market(listing, by=ed)
        listing.refresh_from_db()
    review_listing(listing, by=cora)
reading = Reading.objects.get(state="drafted")
if reading.problems:
    accept_problems(reading, reason="looked at", by=ed)
publish_edition(edition, by=ed)
"""
WITHDRAW = """
from django.contrib.auth.models import User
from markets.curation.publishing import withdraw_edition
from markets.models import Edition
for _ in range(3):
    withdraw_edition(Edition.objects.get(), reason="again", by=User.objects.get(username="ed"))
"""


@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_postgresql_restarted_under_load_fails_nobody_once_it_is_back(site: Site, how: str) -> None:
    site.manage("apply_grants")
    site.manage("load_record")
    site.serve()
    for path in (*PATHS, "/search/?q=taobao", "/status/"):
        assert site.get(path).status_code == 200
    during = load(site.port, 50, 12, *PATHS, "/search/?q=taobao", "/status/")
    time.sleep(3)
    site.kill_postgres() if how == "killed" else site.stop_postgres()
    time.sleep(2)
    site.start_postgres()
    refused = [each.rpartition("status ")[2].partition(",")[0] for each in result(during).wrong]
    # a page that is kept is served; else it is 503, or 429 where all who write files wait for the database
    assert set(refused) <= {"503", "429"}
    after = result(load(site.port, 50, 5, *PATHS, "/search/?q=taobao", "/status/"))
    print(
        f"PostgreSQL {how} under load: {len(refused)} answers 503 or 429 meanwhile, then {after.count} whole ones"
    )
    assert after.wrong == [] and after.count > 0


def test_a_publication_under_load_is_seen_whole_or_not_at_all(site: Site) -> None:
    site.manage("apply_grants")
    site.work()
    whole = edition_of(68)
    kind = next(each for each in whole.expected["listings"] if each["kind"] == "online")
    count, first = len(whole.expected["listings"]), edition_of(68, without=kind["name"])
    address = f"/editions/{whole.expected['edition']['year']}/"

    def publish(content: bytes) -> None:
        site.read(content)
        site.all_done()
        site.do(PUBLISH)

    publish(first.content)
    site.serve()
    entry = re.compile(rf'<th scope="row"><a href="{address}([a-z0-9-]+)/"')
    seen: list[int] = []
    wrong: list[str] = []
    over = threading.Event()

    def read() -> None:
        with requests.Session() as reader:
            while not over.is_set():
                page = reader.get(f"http://127.0.0.1:{site.port}{address}", timeout=20)
                table = reader.get(f"http://127.0.0.1:{site.port}/data/timeline.csv", timeout=20)
                seen.append(len(set(entry.findall(page.text))))
                if table.status_code == 200:
                    seen.append(len(list(csv.DictReader(io.StringIO(table.text)))))
                if page.status_code != 200 or (
                    table.status_code != 200 and "Retry-After" not in table.headers
                ):
                    wrong.append(f"{page.status_code}, {table.status_code}")

    readers = [threading.Thread(target=read) for _ in range(8)]
    for each in readers:
        each.start()
    for number in range(3):
        publish((first if number % 2 else whole).content + b"\n%% issue %d\n" % number)
    site.do(WITHDRAW)
    over.set()
    for each in readers:
        each.join()
    assert wrong == [], (site.folder / "web.log").read_text()[-3000:]
    assert set(seen) == {count - 1, count}, "all the listings of the one issue, or of the other"
