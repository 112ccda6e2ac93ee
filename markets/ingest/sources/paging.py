"""Reading a list that comes in pages, without trusting that it ends or that it holds still."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from markets.ingest.sources.items import SourceChanged

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PageOf(Generic[_T]):
    """One page: its items, how many the source says there are in all, and the next page's address."""

    items: tuple[_T, ...]
    total: int
    following: str | None


def read_pages(
    first: str, read: Callable[[str], PageOf[_T]], identity: Callable[[_T], str], *, most: int, where: str
) -> tuple[_T, ...]:
    """Return all items of all pages, at most `most` pages.

    Raises SourceChanged where the pages run in a circle or do not end, where an identity comes twice although
    the total was still, and where fewer or more items came than the last page says there are.
    """
    kept: dict[str, _T] = {}
    seen: set[str] = set()
    totals: set[int] = set()
    address: str | None = first
    total = 0
    while address is not None:
        if address in seen:
            raise SourceChanged(f"{where}: the pages lead in a circle.")
        if len(seen) == most:
            raise SourceChanged(f"{where}: there are more than {most} pages.")
        seen.add(address)
        page = read(address)
        total = page.total
        totals.add(total)
        for item in page.items:
            name = identity(item)
            # an entry added meanwhile moves another onto the next page; without one, a repeat is a fault
            if name in kept and len(totals) == 1:
                raise SourceChanged(f"{where}: {name} comes twice.")
            kept.setdefault(name, item)
        address = page.following
    if len(kept) != total:
        raise SourceChanged(f"{where}: it says that there are {total} entries, and {len(kept)} came.")
    return tuple(kept.values())
