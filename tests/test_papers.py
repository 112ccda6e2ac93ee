"""README and docs name only what exists: links, paths, modules, commands and settings."""

import html
import importlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.test import Client

from markets.models import Evidence, Listing, Market, Recommendation
from markets.record.rows import record_version
from notorious.tables import TABLES
from responses.models import Response

ROOT = Path(__file__).resolve().parent.parent
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FOLDERS = ("markets", "responses", "notorious", "tests", "docs", "templates", "static", ".ci", "docker")
PATH = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./{{}},*-]*")
MODULE = re.compile(r"\b(?:markets|responses|notorious)(?:\.\w+)+")
OUR_COMMANDS = ("markets", "responses", "notorious")


def code_spans(paper: Path) -> Iterator[str]:
    """Inline code and the lines of code blocks."""
    text = paper.read_text()
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    yield from itertools.chain.from_iterable(block.splitlines() for block in blocks)
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def heading_anchors(paper: Path) -> set[str]:
    """The anchors that a Markdown page has, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def expand_braces(path: str) -> list[str]:
    """`a/{b,c}.py` as two paths."""
    found = re.search(r"\{([^{}]*)\}", path)
    if not found:
        return [path]
    parts = found[1].split(",")
    return [
        each for part in parts for each in expand_braces(path[: found.start()] + part + path[found.end() :])
    ]


def path_exists(path: str) -> bool:
    return any(ROOT.glob(path.rstrip("/"))) if "*" in path else (ROOT / path).exists()


def module_exists(name: str) -> bool:
    """Whether the longest importable part of a dotted name has the rest as attributes."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def command_options(name: str) -> set[str]:
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    return set(parser._option_string_actions)


def relative_name(paper: Path) -> str:
    return str(paper.relative_to(ROOT))


papers = pytest.mark.parametrize("paper", PAPERS, ids=relative_name)
# The changelog also names what is gone.
current_papers = pytest.mark.parametrize(
    "paper", [paper for paper in PAPERS if paper.name != "CHANGELOG.md"], ids=relative_name
)


