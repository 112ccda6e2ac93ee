"""The sources on loopback, built as the originals are: ustr.gov, the Federal Register, Regulations.gov, a newsroom."""

import csv
import hashlib
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlsplit

from markets.ingest.schedule import KNOWN
from markets.models import Source
from tests.markets.ingest.fetch.server import Handler, Listener, answer
from tests.markets.ingest.sources import answers, pages

KEY = "a key of a test"
INDEX = "/issue-areas/intellectual-property/notorious-markets-list"
INDEX_301 = "/issue-areas/intellectual-property/Special-301/notorious-markets-list"
RELEASES, OLDER = (f"/{about}/{pages.OFFICE}" for about in ("about", "about-us"))


@dataclass
class Release:
    title: str
    path: str
    day: str
    report: str
    announces: bool = True


@dataclass
class Originals:
    """What is at the sources now; every method changes that as the originals would."""

    listener: Listener
    releases: list[Release] = field(default_factory=list)
    reports: dict[str, bytes] = field(default_factory=dict)
    notices: list[dict] = field(default_factory=list)
    comments: dict[str, dict] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)
    older_reports: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    docket: str = "USTR-2030-0001"

    def __post_init__(self) -> None:
        self.listener.behaviours = Everything(self)

    @property
    def origin(self) -> str:
        return self.listener.origin

    def publish(self, year: int, report: bytes, day: str = "2031-01-14") -> Release:
        """A press release comes out, and the report that it links to; the index page names it too."""
        path = f"{RELEASES}/{day[:4]}/january/ustr-releases-{year}-review-notorious-markets-counterfeiting-and-piracy"
        title = f"USTR Releases {year} Review of Notorious Markets for Counterfeiting and Piracy"
        file = (
            f"/sites/default/files/files/Press/Releases/{day[:4]}/{year} Notorious Markets List (final).pdf"
        )
        release = Release(title, path, day, file)
        self.releases.insert(0, release)
        self.reports[file] = report
        return release

    def open_docket(self, docket: str = "USTR-2030-0001", **fields) -> dict:
        """A notice in the Federal Register."""
        self.docket = docket
        notice = answers.notice(
            f"{docket[5:9]}-15675",
            html_url=f"{self.origin}/documents/{docket[5:9]}/08/18/{docket[5:9]}-15675/review",
            docket_ids=[f"Docket Number {docket}"],
            publication_date=f"{docket[5:9]}-08-18",
            **fields,
        )
        self.notices.insert(0, notice)
        return notice

    def comment(self, number: int, *files: str, content: bytes = b"", **fields) -> str:
        """A filing with its files; each file's bytes are `content` or stand for its name."""
        name = f"{self.docket}-{number:04}"
        record = answers.comment(number, objectId=f"object-{name}", **fields)
        record["id"] = name
        for file in files:
            self.files[f"/{name}/{file}"] = content or b"%PDF-1.7\n" + file.encode() + b"\n%%EOF\n"
        self.comments[name] = record
        return name

    def detail(self, name: str) -> bytes:
        files = [path for path in self.files if path.startswith(f"/{name}/")]
        formats = [
            {"fileUrl": self.origin + path, "format": path.rsplit(".")[-1], "size": 1} for path in files
        ]
        attached = {
            "id": "1",
            "type": "attachments",
            "attributes": {"title": "Rebuttal", "fileFormats": formats},
        }
        return answers.json.dumps({"data": self.comments[name], "included": [attached]}).encode()

    def lists(self, older: bool) -> bytes:
        if older:
            return pages.older_list(
                *((f"/about-us{each.path[6:]}", each.title, each.day) for each in self.releases)
            )
        unrelated = pages.row(f"{RELEASES}/2030/may/on-steel", "Statement on steel", "2030-05-01")
        rows = [pages.row(each.path, each.title, each.day) for each in self.releases]
        return pages.release_list(*rows, unrelated)

    def index(self) -> bytes:
        links = {**{each.report: each.title for each in self.releases}, **self.older_reports}
        body = "".join(f'<p><a href="{quote(path)}">{title}</a></p>' for path, title in links.items())
        return f"<html><h1>Notorious Markets List</h1>{body}</html>".encode()

    def respond(self, handler: Handler) -> None:
        """Routes as the originals do."""
        parts = urlsplit(handler.path)
        path, query = unquote(parts.path), parse_qs(parts.query)
        self.asked.append(handler.path)
        if path.startswith("/v4/") and handler.headers.get("X-Api-Key") != KEY:
            answer(403, b'{"error": {"code": "API_KEY_INVALID"}}', type="application/json")(handler)
        elif (found := self._api(path, query)) is not None:
            answer(200, found, type="application/json")(handler)
        elif path in self.reports or path in self.files:
            content = self.reports.get(path) or self.files[path]
            etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
            if handler.headers.get("If-None-Match") == etag:
                handler.begin(304, {"ETag": etag})
            else:
                pdf = content.startswith(b"%PDF")
                type = "application/pdf" if pdf else "application/octet-stream"
                answer(200, content, type=type, ETag=etag)(handler)
        elif (page := self._page(path)) is not None:
            type = "application/rss+xml" if path == "/rss.xml" else "text/html; charset=utf-8"
            answer(200, page, type=type)(handler)
        else:
            answer(404, b"nothing here", type="text/plain")(handler)

    def _api(self, path: str, query: dict[str, list[str]]) -> bytes | None:
        if path == "/api/v1/documents.json":
            return answers.notices(*self.notices)
        if path == "/v4/documents":
            asked = query["filter[docketId]"][0]
            return answers.listed(answers.document(f"{asked}-0001"))
        if path == "/v4/comments":
            docket = query["filter[commentOnId]"][0].removeprefix("object-of-")[:-5]
            records = [record for name, record in self.comments.items() if name.startswith(docket)]
            page = int(query["page[number]"][0])  # two on a page: more pages than one, as in a full docket
            shown, more = records[2 * page - 2 : 2 * page], len(records) > 2 * page
            return answers.listed(*shown, page=page, more=more, total=len(records))
        name = path.removeprefix("/v4/comments/")
        return self.detail(name) if name in self.comments else None

    def _page(self, path: str) -> bytes | None:
        release = {each.path: each for each in self.releases}.get(path.replace("/about-us/", "/about/"))
        if release is not None:
            link = f'<p>Read it <a href="{quote(release.report)}">here: Notorious Markets List</a>.</p>'
            return pages.release(release.title, link, old=path.startswith("/about-us/"))
        news = "".join(f'<li><a href="{to}">{words}</a></li>' for to, words in self.statements.items())
        written = {
            INDEX: self.index(),
            INDEX_301: self.index(),
            RELEASES: self.lists(False),
            OLDER: self.lists(True),
            "/rss.xml": pages.feed(*[pages.item(each.title, self.origin + each.path) for each in self.releases]
                                   or [pages.item("On steel", f"{self.origin}/steel")]),
            "/newsroom": f"<html><ul><li><a href='/about'>About</a></li>{news}</ul></html>".encode(),
        }  # fmt: skip
        if path in self.statements or path.startswith("/documents/"):
            return f"<html><title>{path}</title><p>Words of {path}.</p></html>".encode()
        return written.get(path)


class Everything(dict):
    """All paths but those that a test has set go to the originals."""

    def __init__(self, originals: Originals) -> None:
        super().__init__()
        self.originals = originals

    def get(self, path, default=None):
        if path == "/robots.txt" or path in self:
            return super().get(path, default)
        return self.originals.respond


def at_the_originals(originals: Originals) -> dict[str, Source]:
    """The known sources and a newsroom, all of them at the originals' addresses."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.append({"slug": "newsroom", "name": "Newsroom of a shop", "kind": "newsroom", "url": "https://x/newsroom",
                 "every_minutes": "60"})  # fmt: skip
    made = {}
    for row in rows:
        row["url"] = originals.origin + urlsplit(row["url"]).path
        made[row["slug"]] = Source.objects.create(**{**row, "every_minutes": int(row["every_minutes"])})
    return made
