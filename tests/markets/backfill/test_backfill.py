"""`manage.py backfill` on loopback: known addresses, then archives, then mirrors."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from markets.backfill.publish import review_draft
from markets.curation.publishing import publish_edition
from markets.curation.refusal import Refusal
from markets.ingest.drafting import discard_reading
from markets.models import BackfillResult, Edition, Listing, Market, Stage
from tests.markets.backfill.library import (
    MISSING,
    add_address,
    backfill,
    know_names,
    make_people,
    make_report,
    put_at_mirror,
    put_behind_another,
    put_moved,
)
from tests.markets.ingest.fetch.server import Listener, answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_package")]


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
    assert "A file of the folder cannot be read or is no List." in said
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
