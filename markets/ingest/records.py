"""The records that reading and parsing hand on: frozen, plain, and known to no database.

`Page` and `Line` are what `ingest.pages` gives; `ParsedEdition` is what `ingest.parsers` gives. Lines and their
spans are named tuples, since a report has thousands of them and a frozen dataclass takes four times as long to make.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MarketKind = Literal["online", "physical"]


class TextSpan(NamedTuple):
    """A run of one line in one style. `start` and `end` count characters in `Line.text`."""

    start: int
    end: int
    font: str
    size: float
    bold: bool
    italic: bool
    raised: bool = False  # a superscript: a footnote mark stuck to a word


class TextLine(NamedTuple):
    """One line as it is on the page. Points; `x0` and `x1` from the left edge, `y` (baseline) from the top.

    `size`, `bold` and `italic` are those of most of its characters; `spans` covers the whole text.
    `soft_hyphen`: the line ends in a hyphen and the next goes on with a letter. Whether the hyphen belongs to
    the word, no file says.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    font: str
    size: float
    bold: bool
    italic: bool
    spans: tuple[TextSpan, ...] = ()
    soft_hyphen: bool = False
    links: tuple[str, ...] = ()  # targets of link annotations (or of <a href>) that touch this line
    boxed: bool = False  # is in a frame: an aside, a table or a figure
    gaps: tuple[int, ...] = ()  # which spaces of the text may part columns


class UnreadTable(NamedTuple):
    """A table that seems to list markets and was not read as entries. `names`: the cells below its head of names."""

    heads: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page: `number` counts from 1 in the file. `lines` in reading order, nothing dropped yet."""

    number: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    tables: tuple[UnreadTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedRecommendation:
    """What USTR asks in one sentence or bullet; `start` and `end` count characters in the listing's text."""

    text: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedListing:
    """One entry as printed. `lead` is the line of addresses and places where it is apart from the text."""

    name: str
    kind: MarketKind
    country: str | None
    country_codes: tuple[str, ...]
    city: str | None
    domains: tuple[str, ...]
    page: int
    text: str
    recommendations: tuple[ParsedRecommendation, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class StatedCounts:
    """How many listings of each kind the report itself says it has."""

    online: int | None
    physical: int | None


@dataclass(frozen=True, slots=True)
class ParsedEdition:
    """All that a report holds. `contents` are the names of markets (or economies) on its contents page."""

    year: int
    title: str
    published: str | None  # YYYY-MM-DD, or YYYY-MM where only a month is printed
    issue_focus: str | None
    docket: str | None
    stated_counts: StatedCounts | None
    listings: tuple[ParsedListing, ...]
    contents: tuple[tuple[str, int | None], ...] = ()  # (heading as printed, printed page)
    loose: tuple[TextLine, ...] = field(default=())  # lines among the results that belong to no listing
    family: str = ""
    doubts: tuple[
        str, ...
    ] = ()  # what the parser itself was not sure of, as plain sentences that name the page

    def of_kind(self, kind: MarketKind) -> list[ParsedListing]:
        """Return the listings of one kind, in order."""
        return [listing for listing in self.listings if listing.kind == kind]


@dataclass(frozen=True, slots=True)
class ParsedPressRelease:
    """What a press release says about an edition: enough to hold a report against it."""

    title: str
    published: str | None
    year: int | None
    stated_counts: StatedCounts | None
    named: tuple[str, ...] = ()  # names and phrases that it prints as names, in order, once each
    issue_focus: str | None = None
