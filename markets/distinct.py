"""How many markets have each value that listings have."""

from __future__ import annotations

from django.db import connection
from django.db.models import CharField, Expression, F, Func, QuerySet

from markets.models import Listing
from markets.models.market import CANONICAL

EACH_COUNTRY = Func("country_codes", function="unnest", output_field=CharField())


def market_counts(listings: QuerySet[Listing], each_value: Expression | F) -> dict[str, int]:
    """{value: markets of which one of these listings has it}: one query. A listing may have many values."""
    pairs, given = listings.order_by().values_list(each_value, CANONICAL).distinct().query.sql_with_params()
    with connection.cursor() as cursor:
        # Counted in two steps: to count what is distinct in one sorts all listings, which takes twice as long.
        cursor.execute(f"SELECT value, count(*) FROM ({pairs}) pair(value, market) GROUP BY value", given)  # noqa: S608
        rows: list[tuple[str, int]] = cursor.fetchall()
    return dict(rows)
