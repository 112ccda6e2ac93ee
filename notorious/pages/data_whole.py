"""A file that is there as a whole: with its hash, its rows, parts of it, and 304 where it is known already."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import http_date

from notorious.pages.data_ranges import Content, known_to_reader, part_of

TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}
LIVE = "public, max-age=60, must-revalidate"
FOR_EVER = "public, max-age=31536000, immutable"
EXPOSED = "Content-Disposition, Content-Range, ETag, Last-Modified, Repr-Digest, X-Data-Version, X-Row-Count"


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file as it goes out. `row_count` is None where it is no table.

    `tag` stands for it where nobody has taken the hash of all of it: `sha256` is then empty.
    """

    content: Content
    file_name: str
    version: str
    modified: datetime
    sha256: bytes
    revision: int = 0
    row_count: int | None = None
    cache_control: str = LIVE
    tag: str = ""

    @classmethod
    def of(
        cls, content: Content, file_name: str, version: str, modified: datetime, **more: object
    ) -> WholeFile:
        """The file with its hash taken."""
        digest = hashlib.sha256(content if isinstance(content, bytes) else b"")
        for piece in () if isinstance(content, bytes) else content.between(0, len(content)):
            digest.update(piece)
        return cls(content, file_name, version, modified, digest.digest(), **more)  # type: ignore[arg-type]

    @property
    def size(self) -> int:
        return len(self.content) + 500

    @property
    def etag(self) -> str:
        return self.tag or f'"{self.sha256.hex()[:32]}"'

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The file to this reader: whole, in part, or not at all where it is known."""
        if known_to_reader(request, self.etag, self.modified):
            response: HttpResponseBase = HttpResponse(status=304)
        else:
            response = part_of(request, self.content, self.etag)
            if response.status_code == 429:
                return response
            if self.sha256:
                response["Repr-Digest"] = f"sha-256=:{base64.b64encode(self.sha256).decode()}:"
            if self.row_count is not None:
                response["X-Row-Count"] = str(self.row_count)
        dress(response, self.file_name, self.version, self.modified, self.cache_control)
        response["ETag"] = self.etag
        return response


def dress(
    response: HttpResponseBase, file_name: str, version: str, modified: datetime, cache_control: str = LIVE
) -> None:
    """The headers that every download has. CORS lets any page read it; nothing here is anybody's own."""
    response["Content-Type"] = TYPES.get(PurePath(file_name).suffix, "text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Last-Modified"] = http_date(modified.astimezone(UTC).timestamp())
    response["Cache-Control"] = cache_control
    response["X-Data-Version"] = version
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
