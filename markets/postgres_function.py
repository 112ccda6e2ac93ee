"""Functions of PostgreSQL that Django has no words for."""

from typing import Any

from django.db import connection


def call_function(name: str, *values: object) -> Any:
    """Return what the function gives."""
    with connection.cursor() as cursor:
        cursor.callproc(name, values)
        return cursor.fetchone()[0]
