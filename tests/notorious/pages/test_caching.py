"""Public pages are rendered once for each version of the data, and are the same bytes for everybody."""

import gzip
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from markets.models import DataVersion, Market
from notorious.lru_cache import LRUCache
from notorious.models import RenderedPage
from notorious.page_cache.cached_page import CachedPage
from notorious.page_cache.middleware import PAGES, prerender_pages
from notorious.page_cache.prerender import prerendered_paths
from notorious.revision import RevisionPoll
from tests.notorious.pages.synthetic import fill

PACKED = {"accept-encoding": "gzip"}
ADDRESSES = ["/", "/markets/", "/editions/", "/editions/2010/", "/editions/2010/market-1/", "/markets/market-1/",
         "/countries/", "/countries/cn/", "/compare/2010/2011/", "/charts/listings/", "/about/", "/corrections/",
         "/recommendations/", "/responses/"]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_record(db: Any) -> None:
    fill(6, 3)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_touches_no_session_and_is_kept(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert response.headers["ETag"]
    assert response.headers["Last-Modified"]
    assert not response.cookies
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address)
    assert again.content == response.content
    assert len(queries) == 1, "one look at the version"


def test_people_of_the_desk_see_what_was_published_a_moment_ago(client: Client, settings: Any) -> None:
    settings.REVISION_POLL_SECONDS = 600
    get_user_model().objects.create_user("reader", password="a long password")
    client.login(username="reader", password="a long password")
    anonymous = Client().get("/markets/")
    Market.objects.filter(slug="market-1").update(name="Renamed a moment ago")
    assert Client().get("/markets/").content == anonymous.content
    fresh = client.get("/markets/")
    assert "Renamed a moment ago" in fresh.content.decode()
    assert fresh.headers["Cache-Control"] == "private, no-store"
    assert not fresh.cookies


@pytest.mark.parametrize("address", ADDRESSES)
def test_kept_and_fresh_are_the_same_bytes_packed_or_not(address: str) -> None:
    fresh = Client().get(address, headers=PACKED)
    kept = Client().get(address, headers=PACKED)
    PAGES.clear()
    plain = Client().get(address)
    assert fresh.content == kept.content
    assert gzip.decompress(fresh.content) == plain.content
    for name in (
        "Content-Security-Policy",
        "X-Frame-Options",
        "Content-Type",
        "ETag",
        "X-Content-Type-Options",
    ):
        assert fresh.headers[name] == kept.headers[name] == plain.headers[name]


