"""A winter at the sources, a day at a time: what each person at the desk does on it, and how a day passes."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client

from markets import tasks
from markets.curation.listings import make_market, review_listing
from markets.curation.publishing import accept_problems, publish_edition
from markets.models import (
    DiscoveredDocument,
    Edition,
    Fetch,
    Job,
    Listing,
    Reading,
    Source,
    SourcePoll,
    Stage,
)
from notorious.page_cache.middleware import PAGES
from notorious.revision import current_revision
from tests.markets.polling.processes import wait_for
from tests.people import make_person
from tests.reports.build import Report, build
from tests.reports.plan import Plan


def edition_of(seed: int, without: str | None = None) -> Report:
    """The report of a seed; `without` an online market that the compositor forgot."""
    drawn = Plan._online
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plan, "_online", lambda plan: [each for each in drawn(plan) if each.name != without])
        return build(seed, "since-2017")


def people() -> tuple[User, User, User]:
    """Two curators and an editor."""
    return make_person("ada", "curator"), make_person("bob", "curator"), make_person("ed", "editor")


def a_day_passes() -> None:
    """All that was recorded lies a day further back; the worker then does what a beat would ask of it."""
    day = timedelta(days=1)
    for model, names in (
        (Source, ("last_seen_at", "last_new_at", "not_before", "retry_at")),
        (Job, ("asked_at", "ended_at", "not_before")),
        (SourcePoll, ("started_at", "ended_at")),
        (DiscoveredDocument, ("found_at", "decided_at")),
        (Fetch, ("fetched_at",)),
    ):
        model.objects.update(**{name: F(name) - day for name in names})
    for job in Job.objects.exclude(slot=""):  # what names a look or a fetch names the day as well
        Job.objects.filter(pk=job.pk).update(slot=f"of a day before, job {job.pk}")
    a_look_around()


def a_look_around() -> None:
    """Every source that is due is looked at, and what that leads to is done."""
    tasks.poll_due_sources()
    wait_for(lambda: not Job.objects.filter(ended_at=None).exists(), 120, "the worker has done it all")


def to_the_public(edition: Edition, curator: User, editor: User) -> None:
    """A curator matches and reviews what was drafted; an editor publishes it."""
    reading = Reading.objects.get(edition=edition, state=Reading.State.DRAFTED)
    for listing in Listing.objects.filter(reading=reading, stage=Stage.DRAFT):
        if listing.market is None:
            make_market(listing, by=curator)
            listing.refresh_from_db()
        review_listing(listing, by=curator)
    if reading.problems:
        accept_problems(reading, reason="looked at", by=editor)
    publish_edition(edition, by=editor)


class Reader:
    """Somebody who reads the public pages, and knows nothing else."""

    def __init__(self) -> None:
        self.client = Client()

    def status(self, address: str) -> int:
        return self._get(address).status_code

    def page(self, address: str) -> str:
        """The words of a page, in one line."""
        answer = self._get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        main = BeautifulSoup(answer.content, "html.parser").select_one("main")
        return " ".join(main.get_text(" ").split())

    def rows(self, name: str, **query: str) -> list[dict[str, str]]:
        """A table as it is downloaded."""
        answer = self._get(f"/data/{name}.csv", query)
        return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    def _get(self, address: str, query: dict[str, str] | None = None):
        current_revision.clear(), PAGES.clear()
        return self.client.get(address, query or {})
