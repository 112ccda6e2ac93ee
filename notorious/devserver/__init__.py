"""Servers of this machine for who brings none: an embedded PostgreSQL and Valkey.

The rest of the code reads DATABASE_URL and REDIS_URL and knows nothing of this package.
"""
