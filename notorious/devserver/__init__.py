"""Embedded PostgreSQL and Valkey for machines without servers of their own, and `make run`.

The rest of the code reads DATABASE_URL and REDIS_URL and does not know this package.
"""


class DevServerError(Exception):
    """A problem that the person at the keyboard reads as one sentence: why, and what to do."""
