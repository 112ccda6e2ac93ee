"""What every kind of thing that is searched has to offer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from markets.search import snippet


class Match(NamedTuple):
    """A row that has the words, before it is shown. `market` is the one that others were merged into."""

    kind: str
    pk: int
    year: int
    market: int | None = None
    party: str = ""
    countries: tuple[str, ...] = ()
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A match as it is shown. `marked` is the passage, with marks around what was found.

    `exact`: the anchor is the passage itself. Else the browser looks for its first words, from the page's top on.
    `market` and `year`: of a listing found by its name alone, which says the same in each edition.
    """

    title: str
    path: str
    anchor: str
    about: str
    marked: str
    printed: str = ""
    public_id: str = ""
    exact: bool = False
    market: str = ""
    year: int = 0

    @property
    def address(self) -> str:
        """The page, and the place of the passage on it."""
        if self.exact:
            return f"{self.path}#{self.anchor}"
        return self.path + snippet.make_fragment(self.marked, self.anchor)

    @property
    def snippet(self) -> SafeString:
        return snippet.format_snippet(self.marked)

    @property
    def text(self) -> str:
        return snippet.strip_marks(self.marked)


@dataclass(frozen=True, eq=False)
class SearchSource:
    """`rows` are the public rows; `match` reads their `columns`; `show` makes hits of some of them, by key."""

    kind: str
    label: str
    table: str
    columns: tuple[Any, ...]
    rows: Callable[[], QuerySet[Any]]
    match: Callable[..., Match]
    show: Callable[[Sequence[int], str], Mapping[int, Hit]]
