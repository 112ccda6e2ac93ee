"""The few pieces of SQL that Django has no words for. Values are parameters; table names are our own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL

START, STOP = "\ue000", "\ue001"
"""They mark what was found, in private-use characters: a snippet can carry no markup of its own."""

_QUERY = "websearch_to_tsquery('notorious_english', %s)"
_HEADLINE = (
    f"StartSel={START}, StopSel={STOP}, MaxFragments=2, MinWords=8, MaxWords=28, ShortWord=0, "
    'FragmentDelimiter=" … "'
)
_SAFE = (
    "SET LOCAL statement_timeout = 3000; SET LOCAL jit = off; "
    "SET LOCAL pg_trgm.word_similarity_threshold = 0.42"
)


@contextmanager
def bounded() -> Iterator[None]:
    """A transaction in which no statement runs for more than three seconds."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SAFE)
        yield


def matches(table: str, q: str) -> RawSQL:
    """Whether a row's text has the words. Any text is a query: websearch_to_tsquery never raises."""
    return RawSQL(f'"{table}"."search" @@ {_QUERY}', [q], models.BooleanField())  # noqa: S611


def rank(table: str, q: str) -> RawSQL:
    """How well a row has them, in millionths: names weigh more, words near each other more."""
    return RawSQL(  # noqa: S611
        f'(ts_rank_cd("{table}"."search", {_QUERY}, 1) * 1000000)::int', [q], models.IntegerField()
    )


def headline(column: str, q: str) -> RawSQL:
    """The passage of `column` (a quoted name with its table) where the words stand, between the marks."""
    return RawSQL(  # noqa: S611
        f"ts_headline('notorious_english', translate({column}, %s, ''), {_QUERY}, %s)",
        [START + STOP, q, _HEADLINE],
        models.TextField(),
    )


def holds_key(column: str, key: str) -> RawSQL:
    """Whether a name, as letters and digits, holds `key`, which has no wildcards: it is letters and digits."""
    return RawSQL(f"{column} LIKE '%%' || %s || '%%'", [key], models.BooleanField())  # noqa: S611


def like_key(column: str, key: str) -> RawSQL:
    """Whether a part of a name is like `key`: a first sieve, which an index answers."""
    return RawSQL(f"{column} %%> %s", [key], models.BooleanField())  # noqa: S611


def closeness(column: str, key: str) -> RawSQL:
    """From 0 to 1: how like `key` the likest name is; a part of a name counts less than the whole of one."""
    alike = f"greatest(strict_word_similarity(%s, {column}), 0.8 * word_similarity(%s, {column}))"
    return RawSQL(alike, [key, key], models.FloatField())  # noqa: S611
