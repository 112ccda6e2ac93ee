"""Signing in to the editorial desk: the lock after failed attempts, and two-factor authentication.

All of it is in PostgreSQL and none in Valkey: a broker that is away neither lets anybody in nor keeps anybody out.
"""
