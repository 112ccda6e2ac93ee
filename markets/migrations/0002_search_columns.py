"""What is searched stands beside what it is made of: the database itself keeps the two together.

The columns are no fields of the models: nothing but the search reads them, and a model's every row would carry
them otherwise. Only public values go in: a domain, a place, a country whose own basis is not public is left out.
"""

from django.db import migrations

TEXT = "notorious_english"
SHOWN = "IN ('official', 'secondary')"
LONGEST = 200_000  # characters of a text that are searched; a tsvector holds a megabyte

FUNCTIONS = [
    (
        f"CREATE TEXT SEARCH CONFIGURATION {TEXT} (COPY = pg_catalog.english)",
        f"DROP TEXT SEARCH CONFIGURATION {TEXT}",
    ),
    (
        f"ALTER TEXT SEARCH CONFIGURATION {TEXT} ALTER MAPPING FOR hword, hword_part, word"
        " WITH unaccent, english_stem",
        migrations.RunSQL.noop,
    ),
    # Bodies in this form are read once, here: no search_path of another session changes what they mean.
    (
        "CREATE FUNCTION markets_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
        " RETURN regexp_replace(lower(unaccent($1)), '[^[:alnum:]]+', '', 'g')",
        "DROP FUNCTION markets_key(text)",
    ),
    (
        "CREATE FUNCTION markets_keys(text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
        " RETURN (SELECT coalesce(string_agg(markets_key(each), ' '), '') FROM unnest($1) AS each)",
        "DROP FUNCTION markets_keys(text[])",
    ),
    (
        "CREATE FUNCTION markets_words(text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
        " RETURN array_to_string($1, ' ') || ' ' || translate(array_to_string($1, ' '), './_-', '    ')",
        "DROP FUNCTION markets_words(text[])",
    ),
]

NAMES = f"array[printed_name::text] || CASE WHEN domains_basis {SHOWN} THEN domains_printed::text[] END"
PLACE = (
    f"CASE WHEN city_basis {SHOWN} THEN city_printed ELSE '' END || ' ' || "
    f"CASE WHEN country_basis {SHOWN} THEN country_printed ELSE '' END"
)
COLUMNS = [
    ("markets_market", "key", "text", "markets_key(name)"),
    ("markets_marketalias", "key", "text", "markets_key(name)"),
    ("markets_listing", "keys", "text", f"markets_keys({NAMES})"),
    (
        "markets_listing",
        "search",
        "tsvector",
        f"setweight(to_tsvector('{TEXT}', markets_words({NAMES})), 'A')"
        f" || setweight(to_tsvector('{TEXT}', {PLACE}), 'B')"
        f" || setweight(to_tsvector('{TEXT}', left(replace(text, '[.]', '.'), {LONGEST})), 'B')",
    ),
    (
        "markets_recommendation",
        "search",
        "tsvector",
        f"setweight(to_tsvector('{TEXT}', coalesce(public_id, '')), 'A')"
        f" || setweight(to_tsvector('{TEXT}', left(replace(text, '[.]', '.'), {LONGEST})), 'B')",
    ),
]
INDEXES = [
    ("market_key", "markets_market USING gin (key gin_trgm_ops) WITH (fastupdate = off)"),
    ("listing_keys", "markets_listing USING gin (keys gin_trgm_ops) WITH (fastupdate = off)"),
    ("listing_search", "markets_listing USING gin (search) WITH (fastupdate = off)"),
    ("recommendation_search", "markets_recommendation USING gin (search) WITH (fastupdate = off)"),
]


class Migration(migrations.Migration):
    dependencies = [("markets", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO markets_dataversion (id, revision, changed_at, year, number) VALUES (1, 0, now(), 2026, 0)",
            migrations.RunSQL.noop,
        ),
        *(migrations.RunSQL(sql, back) for sql, back in FUNCTIONS),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD COLUMN {name} {kind} GENERATED ALWAYS AS ({value}) STORED",
                f"ALTER TABLE {table} DROP COLUMN {name}",
            )
            for table, name, kind, value in COLUMNS
        ),
        *(
            migrations.RunSQL(f"CREATE INDEX {name} ON {on}", f"DROP INDEX {name}")
            for name, on in INDEXES
        ),
    ]
