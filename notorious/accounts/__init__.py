"""Who gets in to the desk: the lock after failed attempts, the second step with a code, and what was done about either.

Nothing here needs Valkey: who is locked, which phone is whose and who is signed in stand in PostgreSQL, so that a
broker that is away, or flushed, neither opens the door nor closes it.
"""
