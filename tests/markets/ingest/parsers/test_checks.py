"""What is lost, doubled or changed in a report raises a problem; a whole report raises none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from markets.ingest.checks import check_edition
from markets.ingest.checks.release_checks import check_release
from markets.ingest.pages import read_pdf_in_process
from markets.ingest.parsers import NotUnderstood, as_json, parse_report
from markets.ingest.records import ParsedPressRelease, StatedCounts, TextLine, TextPage
from markets.text.keys import name_key
from tests.reports import build

Pages = tuple[TextPage, ...]
MADE = {
    "to-2012": {"online": "run-in-bulleted", "physical": "run-in", "contents": "none", "place": "bracket"},
    "2013-2016": {
        "online": "headed",
        "headings": "bold",
        "physical": "country-headed",
        "contents": "first",
        "contents-names": False,
    },
    "since-2017": {
        "online": "headed",
        "headings": "capitals",
        "physical": "country-headed",
        "contents": "leaders",
    },
}


def pages_of(family: str, seed: int = 2) -> Pages:
    force = {
        "font": "Times",
        "number": "bottom",
        "mixed": False,
        "order": "usual",
        "numbered": False,
        "cover": True,
    }
    return read_pdf_in_process(build(seed, family, **force, **MADE[family]).content)


def renumbered(pages: Sequence[TextPage]) -> Pages:
    return tuple(
        replace(page, number=number, lines=tuple(line._replace(page=number) for line in page.lines))
        for number, page in enumerate(pages, 1)
    )


def problems(pages: Sequence[TextPage]) -> tuple[str, ...]:
    try:
        return check_edition(parse_report(pages), pages)
    except NotUnderstood as error:
        return (error.sentence,)


@pytest.mark.parametrize("family", MADE)
def test_a_whole_report_raises_no_problem(family: str) -> None:
    assert problems(pages_of(family)) == ()


@pytest.mark.parametrize("family", MADE)
def test_a_dropped_page_raises_a_problem(family: str) -> None:
    pages = pages_of(family)
    silent = [n for n in range(len(pages)) if not problems(renumbered(pages[:n] + pages[n + 1 :]))]
    assert silent == []


@pytest.mark.parametrize("family", MADE)
def test_a_doubled_page_raises_a_problem(family: str) -> None:
    pages = pages_of(family)
    silent = [n for n in range(1, len(pages)) if not problems(renumbered(pages[: n + 1] + pages[n:]))]
    assert silent == []


def without_name(pages: Pages, number: int, name: str) -> Pages:
    """The pages without a listing's heading, or without the bold name at the head of its text."""
    page = pages[number - 1]
    kept: list[TextLine] = []
    for line in page.lines:
        bold = next((span for span in line.spans if span.bold), None)
        printed = name_key(line.text[bold.start : bold.end]) if bold else ""
        if bold and printed and printed[: len(name_key(name))][:10] == name_key(name)[: len(printed)][:10]:
            if bold.end == len(line.text):
                continue
            moved = line.x0 + (line.x1 - line.x0) * bold.end / len(line.text)
            spans = tuple(
                span._replace(start=max(0, span.start - bold.end), end=span.end - bold.end)
                for span in line.spans
                if span.end > bold.end
            )
            line = line._replace(text=line.text[bold.end :].lstrip(), x0=moved, bold=False, spans=spans)
        kept.append(line)
    changed = replace(page, lines=tuple(kept))
    return pages[: number - 1] + (changed,) + pages[number:]


@pytest.mark.parametrize("family", MADE)
def test_a_dropped_heading_raises_a_problem(family: str) -> None:
    pages = pages_of(family)
    listings = parse_report(pages).listings
    silent = [x.name for x in listings if not problems(without_name(pages, x.page, x.name))]
    assert silent == []


@pytest.mark.parametrize("family", MADE)
def test_an_entry_that_stands_twice_raises_a_problem(family: str) -> None:
    pages = pages_of(family)
    edition = parse_report(pages)
    doubled = replace(edition, listings=(*edition.listings, edition.listings[0]))
    assert any("listed 2 times" in problem for problem in check_edition(doubled, pages))


def test_a_listing_without_text_or_of_an_unknown_country_is_a_problem_and_one_without_a_domain_is_none() -> (
    None
):
    pages = pages_of("since-2017")
    edition = parse_report(pages)
    first, second = edition.listings[:2]
    changed = replace(
        edition,
        listings=(
            replace(first, text="", domains=()),
            replace(second, country="Ruritania", country_codes=()),
        ),
    )
    said = check_edition(changed, pages)
    assert f"“{first.name}” on page {first.page} has no text" in said
    assert f"“{second.name}” on page {second.page}: the country “Ruritania” is not known" in said
    assert not any("domain" in problem for problem in said)


def test_a_press_release_that_counts_otherwise_is_a_problem() -> None:
    parsed = as_json(parse_report(pages_of("since-2017")), ())
    year, listings = parsed["edition"]["year"], parsed["listings"]
    online = sum(listing["kind"] == "online" for listing in listings)
    release = ParsedPressRelease(
        "Notorious Markets", None, year, StatedCounts(online, len(listings) - online)
    )
    assert list(check_release(parsed, release)) == []
    wrong = replace(release, year=year + 1, stated_counts=StatedCounts(online + 1, len(listings) - online))
    said = list(check_release(parsed, wrong))
    assert f"the press release states {online + 1} online markets and {online} were found" in said
    assert f"the press release is about {year + 1}, and the report reviews {year}" in said
