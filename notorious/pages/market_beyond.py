"""What is known of a market beyond USTR's List: other names, the EU's Watch List, nominations."""

from typing import Any

from markets.cells import ListingHistory
from markets.grid import build_grid
from markets.models import Absence, HistoryStatement, Market, MarketAlias, MarketIdentifier, WatchListEntry
from markets.sister_lists.watch_list import find_entries_of
from responses.models import Filing, Operation
from responses.nominations.outcome import find_nominations_of


def find_beyond(market: Market) -> dict[str, Any]:
    """{part of the page: its rows}: five queries."""
    aliases: dict[str, list[MarketAlias]] = {}
    for alias in MarketAlias.objects.public().filter(market__in=market.members).order_by("kind", "name"):
        aliases.setdefault(alias.get_kind_display(), []).append(alias)
    statements = HistoryStatement.objects.public().filter(market__in=market.members)
    return {
        "aliases": aliases,
        "identifiers": list(MarketIdentifier.objects.public().filter(market__in=market.members)),
        "statements": [
            (each, agrees_with_run(each, build_grid().by_market.get(market.pk)))
            for each in statements.select_related("edition").order_by("edition__year")
        ],
        "watch_list": find_entries_of(market),
        "nominations": find_nominations_of(market),
    }


def agrees_with_run(statement: HistoryStatement, row: ListingHistory | None) -> bool | None:
    """Return whether the market's cells bear a count of editions out; None where they cannot say."""
    if row is None or statement.value is None:
        return None
    year = statement.edition.year
    if statement.says == HistoryStatement.Says.IN_A_ROW:
        return row.run_at(year) == statement.value if row.run_at(year) else None
    absent = row.editions_absent(year)
    return None if absent is None else absent == statement.value


def describe_unlisted(beside: dict[str, Any]) -> str:
    """Return in a sentence how a market without a known listing is known: by the strongest fact of it."""
    roles = {each.nomination.filing.role for each in beside["nominations"]}
    if Filing.Role.NOMINATION in roles:
        return "Nominated, no listing known."
    if any(entry.status == WatchListEntry.Status.LISTED for entry in beside["watch_list"]):
        return "On the EU Watch List, no USTR listing known."
    if beside["absences"]:
        years = ", ".join(str(each.edition.year) for each in beside["absences"])
        return f"Known not to be listed in {years}; no listing known."
    if roles:
        return "Named in a filing that does not nominate it, no listing known."
    if beside["watch_list"]:
        return "Named by the EU Watch List without being listed, no USTR listing known."
    return "No listing known."


def find_beside_listings(market: Market) -> dict[str, Any]:
    """Return the same of a market without a known listing, with what its own page says elsewhere."""
    absences = Absence.objects.public().filter(market__in=market.members).select_related("edition")
    operations = Operation.objects.public().filter(market__in=market.members).select_related("party")
    return find_beyond(market) | {
        "absences": list(absences.order_by("edition__year")),
        "operations": list(operations),
    }
