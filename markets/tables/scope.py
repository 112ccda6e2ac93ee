"""Which version of the data the rows of a table come from."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.utils.functional import cached_property

from markets.consistent_read import PAST


@dataclass(frozen=True, slots=True)
class Scope:
    """`label` is that of the last publication, `version` what a citation names: the two differ where the data
    changed since the label's package was archived (`v2026.1+57`). `revision` moves with every change of public data.

    `absences` adds the cells in which a market is not listed. `state` is that of the content: what is cached is
    keyed by it.
    """

    label: str
    version: str
    revision: int
    changed_at: datetime
    absences: bool = False
    state: str = ""


@dataclass(eq=False)
class TableRecord(ABC):
    """What the columns of several tables read: the version, and the page about the row.

    It is not frozen: a file of the timeline makes 90,000, and a frozen one takes six times as long to make.
    """

    scope: Scope

    @property
    @abstractmethod
    def path(self) -> str:
        """The address of that page on this site."""

    @cached_property
    def permalink(self) -> str:
        return self.link_version(self.path)

    def link_version(self, path: str) -> str:
        """Return the address of a page as this version, or this state between two versions, has it."""
        past = PAST.get()
        version = past.query if past else state_version(self.scope.version)
        return f"{settings.SITE_URL}{add_parameter(path, version)}"


@lru_cache(maxsize=16)
def state_version(name: str) -> str:
    """Return the parameter that shows a version (`v2026.1`) or a state after it (`v2026.1+57`)."""
    return f"version={quote(name, safe='')}"


def make_permalink(path: str) -> str:
    """Return the whole address of a page; of the past, with the parameter that was asked for."""
    past = PAST.get()
    return f"{settings.SITE_URL}{add_parameter(path, past.query) if past else path}"


def add_parameter(path: str, parameter: str, joint: str = "&") -> str:
    """Return the address with one more parameter, in front of its fragment. `joint` is `&amp;` within HTML."""
    if "?" not in path and "#" not in path:  # almost all
        return f"{path}?{parameter}"
    address, hash_sign, fragment = path.partition("#")
    sign = "?" if "?" not in address else "" if address.endswith("?") else joint
    return f"{address}{sign}{parameter}{hash_sign}{fragment}"
