"""What is known of a market beyond USTR's List: other names, the EU's Watch List, nominations."""

from __future__ import annotations

from typing import Any

from markets.models import HistoryStatement, Market, MarketAlias
from markets.sister_lists.watch_list import find_entries_of
from responses.nominations.outcome import find_nominations_of


def find_beyond(market: Market) -> dict[str, Any]:
    """{part of the page: its rows}: four queries."""
    aliases: dict[str, list[MarketAlias]] = {}
    for alias in MarketAlias.objects.public().filter(market__in=market.members).order_by("kind", "name"):
        aliases.setdefault(alias.get_kind_display(), []).append(alias)
    statements = HistoryStatement.objects.public().filter(market__in=market.members)
    return {
        "aliases": aliases,
        "statements": list(statements.select_related("edition").order_by("edition__year")),
        "watch_list": find_entries_of(market),
        "nominations": find_nominations_of(market),
    }


def is_known_beyond(beyond: dict[str, Any]) -> bool:
    """Whether a market without a listing has a page of its own."""
    return bool(beyond["watch_list"] or beyond["nominations"])
