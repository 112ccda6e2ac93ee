"""Small editions for the checks."""

from collections.abc import Sequence

from markets.ingest.records import ParsedEdition, ParsedListing

TEXT = "The site offers films without a license. Its operator has not answered."


def listing(name: str, text: str = TEXT, page: int = 7) -> ParsedListing:
    return ParsedListing(name, "online", None, (), None, (), page, text)


def edition(listings: Sequence[ParsedListing]) -> ParsedEdition:
    return ParsedEdition(2020, "2020 Review of Notorious Markets", None, None, None, None, tuple(listings))