@papers
def test_every_relative_link_leads_somewhere(paper: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", paper.read_text()):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        page = (paper.parent / path) if path else paper
        assert page.exists(), f"{target} does not exist"
        if anchor and page.suffix == ".md":
            assert anchor in heading_anchors(page), f"{target}: no such heading"


@current_papers
def test_every_path_exists(paper: Path) -> None:
    for span in code_spans(paper):
        for path in PATH.findall(span) if not span.startswith(("/", "http")) else ():
            for each in expand_braces(path.rstrip(".,")):
                assert path_exists(each), f"{each} does not exist"


@current_papers
def test_every_module_exists(paper: Path) -> None:
    for span in code_spans(paper):
        for name in MODULE.findall(span) if "/" not in span else ():
            assert module_exists(name), f"{name} does not exist"


@current_papers
def test_every_command_and_option_exists(paper: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    ours = {name for name, app in get_commands().items() if app in OUR_COMMANDS}
    for span in code_spans(paper):
        for name in re.findall(r"\bmake ([a-z]+)\b", span):
            assert name in targets, f"make {name} does not exist"
        for name, rest in re.findall(r"\bmanage\.py (\w+)([^&|#;`]*)", span):
            assert name in get_commands(), f"manage.py {name} does not exist"
            if name in ours:
                unknown = set(re.findall(r"--[a-z][a-z0-9-]*", rest)) - command_options(name)
                assert not unknown, f"manage.py {name} has no {', '.join(sorted(unknown))}"


@current_papers
def test_every_setting_exists(paper: Path) -> None:
    files = [
        ROOT / ".env.example",
        ROOT / "Makefile",
        ROOT / "docker-compose.yml",
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / ".ci").glob("*.py"),
    ]
    known = "\n".join(file.read_text() for file in files)
    for span in code_spans(paper):
        for name in re.findall(r"(?:^|\s)([A-Z][A-Z0-9_]{2,})=", span):
            assert re.search(rf"\b{name}\b", known), f"no file knows {name}"


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 130


def test_the_page_on_data_names_every_table() -> None:
    named = re.findall(r"^\| `([a-z0-9_]+)` \|", (ROOT / "docs" / "data.md").read_text(), re.MULTILINE)
    assert named == list(TABLES)


def check_figures(paper: Path, rows: list[str], update: bool) -> None:
    """Compare the table between the two comments of a paper with `rows`, or write it and fail."""
    text = paper.read_text()
    start, end = text.index("<!-- figures:"), text.index("<!-- end of figures -->")
    start = text.index("\n", start) + 1
    expected = "\n".join([*rows, ""])
    if update and text[start:end] != expected:
        paper.write_text(text[:start] + expected + text[end:])
        pytest.fail(f"wrote the figures of {paper.name}: read the difference")
    assert text[start:end] == expected, "run pytest tests/test_papers.py --update-expected"


@pytest.fixture
def editions(loaded_record: None, db: None, client: Client) -> list[dict[str, Any]]:
    return client.get("/data/editions.json").json()["rows"]


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-expected"))


def test_the_page_on_data_says_how_complete_each_edition_is(
    editions: list[dict[str, Any]], update: bool
) -> None:
    def cells(edition: dict[str, Any], kind: str) -> str:
        stated, complete = edition[f"stated_{kind}"], edition[f"complete_{kind}"]
        return f"{edition[f'identified_{kind}']} / {'—' if stated is None else stated}{' complete' if complete else ''}"

    rows = ["| edition | online: identified / stated | physical: identified / stated |", "|---|---|---|"]
    rows += [f"| {each['year']} | {cells(each, 'online')} | {cells(each, 'physical')} |" for each in editions]
    check_figures(ROOT / "docs" / "data.md", rows, update)


def test_the_readme_says_how_complete_the_record_is(editions: list[dict[str, Any]], update: bool) -> None:
    lists = [(each, kind) for each in editions for kind in ("online", "physical")]
    counted = [(each, kind) for each, kind in lists if each[f"stated_{kind}"] is not None]
    stated = sum(each[f"stated_{kind}"] for each, kind in counted)
    identified = sum(each[f"identified_{kind}"] for each, kind in counted)
    complete = [f"{kind} {each['year']}" for each, kind in lists if each[f"complete_{kind}"]]
    listings, responses = Listing.objects.public(), Response.objects.public()
    official = listings.filter(evidence=Evidence.OFFICIAL).count()
    rows = [
        "| in the bundled record | |",
        "|---|---|",
        f"| editions | {len(editions)}, for {editions[0]['year']} to {editions[-1]['year']} |",
        f"| entries identified, where USTR stated a number | {identified} of {stated} ({identified / stated:.0%}) |",
        f"| complete lists, of {len(lists)} (two kinds an edition) | {len(complete)}: {', '.join(complete)} |",
        f"| public listings | {listings.count()}, of which {official} come from an official report |",
        f"| markets | {Market.objects.public().count()} |",
        f"| recommendations and criticisms | {Recommendation.objects.public().count()} |",
        f"| responses | {responses.count()}, of which {responses.filter(held='whole').count()} with their whole text |",
    ]
    check_figures(ROOT / "README.md", rows, update)


def test_the_citation_of_the_example_is_that_of_the_page(
    editions: list[dict[str, Any]], client: Client
) -> None:
    """Of every installation that loaded the same record: the example names its version and date."""
    readme = (ROOT / "README.md").read_text()
    example = re.search(r"^(“.+ data version (v\S+) \((\S+)\)\.)\nhttps://[^/]+(/\S+)$", readme, re.MULTILINE)
    assert example, "README.md has no example of a citation"
    words, version, dated, path = example.groups()
    label, day = record_version()
    assert (version, dated) == (label, day.isoformat())
    page = client.get(path)
    assert page.status_code == 200
    assert words in html.unescape(page.content.decode())


def test_the_citation_file_names_the_version_of_the_record() -> None:
    label, day = record_version()
    citation = (ROOT / "CITATION.cff").read_text()
    assert f'version: "{label}"' in citation
    assert f'date-released: "{day.isoformat()}"' in citation
