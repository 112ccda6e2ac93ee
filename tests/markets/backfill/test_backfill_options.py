"""The options of `manage.py backfill`, and what it refuses."""

from pathlib import Path

import pytest

from markets.backfill import run
from markets.curation.refusal import Refusal
from markets.management.commands.backfill import read_years
from markets.models import BackfillResult
from tests.markets.backfill.library import (
    backfill,
    know_names,
    make_people,
    make_report,
    put_at_mirror,
    put_moved,
)
from tests.markets.ingest.fetch.server import Listener

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_package")]


def test_a_dry_run_asks_nothing(library: Listener) -> None:
    put_at_mirror(library, 2018)
    said, code = backfill("--years", "2018", "--dry-run")
    assert code == 0
    assert said.count("would fetch") == 3
    assert library.paths == []


@pytest.mark.parametrize(
    ("years", "read"),
    [
        ("2010..2012", [2010, 2011, 2012]),
        ("2012..2010", [2010, 2011, 2012]),
        ("2012,2010,2012", [2010, 2012]),
        ("2010..2011, 2020", [2010, 2011, 2020]),
        ("2020", [2020]),
    ],
)
def test_years_are_ranges_and_lists(years: str, read: list[int]) -> None:
    assert read_years(years) == read


@pytest.mark.parametrize(
    "years",
    ["", "abc", "2010..", "..2010", "2010..2012..2014", "2009", "2010..99999999", "-2010", "²⁰¹⁰", "20"],
)
def test_years_without_a_list_are_refused(years: str) -> None:
    said, code = backfill("--years", years)
    assert code == 1
    assert "--years takes 2010..2025, 2012,2014 or 2020" in said


@pytest.mark.parametrize("option", [("--confirm-copies",), ("--editor", "ed"), ("--reviewer", "cora")])
def test_an_option_of_publishing_needs_publishing(option: tuple[str, ...]) -> None:
    said, code = backfill("--years", "2018", *option)
    assert code == 1
    assert f"{option[0]} needs --publish-clean." in said


def test_a_dry_run_says_what_would_be_read_and_skips_what_is_done(library: Listener, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(make_report(2018).content)
    said, _ = backfill("--from", str(tmp_path), "--dry-run")
    assert said == "report.pdf: would be read.\n"
    put_moved(library, 2018)
    said, _ = backfill("--years", "2018", "--dry-run")
    assert said.startswith("2018: would fetch ")
    assert library.paths == []
    backfill("--years", "2018")
    assert backfill("--years", "2018", "--dry-run")[0] == "2018: drafted before.\n"
    assert backfill("--years", "2011", "--dry-run")[0] == "2011: no address is known.\n"
    said, code = backfill("--from", str(tmp_path / "nowhere"), "--dry-run")
    assert (code, "is not a folder" in said) == (1, True)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MAX_BYTES", len(make_report(2018).content))
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a.pdf").write_bytes(b"%PDF-" + b" " * len(make_report(2018).content))
    for name in ("b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(make_report(2018).content)
    said, code = backfill("--from", str(tmp_path))
    assert code == 1
    assert "a.pdf: ValueError: it is larger than" in said
    assert BackfillResult.objects.get(year=2018).progress == "drafted"
    assert said.count("\n2018     ") == 1


def test_a_draft_that_may_not_be_published_does_not_stop_the_others(
    library: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refusal("Somebody is at it.")

    make_people()
    for year in (2017, 2018):
        put_moved(library, year)
    know_names(2018)
    monkeypatch.setattr("markets.backfill.publish.publish_edition", refuse)
    names = ["--editor", "ed", "--reviewer", "cora"]
    said, _ = backfill("--years", "2017,2018", "--publish-clean", *names)
    assert "2018: not published: Somebody is at it." in said
    assert "2017: not published (drafted)" in said
    assert "Edition  right" in said
