"""The desk asks before an act makes a complete list incomplete."""

import pytest
from django.contrib.auth.models import User

from markets.curation.completeness_guard import ASKS, IncompleteListError
from markets.curation.listings import review_listing
from markets.curation.publishing import publish_edition
from markets.models import Edition, Listing
from tests.drafts import draft_rows
from tests.markets.curation.conftest import row
from tests.people import sign_in

SENTENCE = "would no longer be complete. Entries in the record afterwards: 1 of 42."


@pytest.fixture
def short_report(record: None, bob: User) -> Edition:
    """A draft of the 2021 List that has one of its listings only, reviewed."""
    known = Listing.objects.public().filter(edition__year=2021, kind="online").order_by("pk")[0]
    drafted = draft_rows(2021, [row(known.printed_name)], reviewed=False)
    for listing in Listing.objects.filter(reading=drafted):
        review_listing(listing, by=bob)
    return known.edition


def _is_complete(edition: Edition) -> bool:
    edition.refresh_from_db()
    return edition.complete_online


def test_nothing_changes_until_the_person_confirms(short_report: Edition, ed: User) -> None:
    client, desk = sign_in(ed), f"/admin/markets/edition/{short_report.pk}/desk/"
    page = client.post(desk, {"action": "publish"})
    assert page.status_code == 409
    assert SENTENCE in page.content.decode()
    assert '<input type="hidden" name="action" value="publish">' in page.content.decode()
    assert _is_complete(short_report)
    assert client.post(desk, {"action": "publish", "confirmed": "yes"}).status_code == 302
    assert not _is_complete(short_report)


def test_only_a_person_at_the_desk_is_asked(short_report: Edition, ed: User) -> None:
    token = ASKS.set(True)
    with pytest.raises(IncompleteListError, match=SENTENCE):
        publish_edition(short_report, by=ed)
    ASKS.reset(token)
    publish_edition(short_report, by=ed)
    assert not _is_complete(short_report)
