"""What polling must know about a kind of source.

The module that is named after the kind (`Source.Kind`) holds its `reader`: a new kind is a module and a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from markets.ingest.sources.items import SourceItem

Get = Callable[[str], bytes]
REPORT_HOSTS = frozenset({"ustr.gov", "www.ustr.gov", "www.govinfo.gov"})


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads one page. `hosts`: where its links may lead; none means the source's own host."""

    read: Callable[[bytes, str], tuple[SourceItem, ...]]
    hosts: frozenset[str] = REPORT_HOSTS


@dataclass(frozen=True, slots=True)
class ApiReader:
    """Reads an API: `read(get, base address, docket)`. `hosts`: asked without robots.txt; `files`: where links lead."""

    read: Callable[[Get, str, Callable[[], str]], tuple[SourceItem, ...]]
    hosts: frozenset[str]
    files: frozenset[str] = frozenset()
    needs_key: bool = False


def reader_of(kind: str) -> PageReader | ApiReader:
    """Return the reader of a kind of source."""
    found: PageReader | ApiReader = import_module(f"markets.ingest.sources.{kind}").reader
    return found
