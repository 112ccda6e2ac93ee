"""From source to find to fetch to snapshot to draft, with a worker and with the command."""

import contextlib
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from markets import tasks
from markets.documents import jobs
from markets.ingest.document_fetch import SAME_FOR, _known, fetch_document
from markets.ingest.polling import poll_source
from markets.ingest.source_client import get_source_client
from markets.models import DiscoveredDocument, Edition, Job, Listing, Reading, Snapshot, SourcePoll, Stage
from tests.markets.ingest.fetch.server import answer
from tests.markets.polling.conftest import report
from tests.markets.polling.originals import KEY, RELEASES
from tests.markets.polling.processes import wait_for, worker


def sync() -> str:
    out = io.StringIO()
    with contextlib.suppress(CommandError):  # where a source failed, which the test looks at itself
        call_command("sync", stdout=out)
    return out.getvalue()


def furnish(originals) -> None:
    """One of everything at the sources."""
    originals.publish(report().expected["edition"]["year"], report().content)
    originals.open_docket()
    originals.comment(9, "attachment_1.pdf", "attachment_1.docx", title="Rebuttal of Example Ltd")
    originals.comment(10, title="See attached", restrictReason="Withheld at the filer's wish")
    originals.comment(11, title="Comment 11", withdrawn=True)
    originals.statements["/news/our-answer"] = "Our answer to the Notorious Markets List"


def expect_everything(originals) -> None:
    """Every source has a run and a find, every find a snapshot, and the report is a draft, once."""
    year = report().expected["edition"]["year"]
    assert not Job.objects.exclude(state=Job.State.DONE).exists(), list(
        Job.objects.values("key", "kind", "sentence")
    )
    assert not SourcePoll.objects.exclude(outcome__in=["found", "unchanged"]).exists()
    kinds = dict.fromkeys(DiscoveredDocument.objects.values_list("kind", flat=True))
    assert set(kinds) == {"report", "press_release", "notice", "comment", "attachment", "statement"}
    assert not DiscoveredDocument.objects.filter(snapshot=None).exists()
    assert DiscoveredDocument.objects.filter(kind="report").count() == 1
    assert (
        DiscoveredDocument.objects.filter(kind="press_release").count() == 1
    )  # in both generations of addresses and markup
    assert set(DiscoveredDocument.objects.values_list("state", flat=True)) == {"new"}
    assert Reading.objects.get().edition == Edition.objects.get(year=year, published_at=None)
    drafted = Listing.objects.filter(stage=Stage.DRAFT).values_list("printed_name", flat=True)
    assert set(drafted) == {each["name"] for each in report().expected["listings"]}
    files = {find.url.rsplit("/", 1)[-1] for find in DiscoveredDocument.objects.filter(kind="attachment")}
    assert files == {"attachment_1.pdf", "attachment_1.docx"}


@pytest.mark.django_db
def test_the_command_takes_in_what_every_source_shows_and_twice_is_once(originals, sources):
    furnish(originals)
    said = sync()
    expect_everything(originals)
    assert "Drafted." in said
    before = (
        DiscoveredDocument.objects.count(),
        Snapshot.objects.count(),
        Reading.objects.count(),
        Listing.objects.count(),
    )
    originals.asked.clear()
    sync()
    assert (
        DiscoveredDocument.objects.count(),
        Snapshot.objects.count(),
        Reading.objects.count(),
        Listing.objects.count(),
    ) == before
    assert set(
        SourcePoll.objects.order_by("-started_at").values_list("outcome", flat=True)[: len(sources)]
    ) == {"unchanged"}
    assert not [path for path in originals.asked if "attachment" in path]