def test_a_page_that_is_known_is_not_sent_again(client: Client) -> None:
    first = client.get("/markets/")
    etag = first.headers["ETag"]
    for headers in ({"if-none-match": etag}, {"if-none-match": etag.removeprefix("W/")}):
        again = client.get("/markets/", headers=headers)
        assert again.status_code == 304
        assert not again.content
        assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get("/markets/", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", ["/markets/", "/data/markets.csv", "/api/v1/markets"])
def test_a_date_alone_never_keeps_the_data_of_an_earlier_state(client: Client, address: str) -> None:
    """A restored backup can be older than what a reader has."""
    later = {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    answer = client.get(address, headers=later)
    assert answer.status_code == 200 and b"Market 1" in answer.content


def test_a_change_by_whatever_way_is_shown_at_once_where_nothing_stale_may_be(client: Client) -> None:
    assert "Bazaar of old" not in client.get("/markets/market-1/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE markets_market SET name = 'Bazaar of old' WHERE slug = 'market-1'")
    assert "Bazaar of old" in client.get("/markets/market-1/").content.decode()


def test_pages_rendered_ahead_are_served_without_a_render(client: Client) -> None:
    assert prerender_pages() == len(prerendered_paths()) == RenderedPage.objects.count()
    fresh = client.get("/markets/", headers=PACKED).content
    PAGES.clear()
    with CaptureQueriesContext(connection) as queries:
        ahead = client.get("/markets/", headers=PACKED)
    assert len(queries) == 2, "a look at the version, and the page itself"
    assert ahead.content == fresh
    assert ahead.headers["Content-Security-Policy"]


def test_a_page_rendered_ahead_for_other_data_or_other_code_is_not_served(client: Client) -> None:
    prerender_pages()
    RenderedPage.objects.update(body=gzip.compress(b"of another release"), build_id="another")
    assert b"of another release" not in client.get("/markets/").content
    PAGES.clear()
    prerender_pages()
    RenderedPage.objects.update(body=gzip.compress(b"of other data"))
    Market.objects.filter(slug="market-1").update(name="Bazaar")
    assert b"of other data" not in client.get("/markets/").content


def test_rendering_ahead_twice_is_once() -> None:
    prerender_pages()
    first = sorted(RenderedPage.objects.values_list("key", "etag"))
    prerender_pages()
    assert sorted(RenderedPage.objects.values_list("key", "etag")) == first


def test_kept_pages_are_served_while_the_database_is_away(client: Client, monkeypatch: Any) -> None:
    before = client.get("/markets/").content

    def away(self: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(RevisionPoll, "_fetch", away)
    assert client.get("/markets/").content == before


def test_what_is_private_or_an_error_is_not_kept(client: Client) -> None:
    for address in ("/nowhere", "/markets/?kind=x", "/status/", "/healthz", "/admin/login/"):
        client.get(address)
        assert PAGES.get(address) is None, address
    assert "public" not in client.get("/admin/login/").headers.get("Cache-Control", "")


def test_liveness_needs_no_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_a_host_that_is_not_ours_is_refused_although_the_page_is_cached(client: Client) -> None:
    assert client.get("/markets/").status_code == 200
    assert client.get("/markets/", headers={"host": "attacker.example"}).status_code == 400


def test_a_cache_stays_below_its_limit() -> None:
    cache: LRUCache[CachedPage] = LRUCache(limit=9000)
    for number in range(20):
        cache.put(str(number), CachedPage(1, "", 0, b"x" * 500, {}))
        cache.put(str(number), CachedPage(1, "", 0, b"x" * 500, {}))
    assert cache.size == 3 * 3000 <= 9000
    assert cache.get("19") is not None
    assert cache.get("0") is None


def test_a_file_above_the_limit_of_a_cache_drops_no_other() -> None:
    cache: LRUCache[CachedPage] = LRUCache(limit=9000)
    for key in ("small", "large", "other"):
        cache.put(key, CachedPage(1, "", 0, b"x" * 500, {}))
    cache.put("large", CachedPage(1, "", 0, b"x" * 9000, {}))
    assert cache.get("small") and cache.get("other")
    assert cache.get("large") is None
    assert cache.size == 2 * 3000


def load_other_data() -> None:
    """Replace the data by others of the same revision and day, as a database that is emptied and loaded again has."""
    before = DataVersion.current()
    Market.objects.filter(slug="market-1").update(name="Bazaar of another database")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        DataVersion.objects.update(revision=before.revision, changed_at=before.changed_at)
        cursor.execute("SET session_replication_role = DEFAULT")


def test_other_data_of_the_same_revision_and_day_are_shown_at_once(client: Client) -> None:
    prerender_pages()
    paths = (
        "/markets/",
        "/markets/market-1/",
        "/markets.csv",
        "/data/markets.csv",
        "/api/v1/markets/market-1",
    )
    before = {path: client.get(path) for path in paths}
    version = DataVersion.current()
    load_other_data()
    again = DataVersion.current()
    assert (again.revision, again.changed_at) == (version.revision, version.changed_at)
    for path in paths:
        fresh = client.get(path, headers={"if-none-match": before[path].headers["ETag"]})
        assert fresh.status_code == 200, path
        assert "Bazaar of another database" in fresh.content.decode(), path
    assert RenderedPage.objects.filter(state=again.state).count() == 0
    assert prerender_pages() == len(prerendered_paths())
    assert RenderedPage.objects.filter(state=again.state).count() == len(prerendered_paths())
