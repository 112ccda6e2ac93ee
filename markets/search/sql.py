"""What the search needs of PostgreSQL: the stored columns, which no model has, and the settings of a search."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    SearchVectorField,
    TrigramStrictWordSimilarity,
    TrigramWordSimilarity,
)
from django.db import OperationalError, connection, models, transaction
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

START, STOP = "\ue000", "\ue001"
"""They mark what was found, in private-use characters: a snippet can carry no markup of its own."""

_CONFIG = "notorious_english"
_STATEMENT_TIMEOUT = "57014"
_SETTINGS = "SET LOCAL statement_timeout = 3000; SET LOCAL pg_trgm.word_similarity_threshold = 0.42"


@contextmanager
def search_transaction() -> Iterator[None]:
    """Yield a transaction with the settings of a search, in which no statement runs for more than three seconds."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SETTINGS)
        yield


def is_statement_timeout(problem: OperationalError) -> bool:
    """Return whether PostgreSQL gave up a statement that ran too long."""
    return getattr(problem.__cause__, "pgcode", None) == _STATEMENT_TIMEOUT


def make_query(q: str) -> SearchQuery:
    """Return the words as PostgreSQL looks for them. Any text is a query."""
    return SearchQuery(q, config=_CONFIG, search_type="websearch")


def filter_by_words(rows: models.QuerySet, table: str, q: str) -> models.QuerySet:
    """Return the rows of `table` whose stored text has the words, each with its `rank`: close words count for more."""
    stored = RawSQL(f'"{table}"."search"', [], output_field=SearchVectorField())  # noqa: S611 - our own names
    query = make_query(q)
    rank = SearchRank(models.F("stored"), query, normalization=models.Value(1), cover_density=True)
    return rows.annotate(stored=stored).filter(stored=query).annotate(rank=rank)


def make_headline(text: models.expressions.Combinable, q: str) -> SearchHeadline:
    """Return the passages of `text` that have the words, between the marks."""
    return SearchHeadline(
        models.Func(
            text, models.Value(START + STOP), models.Value(""), function="translate",
            output_field=models.TextField(),
        ),
        make_query(q),
        config=_CONFIG,
        start_sel=START,
        stop_sel=STOP,
        max_fragments=2,
        min_words=8,
        max_words=28,
        short_word="0",
        fragment_delimiter=" … ",
    )  # fmt: skip


SHORTEST_PART = 3  # letters; fewer are a name only where they are all of it


def filter_by_key(rows: models.QuerySet, column: str, key: str) -> models.QuerySet:
    """Return the rows whose stored names hold `key`, or are it where it is short. `column`: as in `filter_by_name`."""
    found = rows.annotate(stored=RawSQL(column, [], output_field=models.TextField()))  # noqa: S611 - our own names
    if key.isascii() and len(key) < SHORTEST_PART:
        return found.filter(stored__regex=rf"(^|\s){key}(\s|$)")
    return found.filter(stored__contains=key)


def filter_by_name(rows: models.QuerySet, column: str, key: str, misspelt: bool) -> models.QuerySet:
    """Return the rows whose stored names hold `key` or, where `misspelt`, are like it; `close` is from 0 to 1.

    `column` is a quoted name with its table. A part of a name counts less than the whole of one.
    """
    stored = RawSQL(column, [], output_field=models.TextField())  # noqa: S611 - our own names
    found = rows.annotate(stored=stored)
    found = found.filter(stored__trigram_word_similar=key) if misspelt else found.filter(stored__contains=key)
    part = models.Value(0.8) * TrigramWordSimilarity(key, "stored")
    return found.annotate(close=Greatest(TrigramStrictWordSimilarity(key, "stored"), part))