@pytest.mark.wide
@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_in_what_every_source_shows(originals, sources, clean_queue):
    furnish(originals)
    tasks.poll_due_sources()
    with worker(REHEARSAL_ORIGINS=originals.origin, REGULATIONS_GOV_KEY=KEY):
        wait_for(lambda: Listing.objects.filter(stage=Stage.DRAFT).exists())
        wait_for(lambda: not Job.objects.filter(ended_at=None).exists())
        # the docket was not known when Regulations.gov was first looked at, if that came before the Register
        tasks.ask("poll", "regulations-gov")
        wait_for(lambda: DiscoveredDocument.objects.filter(kind="attachment").count() == 2)
        wait_for(lambda: not Job.objects.filter(ended_at=None).exists())
    Job.objects.filter(kind="poll", key="regulations-gov").exclude(slot="").delete()
    SourcePoll.objects.filter(source__slug="regulations-gov").order_by("started_at").first().delete()
    expect_everything(originals)


@pytest.mark.django_db
def test_a_notice_tells_its_docket_and_both_deadlines(originals, sources):
    originals.open_docket("USTR-2030-0007")
    sync()
    notice = DiscoveredDocument.objects.get(kind="notice")
    found_dates = (notice.docket_id, notice.comments_due_on.isoformat(), notice.rebuttals_due_on.isoformat())
    assert found_dates == ("USTR-2030-0007", "2025-10-01", "2025-10-15")


@pytest.mark.django_db
def test_a_withheld_and_a_withdrawn_comment_are_called_that(originals, sources):
    originals.open_docket()
    originals.comment(
        10, title="See attached", restrictReason="Withheld at the filer's wish", organization="A Ltd"
    )
    originals.comment(11, title="Comment 11", withdrawn=True)
    sync(), sync()
    notes = {find.title: find.note for find in DiscoveredDocument.objects.filter(kind="comment")}
    assert notes["See attached"] == "by A Ltd; restricted: Withheld at the filer's wish"
    assert "withdrawn" in notes["Comment 11"]


@pytest.mark.django_db
def test_a_document_is_what_it_calls_itself_whatever_its_source_lists_it_as(originals, sources):
    for source in sources.values():
        source.enabled = source.slug in ("ustr-feed", "newsroom")
        source.save()
    file, styles = io.BytesIO(), getSampleStyleSheet()
    title = "Fact Sheet: 2030 Review of Notorious Markets"
    SimpleDocTemplate(file).build(
        [Paragraph(title, styles["Title"]), Paragraph("Key facts.", styles["Normal"])]
    )
    originals.publish(2030, file.getvalue())
    words = "<h1>Comments of Example Ltd on the Notorious Markets List</h1><p>Dear Sir</p>"
    originals.listener.serve("/news/a", answer(200, words.encode(), type="text/html"))
    originals.statements["/news/a"] = "Our answer to the Notorious Markets List"
    said = sync()
    assert set(DiscoveredDocument.objects.values_list("kind", "note")) == {
        ("press_release", ""),
        ("press_release", "The source lists it as a report; it reads as a press release."),
        ("comment", "The source lists it as a statement; it reads as a comment."),
    }
    assert "This is not a Notorious Markets List" in said
    sync()  # and is asked for under its own address again


@pytest.mark.django_db
def test_without_a_key_the_run_says_how_to_come_by_one_and_nothing_is_asked(originals, sources, settings):
    settings.REGULATIONS_GOV_KEY = ""
    originals.open_docket()
    sync()
    run = SourcePoll.objects.get(source__slug="regulations-gov")
    assert run.outcome == SourcePoll.Outcome.FAILED and "REGULATIONS_GOV_KEY" in run.sentence
    assert not [path for path in originals.asked if path.startswith("/v4/")]


@pytest.mark.django_db
def test_a_source_that_is_switched_off_is_not_looked_at(originals, sources):
    for source in sources.values():
        source.enabled = source.slug == "ustr-feed"
        source.save()
    originals.publish(2030, report().content)
    sync()
    assert {run.source.slug for run in SourcePoll.objects.all()} == {"ustr-feed"}
    assert all(path.startswith(("/rss.xml", RELEASES, "/sites/")) for path in originals.asked)


