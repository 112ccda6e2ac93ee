"""The folder in which the web processes of one server keep their counts."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

from django.conf import settings

from notorious.observability.figures import Shared

log = logging.getLogger(__name__)


def share_counts() -> None:
    """This process's counts are shared with those of its server from now on, and kept when it ends before them.

    Processes of one server have one parent; the folders of servers that have ended are thrown away. Where nobody
    may ask, nothing is written.
    """
    if not settings.METRICS_TOKEN:
        return
    mine = settings.METRICS_DIR / str(os.getppid())
    try:
        mine.mkdir(parents=True, exist_ok=True)
        for other in settings.METRICS_DIR.iterdir():
            if other != mine and other.name.isdigit() and not Path(f"/proc/{other.name}").exists():
                shutil.rmtree(other, ignore_errors=True)
    except OSError as failure:
        log.warning("Figures are of one process alone: %s cannot be used (%s)", mine, failure)
        return
    Shared(mine).keep()
