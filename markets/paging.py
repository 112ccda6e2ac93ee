"""Lists in pages: the one place that says how many rows a page has."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet

from markets.tables.filtering import BadFilter

PAGE_SIZE = 300


def get_page(
    items: Sequence[Any] | QuerySet[Any], query: Mapping[str, str], size: int | None = None
) -> Page[Any]:
    """Return the page of `items` that `?page=` names, the first unless given. Raises BadFilter for any other."""
    pages = Paginator(items, size or PAGE_SIZE)
    number = query.get("page") or "1"
    try:
        return pages.page(number)
    except InvalidPage as problem:
        raise BadFilter(
            f"There is no page “{number[:20]}”. This list has pages 1 to {pages.num_pages}."
        ) from problem