@pytest.mark.django_db
def test_the_same_report_under_two_addresses_is_one_snapshot_and_one_draft(originals, sources):
    originals.publish(2030, report().content)
    copy = "/sites/default/files/2030_Notorious_Markets_List.pdf"
    originals.reports[copy] = report().content
    originals.older_reports[copy] = "2030 Notorious Markets List"
    sync()
    assert DiscoveredDocument.objects.filter(kind="report").count() == 2
    assert DiscoveredDocument.objects.filter(kind="report").values("snapshot").distinct().count() == 1
    assert Reading.objects.filter(state=Reading.State.DRAFTED).count() == 1
    assert Listing.objects.filter(stage=Stage.DRAFT).count() == len(report().expected["listings"])


def corrected() -> bytes:
    """The same List with another file: a byte behind the end of a PDF changes nothing that is read."""
    return report().content + b"\n% reissued\n"


@pytest.mark.django_db
def test_a_corrected_report_under_the_same_address_is_noticed_and_read_again(originals, sources, curator):
    release = originals.publish(2030, report().content)
    sync()
    first = Reading.objects.get()
    find = DiscoveredDocument.objects.get(kind="report")
    DiscoveredDocument.objects.filter(pk=find.pk).update(
        state=DiscoveredDocument.State.HANDLED, decided_by=curator
    )
    originals.reports[release.report] = corrected()
    said = sync()
    assert "Changed under the same address" in said
    find.refresh_from_db()
    assert find.state == DiscoveredDocument.State.NEW and "bytes under this address changed" in find.note
    first.refresh_from_db()
    assert first.state == Reading.State.DISCARDED
    assert Reading.objects.get(state=Reading.State.DRAFTED).snapshot == find.snapshot
    assert Snapshot.objects.filter(readings__isnull=False).count() == 2


@pytest.mark.django_db
def test_a_report_that_keeps_its_etag_and_changes_its_bytes_is_noticed_within_a_week(originals, sources):
    originals.publish(2030, report().content)
    sync()
    find = DiscoveredDocument.objects.get(kind="report")
    now = timezone.now()
    assert _known(find, now).etag
    assert _known(find, now + SAME_FOR + timedelta(seconds=1)) is None
    assert _known(find, now - timedelta(hours=1)) is None  # a clock set back trusts nothing


@pytest.mark.django_db
def test_a_report_that_was_not_there_yet_is_fetched_when_it_is(originals, sources):
    release = originals.publish(2030, report().content)
    content = originals.reports.pop(release.report)
    assert "is not there (404)" in sync()
    originals.reports[release.report] = content
    sync()
    assert Listing.objects.filter(stage=Stage.DRAFT).exists()


@pytest.mark.django_db
def test_a_report_whose_release_prints_no_day_has_that_of_the_list_of_releases(originals, sources):
    originals.publish(2030, report().content)
    client = get_source_client()
    poll_source(sources["ustr-press-releases"], client)
    release = DiscoveredDocument.objects.get()
    job = jobs.take_job(jobs.queue_job("fetch", str(release.pk), send=lambda job: None).pk)
    assert job is not None
    fetch_document(job, lambda *_: None, client)
    assert DiscoveredDocument.objects.get(kind="report").published_on == release.published_on


@pytest.mark.django_db
def test_what_the_index_page_finds_first_takes_its_day_from_the_release(originals, sources):
    originals.publish(2030, report().content)
    client = get_source_client()
    poll_source(sources["ustr-notorious-markets"], client)
    assert DiscoveredDocument.objects.get(kind="report").published_on is None
    poll_source(sources["ustr-press-releases"], client)
    release = DiscoveredDocument.objects.get(kind="press_release")
    DiscoveredDocument.objects.filter(pk=release.pk).update(
        published_on=None
    )  # found where no day is printed
    poll_source(sources["ustr-press-releases"], client)
    job = jobs.take_job(jobs.queue_job("fetch", str(release.pk), send=lambda job: None).pk)
    assert job is not None
    fetch_document(job, lambda *_: None, client)
    days = set(DiscoveredDocument.objects.values_list("published_on", flat=True))
    assert days == {release.published_on}
