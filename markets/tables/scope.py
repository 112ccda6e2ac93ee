"""Which version of the data the rows of a table come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from markets.models.version import PAST


@dataclass(frozen=True, slots=True)
class Scope:
    """`label` is that of the last publication, `version` what a citation names: the two differ where the data
    changed since the label's package was archived (`v2026.1+57`). `revision` moves with every change of public data.

    `absences` adds the cells in which a market is not listed.
    """

    label: str
    version: str
    revision: int
    changed_at: datetime
    absences: bool = False


@dataclass(frozen=True)
class TableRecord(ABC):
    """What the columns of several tables read: the version, and the page about the row."""

    scope: Scope

    @property
    @abstractmethod
    def path(self) -> str:
        """The address of that page on this site."""

    @property
    def permalink(self) -> str:
        return permalink(self.path)

    @property
    def version_link(self) -> str:
        """The address of that page as this version has it; of data between two versions, that of the present."""
        if PAST.get() or self.scope.version != self.scope.label:
            return self.permalink
        path, hash_sign, fragment = self.path.partition("#")
        joint = "&" if "?" in path else "?"
        return permalink(f"{path}{joint}version={self.scope.version}{hash_sign}{fragment}")


def permalink(path: str) -> str:
    """The whole address of a page; of the past, with the parameter that was asked for."""
    past = PAST.get()
    joint = "&" if "?" in path else "?"
    return f"{settings.SITE_URL}{path}{joint}{past.query}" if past else f"{settings.SITE_URL}{path}"
