"""Pages, files and the API with `version=`, and between two versions."""

import csv
import io
import re
import threading
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from markets.models import DataVersion, Market
from markets.record.rows import record_version
from tests.record import put_record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("small_package")
@pytest.mark.wide
def test_a_version_is_shown_as_it_was_published_in_pages_files_and_the_api(client: Client) -> None:
    put_record()
    first = DataVersion.current().label
    Market.objects.filter(slug="taobao").update(name="Taobao Marketplace")
    second = DataVersion.advance().label
    Market.objects.filter(slug="taobao").update(name="Tao Bao")
    for label, name in ((first, "Taobao"), (second, "Taobao Marketplace")):
        page = client.get(f"/markets/taobao/?version={label}").content.decode()
        assert f"<h1>{name}</h1>" in page and f"As published in version {label}" in page
        assert f"/markets/?version={label}" in page
        (row, *_) = client.get(f"/data/markets.json?market=taobao&version={label}").json()["rows"]
        assert (row["market_name"], row["data_version"]) == (name, label)
        answer = client.get(f"/api/v1/markets?limit=1&version={label}").json()
        assert answer["data_version"] == label and f"version={label}" in answer["next"]
        assert client.get(f"/api/v1/markets/taobao?version={label}").json()["row"]["market_name"] == name
        archived = client.get(f"/data/{label}/markets.csv").content.decode()
        assert [
            each["market_name"]
            for each in csv.DictReader(io.StringIO(archived))
            if each["market"] == "taobao"
        ] == [name]
    assert client.get("/api/v1/markets/taobao").json()["row"]["market_name"] == "Tao Bao"
    assert client.get("/markets/?version=v1999.1").status_code == 404
    assert client.get(f"/markets/?version={first}&as_of=2026-11-29").status_code == 400
    twice = client.get(f"/data/markets.csv?version={first}&version={second}")
    assert (twice.status_code, twice.content) == (
        400,
        "“version” takes one value, and the address has 2.\n".encode(),
    )


def test_what_was_cited_between_two_versions_is_shown_as_it_was_cited(client: Client) -> None:
    put_record()
    Market.objects.filter(slug="taobao").update(name="Taobao Marketplace")
    file = "/data/markets.json?market=taobao"
    (cited,) = client.get(file).json()["rows"]
    name = cited["data_version"]
    assert re.fullmatch(r"v2026\.1\+[0-9]+", name) and cited["permalink"].endswith(f"?version={quote(name)}")
    assert f"{cited['permalink']}}}" in client.get("/markets/taobao/").content.decode(), "BibTeX"
    Market.objects.filter(slug="taobao").update(name="Tao Bao")
    page = client.get(cited["permalink"].removeprefix(settings.SITE_URL))
    text = page.content.decode()
    assert page["As-Of"] == name and "<h1>Taobao Marketplace</h1>" in text
    assert f"As published in version {name}" in text and f"{cited['permalink']}}}" in text
    form = client.get(f"/markets/?version={quote(name)}").content.decode()
    assert f'type="hidden" name="version" value="{name}"' in form
    for stated in (quote(name), name):  # an unescaped plus is a space
        then = client.get(f"{file}&version={stated}")
        assert then.json()["rows"] == [cited] and name in then["Content-Disposition"]
    assert client.get(f"/api/v1/markets/taobao?version={quote(name)}").json()["row"] == cited
    assert client.get("/markets/taobao/?version=v2026.1%2B999999").status_code == 404


def test_a_day_before_the_first_load_shows_the_record_as_it_was_first_loaded(client: Client) -> None:
    put_record()
    Market.objects.filter(slug="taobao").update(name="Taobao Marketplace")
    label, recorded = record_version()
    page = client.get(f"/markets/taobao/?as_of={recorded}").content.decode()
    assert "<h1>Taobao</h1>" in page and f"data version {label}@{recorded}" in page
    before = recorded - timedelta(days=1)
    assert client.get(f"/markets/taobao/?as_of={before}").status_code == 404
    absent = client.get(f"/markets/unheard-of/?as_of={recorded}")
    assert absent.status_code == 404
    assert f"This page was not public on {recorded}" in absent.content.decode()


@pytest.mark.usefixtures("small_package")
def test_two_publications_at_once_get_two_numbers_that_can_be_opened(client: Client) -> None:
    put_record()
    labels: list[str] = []

    def publish(slug: str) -> None:
        with transaction.atomic():
            Market.objects.filter(slug=slug).update(name=f"{slug} renamed")
            labels.append(DataVersion.advance().label)
        connection.close()

    threads = [threading.Thread(target=publish, args=(slug,)) for slug in ("taobao", "dhgate")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = sorted(labels)
    names = {
        label: client.get(f"/data/{label}/markets.csv").content.decode().count(" renamed,")
        for label in (first, second)
    }
    assert first != second and names == {first: 1, second: 2}
    assert client.get("/data/latest/")["Location"] == f"/data/{second}/"
