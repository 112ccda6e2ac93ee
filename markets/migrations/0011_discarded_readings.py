"""The state of a reading whose draft was dropped has the desk's word: discarded."""

from django.db import migrations, models

STATES = [
    ("refused", "not understood"),
    ("read", "read"),
    ("drafted", "drafted"),
    ("published", "published"),
    ("discarded", "discarded"),
]


def _rename(table: str, before: str, after: str) -> str:
    return f"UPDATE {table} SET state = '{after}' WHERE state = '{before}'"


class Migration(migrations.Migration):
    dependencies = [("markets", "0010_divided_names")]

    operations = [
        *(
            migrations.AlterField(name, "state", models.CharField(choices=STATES, max_length=10))
            for name in ("reading", "readingevent")
        ),
        *(
            migrations.RunSQL(_rename(table, "set aside", "discarded"), _rename(table, "discarded", "set aside"))
            for table in ("markets_reading", "markets_readingevent")
        ),
    ]
