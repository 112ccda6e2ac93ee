"""`manage.py backfill` on loopback: known addresses, then archives, then mirrors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from markets import tasks
from markets.admin.backfill import LONG_WAIT
from markets.backfill.publish import review_draft
from markets.curation.publishing import publish_edition
from markets.curation.refusal import Refusal
from markets.documents.jobs import find_due_jobs
from markets.ingest import source_client
from markets.ingest.drafting import discard_reading
from markets.models import BackfillResult, Edition, Job, Listing, Market, PrintedName, Stage
from markets.text.keys import name_key
from notorious.roles import ensure_roles
from tests.markets.backfill.library import (
    MISSING,
    add_address,
    make_report,
    put_at_mirror,
    put_behind_another,
    put_moved,
)
from tests.markets.ingest.fetch.server import Listener, answer, listening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_package")]


@pytest.fixture
def library(settings: Any) -> Iterator[Listener]:
    with listening() as listener:
        settings.REHEARSAL_ORIGINS = frozenset({listener.origin})
        source_client.get_source_client.cache_clear()
        yield listener
    source_client.get_source_client.cache_clear()


def backfill(*arguments: str) -> tuple[str, int]:
    """What the command says, and its exit code."""
    said = io.StringIO()
    try:
        call_command("backfill", *arguments, stdout=said, stderr=said)
    except CommandError as error:
        return f"{said.getvalue()}\n{error}", error.returncode
    return said.getvalue(), 0


def know_names(year: int) -> None:
    """Every name of the report is decided, so that the draft leaves no name open."""
    for number, listing in enumerate(make_report(year).expected["listings"]):
        market = Market.objects.create(
            slug=f"market-{year}-{number}", name=listing["name"], kind=listing["kind"]
        )
        PrintedName.objects.create(
            name=listing["name"], key=name_key(listing["name"]), kind=listing["kind"], market=market
        )


def make_people() -> None:
    ensure_roles()
    for name, role in (("ed", "editor"), ("cora", "curator")):
        person = User.objects.create_user(name, is_staff=True)
        person.groups.add(Group.objects.get(name=role))


def test_the_next_address_is_tried_until_one_answers_with_the_right_report(library: Listener) -> None:
    put_at_mirror(library, 2018)
    said, code = backfill("--years", "2018")
    assert code == 0, said
    assert "2018: not fetched (official)" in said
    assert "2018: not fetched (archive)" in said
    assert "2018: fetched (mirror)" in said
    result = BackfillResult.objects.get(year=2018)
    assert (result.progress, result.origin) == ("drafted", "mirror")
    assert Listing.objects.filter(edition__year=2018, stage=Stage.DRAFT).count() == len(
        make_report(2018).expected["listings"]
    )


def test_a_report_of_another_year_and_a_comment_are_not_taken(library: Listener) -> None:
    put_behind_another(library, 2019, 2018)
    add_address(library, 2020, 1, "official", answer(200, b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 40))
    said, code = backfill("--years", "2019,2020")
    assert code == 1
    assert "2019: fetched (official), but it is the 2018 List." in said
    assert "2020: fetched (official) and refused:" in said
    assert "No draft of 2020." in said
    assert not Edition.objects.filter(year=2018).exists()


def test_one_failing_edition_does_not_stop_the_others_and_a_second_run_goes_on(library: Listener) -> None:
    add_address(library, 2017, 1, "official", MISSING)
    put_moved(library, 2018)
    said, code = backfill("--years", "2017..2018")
    assert code == 1
    asked = len(library.paths)
    add_address(library, 2017, 2, "archive", answer(200, make_report(2017).content))
    said, code = backfill("--years", "2017..2018")
    assert code == 0, said
    assert "2018: drafted before." in said
    assert "2017: fetched (archive)" in said
    assert not any("2018" in path for path in library.paths[asked:])


def test_a_dry_run_asks_nothing(library: Listener) -> None:
    put_at_mirror(library, 2018)
    said, code = backfill("--years", "2018", "--dry-run")
    assert code == 0
    assert said.count("would fetch") == 3
    assert library.paths == []


def test_a_folder_of_reports_needs_no_names(library: Listener, tmp_path: Path) -> None:
    (tmp_path / "scan of 2016 (final)").write_bytes(make_report(2018).content)
    (tmp_path / "A.PDF").write_bytes(make_report(2017).content)
    (tmp_path / "notes.txt").write_text("where I found them")
    said, code = backfill("--from", str(tmp_path), "--years", "2018")
    assert code == 0, said
    assert "notes.txt: not a PDF." in said
    assert "2017: not among the years asked for." in said
    assert [(each.year, each.origin) for each in BackfillResult.objects.all()] == [(2018, "file")]
    assert library.paths == []


def test_a_file_that_is_no_list_fails_the_run_and_stops_no_other(library: Listener, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 40)
    (tmp_path / "b.pdf").write_bytes(make_report(2018).content)
    said, code = backfill("--from", str(tmp_path))
    assert code == 1
    assert "A file of the folder is no List." in said
    assert BackfillResult.objects.get(year=2018).is_done


def test_an_edition_whose_draft_was_discarded_is_no_longer_done(library: Listener) -> None:
    put_moved(library, 2018)
    assert backfill("--years", "2018")[1] == 0
    reading = BackfillResult.objects.get(year=2018).reading
    assert reading is not None
    discard_reading(reading)
    said, code = backfill("--years", "2018")
    assert code == 1
    assert "Press “Draft it again” on the release page" in said


def test_what_was_published_elsewhere_is_published_here(library: Listener) -> None:
    make_people()
    put_moved(library, 2018)
    know_names(2018)
    backfill("--years", "2018")
    edition = Edition.objects.get(year=2018)
    review_draft(edition, by=User.objects.get(username="cora"))
    publish_edition(edition, by=User.objects.get(username="ed"))
    said, code = backfill("--years", "2018")
    assert (code, BackfillResult.objects.get(year=2018).progress) == (0, "published")
    assert "2018: published before." in said
    names = ["--editor", "ed", "--reviewer", "cora"]
    assert "not published" not in backfill("--years", "2018", "--publish-clean", *names)[0]


def test_the_desk_says_which_editions_wait_for_the_worker(
    library: Listener,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make_people()
    for year in (2017, 2018):
        put_moved(library, year)
        Edition.objects.create(year=year, title=f"{year} Review", covers=["online", "physical"])
    asked: list[Job] = []
    monkeypatch.setattr(tasks, "call", asked.append)
    client.force_login(User.objects.get(username="ed"))
    address = reverse("admin:markets_backfill")
    assert "0 of 2 editions have a draft" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch-all"})
    assert [job.key for job in asked] == ["2017", "2018"]
    page = client.get(address).content.decode()
    assert page.count("Waiting for the worker") == 2
    assert 'http-equiv="refresh"' in page
    for job in asked:
        tasks.work(job.pk)
    page = client.get(address).content.decode()
    assert "2 of 2 editions have a draft" in page
    assert 'http-equiv="refresh"' not in page
    assert 'value="fetch">' not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch-all"})
    assert len(asked) == 2


def test_a_lost_message_is_sent_again_and_a_long_wait_is_said(
    library: Listener,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make_people()
    put_moved(library, 2018)
    Edition.objects.create(year=2018, title="2018 Review", covers=["online", "physical"])
    lost: list[Job] = []
    monkeypatch.setattr(tasks, "call", lost.append)
    client.force_login(User.objects.get(username="ed"))
    address = reverse("admin:markets_backfill")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch", "year": "2018"})
    (job,) = lost
    assert job in find_due_jobs()  # the sweep sends the message again
    BackfillResult.objects.update(attempted_at=timezone.now() - 2 * LONG_WAIT)
    page = client.get(address).content.decode()
    assert "no worker has taken it" in page
    assert 'http-equiv="refresh"' not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch", "year": "2018"})
    assert lost == [job, job]
    page = client.get(address).content.decode()
    assert "Waiting for the worker" in page
    tasks.work(job.pk)
    assert BackfillResult.objects.get().progress == "drafted"


def test_a_program_error_in_the_worker_is_shown_at_the_desk(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    make_people()
    Edition.objects.create(year=2018, title="2018 Review", covers=["online", "physical"])
    monkeypatch.setattr(tasks, "call", lambda job: None)
    monkeypatch.setattr("markets.backfill.job.backfill_edition", fail)
    client.force_login(User.objects.get(username="ed"))
    address = reverse("admin:markets_backfill")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch", "year": "2018"})
    with pytest.raises(RuntimeError):
        tasks.work(Job.objects.get().pk)
    page = client.get(address).content.decode()
    assert "Failed: Stopped by a program error: RuntimeError: a fault of ours" in page
    assert 'http-equiv="refresh"' not in page
    assert 'value="fetch">' in page


def test_a_failed_edition_has_a_row_also_where_no_record_is_loaded(client: Client) -> None:
    make_people()
    said, code = backfill("--years", "2018")
    assert code == 1
    assert not Edition.objects.exists()
    client.force_login(User.objects.get(username="ed"))
    page = client.get(reverse("admin:markets_backfill")).content.decode()
    assert '<th scope="row">2018</th>' in page
    assert "No address answered with the report." in page
    assert 'value="fetch">' in page


def test_clean_editions_are_published_in_two_names(library: Listener) -> None:
    make_people()
    put_moved(library, 2018)
    know_names(2018)
    same, swapped = ["--editor", "ed", "--reviewer", "ed"], ["--editor", "cora", "--reviewer", "ed"]
    for refused in ([], ["--editor", "ed"], same, swapped):
        said, code = backfill("--years", "2018", "--publish-clean", *refused)
        assert code == 1, said
        assert library.paths == []
    said, code = backfill("--years", "2018", "--publish-clean", "--editor", "ed", "--reviewer", "cora")
    assert "2018: published." in said, said
    listing = Listing.objects.filter(edition__year=2018, stage=Stage.PUBLISHED).first()
    assert listing is not None
    assert listing.reviewed_by == User.objects.get(username="cora")
    assert Edition.objects.get(year=2018).published_by == User.objects.get(username="ed")


def test_an_undecided_name_is_not_published(library: Listener) -> None:
    make_people()
    put_moved(library, 2018)
    said, _ = backfill("--years", "2018", "--publish-clean", "--editor", "ed", "--reviewer", "cora")
    assert "2018: not published" in said
    assert not Listing.objects.filter(edition__year=2018, stage=Stage.PUBLISHED).exists()


def test_a_name_that_exactly_one_market_has_is_matched_and_counted(library: Listener) -> None:
    put_moved(library, 2018)
    first = make_report(2018).expected["listings"][0]
    market = Market.objects.create(slug="known", name=first["name"], kind=first["kind"])
    said, _ = backfill("--years", "2018")
    assert BackfillResult.objects.get(year=2018).figures["exact"] == 1
    assert Listing.objects.get(market=market, stage=Stage.DRAFT).printed_name == first["name"]
    assert "1 with one exact candidate" in said


def test_a_copy_is_published_once_an_editor_has_confirmed_it(library: Listener) -> None:
    make_people()
    put_at_mirror(library, 2018)
    know_names(2018)
    names = ["--editor", "ed", "--reviewer", "cora"]
    said, _ = backfill("--years", "2018", "--publish-clean", *names)
    assert "2018: not published: an editor has to confirm the copy from 127.0.0.1." in said
    editor = User.objects.get(username="ed")
    with pytest.raises(Refusal, match="The report is a copy from 127.0.0.1"):
        publish_edition(Edition.objects.get(year=2018), by=editor)
    said, _ = backfill("--years", "2018", "--publish-clean", "--confirm-copies", *names)
    assert "2018: published." in said
    assert BackfillResult.objects.get(year=2018).copy_confirmed_by == editor
    (citation,) = Edition.objects.get(year=2018).citations.all()
    assert citation.text.startswith("USTR") and "copy at 127.0.0.1" in citation.text
    listing = Listing.objects.public().filter(edition__year=2018).first()
    assert listing is not None and listing.market is not None
    client = Client()
    for path in (f"/editions/2018/{listing.market.slug}/", "/data/listings.csv", "/data/editions.csv"):
        assert "copy at 127.0.0.1" in client.get(path).content.decode(), path


def test_a_copy_is_confirmed_at_the_desk_by_an_editor_alone(library: Listener, client: Client) -> None:
    make_people()
    put_at_mirror(library, 2018)
    backfill("--years", "2018")
    page, sent = "/admin/markets/reportaddress/backfill/", {"act": "confirm", "year": "2018"}
    for name, confirmed in (("cora", False), ("ed", True)):
        client.force_login(User.objects.get(username=name))
        assert ("Confirm the copy" in client.get(page).content.decode()) == confirmed
        client.post(page, sent)
        assert (BackfillResult.objects.get(year=2018).copy_confirmed_at is not None) == confirmed


def test_the_buttons_of_the_desk_review_and_publish_and_need_two_people(library: Listener) -> None:
    make_people()
    put_moved(library, 2018)
    know_names(2018)
    assert backfill("--years", "2018")[1] == 0
    address = reverse("admin:markets_backfill")

    def press(name: str, act: str) -> str:
        client = Client()
        client.force_login(User.objects.get(username=name))
        answer = client.post(address, {"act": act, "year": "2018"}, follow=True)
        return " ".join(str(each) for each in answer.context["messages"])

    assert "not been reviewed by a second person" in press("ed", "publish")
    assert "is reviewed" in press("ed", "review")
    assert "not been reviewed by a second person. Ask cora." in press("ed", "publish")
    assert "is reviewed" in press("cora", "review")
    assert "Only editors can publish" in press("cora", "publish")
    assert "2018 is published" in press("ed", "publish")
    assert BackfillResult.objects.get(year=2018).progress == "published"
