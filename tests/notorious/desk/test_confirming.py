"""From unconfirmed to public: a source by form, one source for several rows, a CSV file, and a new listing."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from markets.admin.confirmation_csv import FILLED_IN
from markets.admin.confirming import list_unconfirmed
from markets.curation.proposing import accept_change
from markets.models import Edition, Listing, Market, ProposedChange
from tests.html import get_csv
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("record")

SOURCE = {
    "address": "https://example.org/2014/notorious-markets",
    "publisher": "Example News",
    "published_on": "2015-03-06",
    "quotation": "USTR named the market in its 2014 review, the report says.",
    "names_market": "on",
    "names_edition": "on",
}
ROW = {**SOURCE, "date": SOURCE["published_on"], "names_market": "yes", "names_edition": "yes"}


def export(client) -> list[dict[str, str]]:
    return get_csv(client, "/admin/confirm/unconfirmed-listings.csv")


def fill_in(rows: list[dict[str, str]], **more: str) -> str:
    """The CSV file with the same source in every row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(row | {name: {**ROW, **more}[name] for name in FILLED_IN} for row in rows)
    return out.getvalue()


def check(client, content: str):
    file = SimpleUploadedFile("filled-in.csv", content.encode(), "text/csv")
    return client.post("/admin/confirm/csv/", {"file": file})


def test_a_source_makes_a_listing_public_once_an_editor_says_yes(ada, ed) -> None:
    listing = list_unconfirmed().first()
    address = f"/admin/confirm/?row={listing.pk}"
    page = sign_in(ada).get(address)
    assert "Search the press" in page.content.decode()
    assert sign_in(ada).post(address, SOURCE).status_code == 302
    change = ProposedChange.objects.get(row=listing.pk)
    assert not Listing.objects.public().filter(pk=listing.pk).exists()
    again = sign_in(ada).post(address, SOURCE)
    assert "already proposed" in again.content.decode()
    accept_change(change, by=ed)
    listing = Listing.objects.public().get(pk=listing.pk)
    assert [str(each) for each in listing.citations.all()] == ["Example News, 6 March 2015"]
    public = sign_in(ed).get(listing.get_absolute_url()).content.decode()
    assert "Example News, 6 March 2015" in public
    assert listing.pk not in set(list_unconfirmed().values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"names_edition": ""}, "must name the market and the edition"),
        ({"address": "example.org"}, "full web address"),
        ({"quotation": "Taobao"}, "Quote the sentence"),
    ],
)
def test_a_source_that_shows_too_little_is_refused(ada, change, said) -> None:
    listing = list_unconfirmed().first()
    form = {key: value for key, value in {**SOURCE, **change}.items() if value}
    answer = sign_in(ada).post(f"/admin/confirm/?row={listing.pk}", form)
    assert said in answer.content.decode()
    assert not ProposedChange.objects.exists()


def test_one_source_is_proposed_for_several_rows_or_for_none(ada) -> None:
    several = list(list_unconfirmed().filter(edition__year=2014)[:3])
    chosen = sign_in(ada).post(
        "/admin/queue/listing-leads/", {"act": "confirm", "row": [row.pk for row in several]}
    )
    assert sign_in(ada).post(chosen["Location"], SOURCE).status_code == 302
    assert ProposedChange.objects.count() == 3
    more = f"{chosen['Location']}&row={list_unconfirmed().last().pk}"
    sign_in(ada).post(more, SOURCE)  # three are proposed already
    assert ProposedChange.objects.count() == 3


def test_a_filled_in_csv_file_is_checked_and_then_proposed_whole(ada) -> None:
    client = sign_in(ada)
    rows = export(client)
    assert len(rows) == list_unconfirmed().count()
    assert "notorious+markets" in rows[0]["search"]
    content = fill_in(rows[:5])
    preview = check(client, content)
    assert preview.context["count"] == 5
    assert not preview.context["errors"]
    assert not ProposedChange.objects.exists()
    done = client.post("/admin/confirm/csv/", {"checked": preview.context["content"], "import": "1"})
    assert done.status_code == 302
    assert set(ProposedChange.objects.values_list("row", flat=True)) == {int(row["id"]) for row in rows[:5]}
    assert {row["id"] for row in rows[:5]}.isdisjoint(
        str(row.pk) for row in client.get("/admin/queue/listing-leads/").context["page"].object_list
    )


def test_errors_are_named_by_line_and_nothing_is_half_imported(ada) -> None:
    client = sign_in(ada)
    rows = export(client)
    bad = fill_in(rows[:3]).splitlines()
    bad[2] = bad[2].replace("2015-03-06", "6 March")
    preview = check(client, "\r\n".join([*bad, bad[1].replace(rows[0]["id"], "99999999", 1)]))
    errors = dict(preview.context["errors"])
    assert "“6 March” is not a date" in errors[3]
    assert "99999999 is not an unconfirmed listing" in errors[5]
    content = preview.context["content"]
    client.post("/admin/confirm/csv/", {"checked": content, "import": "1"})
    assert not ProposedChange.objects.exists()


@pytest.mark.parametrize("content", ["", "id;address\n1;x", "\0\1", "id,address\n1,x", "<html></html>"])
def test_a_file_of_another_shape_is_refused_with_a_sentence(ada, content) -> None:
    answer = check(sign_in(ada), content)
    assert answer.status_code == 200
    assert "errornote" in answer.content.decode()
    assert not ProposedChange.objects.exists()


def test_rows_that_nobody_filled_in_are_skipped(ada) -> None:
    rows = export(sign_in(ada))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    preview = check(sign_in(ada), out.getvalue())
    assert (preview.context["count"], preview.context["skipped"]) == (0, len(rows))


def test_a_listing_that_the_record_lacks_is_added_with_its_source(ada, ed) -> None:
    edition = Edition.objects.get(year=2014)
    market = Market.objects.filter(kind="physical").exclude(listings__edition=edition).first()
    form = {**SOURCE, "edition": edition.pk, "market": market.slug, "market_kind": "physical"}
    assert sign_in(ada).post("/admin/new-listing/", form).status_code == 302
    accept_change(ProposedChange.objects.get(), by=ed)
    listing = Listing.objects.public().get(edition=edition, market=market)
    assert listing.citations.get().publisher == "Example News"
    again = sign_in(ada).post("/admin/new-listing/", form)
    assert "already, as" in again.content.decode()
    unknown = sign_in(ada).post("/admin/new-listing/", {**form, "market": "nowhere"})
    assert "There is no physical market “nowhere”" in unknown.content.decode()
