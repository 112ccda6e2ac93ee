"""The site as `make run` serves it: loaded while the database is made ready, answering once it is."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from notorious.wsgi import application

__all__ = ["application"]

# The supervisor holds this lock until migrations and record are in; requests wait in the socket's queue.
with Path(os.environ["NOTORIOUS_GATE"]).open() as gate:
    fcntl.flock(gate, fcntl.LOCK_SH)
