"""A report's whole path: uploaded, read, drafted, matched, reviewed, published, seen, taken away."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from markets import tasks
from markets.models import Edition, Job, Listing, Reading, Snapshot, Stage
from tests.html import get_csv
from tests.path.conftest import report

pytestmark = pytest.mark.django_db


def upload(client, content: bytes, year: str = "", django_capture=None) -> Job:
    """Uploads as the admin's form does, and does the worker's part at once."""
    file = SimpleUploadedFile("report.pdf", content, "application/pdf")
    response = client.post(reverse("admin:markets_snapshot_upload"), {"report": file, "year": year})
    assert response.status_code == 302, response.context["form"].errors
    job = Job.objects.latest("asked_at")
    tasks.work(job.pk)
    job.refresh_from_db()
    return job


def press(client, edition: Edition, action: str, **more):
    """Presses a button of the desk; returns the messages that the next page shows."""
    address = reverse("admin:markets_edition_desk", args=[edition.pk])
    response = client.post(address, {"action": action, **more}, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_a_report_goes_from_upload_to_page_and_csv(at_the_desk, reviewer):
    expected = report().expected
    year = expected["edition"]["year"]
    job = upload(at_the_desk, report().content, str(year))
    assert job.state == Job.State.DONE, job.sentence
    edition = Edition.objects.get(year=year)
    assert at_the_desk.get(f"/editions/{year}/").status_code == 404
    press(at_the_desk, edition, "new")
    left = Listing.objects.filter(edition=edition, stage=Stage.DRAFT, market=None)
    press(at_the_desk, edition, "match", **{f"market-{listing.pk}": "new" for listing in left})
    press(reviewer, edition, "review", which="all")
    if Reading.objects.get(edition=edition).problems:
        press(at_the_desk, edition, "accept", reason="looked at")
    assert press(at_the_desk, edition, "publish") == [f"The {edition} is public."]
    drafted = Listing.objects.public().filter(edition=edition)
    assert {listing.printed_name for listing in drafted} == {each["name"] for each in expected["listings"]}
    assert all(listing.reviewed_by.username == "cora" for listing in drafted)
    page = at_the_desk.get(f"/editions/{year}/").content.decode()
    rows = get_csv(at_the_desk, "/data/timeline.csv")
    assert {row["printed_name"] for row in rows} == {each["name"] for each in expected["listings"]}
    for listing in drafted.select_related("market"):
        assert f"/editions/{year}/{listing.market.slug}/" in page
    by_name = {row["printed_name"]: row for row in rows}
    for each in expected["listings"]:
        assert by_name[each["name"]]["source_page"] == str(each["page"])
        assert by_name[each["name"]]["evidence"] == "official"


def test_a_report_of_another_year_than_asked_is_refused(at_the_desk):
    job = upload(at_the_desk, report().content, "2012")
    assert job.state == Job.State.FAILED
    assert "not of the 2012 List" in job.sentence
    assert not Listing.objects.exists() and not Edition.objects.exists()


def test_the_same_report_twice_is_one_draft(at_the_desk, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report().content)
    call_command("ingest", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    before = list(Listing.objects.order_by("pk").values_list("pk", "stage"))
    out = io.StringIO()
    call_command("ingest", str(path), stdout=out, stderr=io.StringIO())
    assert list(Listing.objects.order_by("pk").values_list("pk", "stage")) == before
    assert Snapshot.objects.count() == 1 and Reading.objects.count() == 1
    assert "drafted already" in out.getvalue()


UNREADABLE = {
    "empty": (b"", "empty"),
    "not a PDF": (b"GIF89a" + b"\0" * 400, "not a PDF"),
    "HTML served as PDF": (b"<!doctype html><html><body><p>Access Denied</p></body></html>", ""),
    "truncated": (None, ""),
}


def unreadable(name: str) -> bytes:
    content = UNREADABLE[name][0]
    return report().content[: len(report().content) // 3] if content is None else content


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_one_sentence_in_the_command_and_changes_nothing(db, tmp_path, name):
    path = tmp_path / "report.pdf"
    path.write_bytes(unreadable(name))
    with pytest.raises(CommandError) as refusal:
        call_command("ingest", str(path), stdout=io.StringIO())
    sentence = str(refusal.value)
    assert refusal.value.returncode == 2
    assert sentence.endswith(".") and "\n" not in sentence and UNREADABLE[name][1] in sentence
    assert Snapshot.objects.count() == 1
    assert not Edition.objects.exists() and not Listing.objects.exists()


@pytest.mark.parametrize("name", [name for name in UNREADABLE if name != "empty"])
def test_what_cannot_be_read_is_one_sentence_in_the_admin_and_changes_nothing(at_the_desk, name):
    job = upload(at_the_desk, unreadable(name))
    assert job.state == Job.State.FAILED and job.attempts == 1
    page = at_the_desk.get(reverse("admin:markets_job_change", args=[job.pk])).content.decode()
    assert job.sentence.endswith(".") and job.sentence.split("'")[0][:30] in page
    assert Snapshot.objects.count() == 1
    assert not Edition.objects.exists() and not Listing.objects.exists()


def test_an_empty_upload_is_said_in_the_form(at_the_desk):
    file = SimpleUploadedFile("report.pdf", b"", "application/pdf")
    response = at_the_desk.post(reverse("admin:markets_snapshot_upload"), {"report": file})
    assert "The file is empty." in response.content.decode()
    assert not Snapshot.objects.exists()
