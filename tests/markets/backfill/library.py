"""A loopback server that plays ustr.gov, a web archive and a mirror, with reports of our own typesetter."""

import functools
import io

from django.core.management import CommandError, call_command

from markets.models import Market, PrintedName, ReportAddress
from markets.text.keys import name_key
from tests.markets.ingest.fetch.server import CHALLENGE, Listener, answer, redirect
from tests.people import make_person
from tests.reports.build import Report, build
from tests.reports.plan import Plan

COMMENT = b"a comment"


def family_of(year: int) -> str:
    """The layout of the reports of that time."""
    return "to-2012" if year <= 2012 else "2013-2016" if year <= 2016 else "since-2017"


@functools.cache
def make_report(year: int) -> Report:
    """A report of this year: the first seed that draws it."""
    family = family_of(year)
    seed = next(seed for seed in range(500) if Plan(seed, family, {}).year == year)
    return build(seed, family)


def add_address(listener: Listener, year: int, rank: int, kind: str, *behaviors: object) -> None:
    """One more address to try, and how the loopback server answers it."""
    url = listener.serve(f"/{kind}/{year}/{rank}.pdf", *behaviors)
    ReportAddress.objects.create(
        year=year, rank=rank, kind=kind, document="report", media="pdf", url=url, basis="secondary"
    )


FORBIDDEN = answer(403, b"Access denied", type="text/html")
CHALLENGED = answer(200, CHALLENGE, type="text/html")
MISSING = answer(404, b"nothing here", type="text/html")


def put_moved(listener: Listener, year: int) -> None:
    """The report at a new address, behind a redirect."""
    listener.serve(f"/moved/{year}.pdf", answer(200, make_report(year).content))
    add_address(listener, year, 1, "official", redirect(f"{listener.origin}/moved/{year}.pdf"))


def put_at_archive(listener: Listener, year: int) -> None:
    """403 at the official address, the report at the archive."""
    add_address(listener, year, 1, "official", FORBIDDEN)
    add_address(listener, year, 2, "archive", answer(200, make_report(year).content))


def put_at_mirror(listener: Listener, year: int) -> None:
    """Gone, a challenge page, and the report at a mirror."""
    add_address(listener, year, 1, "official", MISSING)
    add_address(listener, year, 2, "archive", CHALLENGED)
    add_address(listener, year, 3, "mirror", answer(200, make_report(year).content))


def put_behind_another(listener: Listener, year: int, other: int) -> None:
    """The report of another year first, then the right one."""
    add_address(listener, year, 1, "official", answer(200, make_report(other).content))
    add_address(listener, year, 2, "mirror", answer(200, make_report(year).content))


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
    make_person("ed", "editor")
    make_person("cora", "curator")
