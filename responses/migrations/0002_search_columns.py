"""What is searched of responses, their points and parties; see the markets' migration of the same name."""

from django.db import migrations

TEXT = "notorious_english"
LONGEST = 200_000  # characters

COLUMNS = [
    (
        "responses_response",
        "search",
        "tsvector",
        f"setweight(to_tsvector('{TEXT}', title || ' ' || public_id), 'A')"
        f" || setweight(to_tsvector('{TEXT}', excerpt), 'B')",
    ),
    (
        "responses_responsepoint",
        "search",
        "tsvector",
        f"setweight(to_tsvector('{TEXT}', left(summary, {LONGEST}) || ' ' || left(quote, {LONGEST})), 'B')",
    ),
    ("responses_party", "search", "tsvector", f"setweight(to_tsvector('{TEXT}', name), 'A')"),
    ("responses_party", "key", "text", "markets_key(name)"),
]
INDEXES = [
    ("response_search", "responses_response USING gin (search) WITH (fastupdate = off)"),
    ("point_search", "responses_responsepoint USING gin (search) WITH (fastupdate = off)"),
    ("party_search", "responses_party USING gin (search) WITH (fastupdate = off)"),
    ("party_key", "responses_party USING gin (key gin_trgm_ops) WITH (fastupdate = off)"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("markets", "0002_search_columns"),
        ("responses", "0001_initial"),
    ]

    operations = [
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
