"""The folder in which the processes of one web server share their metrics."""

import logging
import os
import shutil
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)


def share_metrics() -> None:
    """Switch on prometheus_client's multiprocess mode. Call it before prometheus_client is imported.

    Processes of one server have one parent, whose id names the folder. Folders of servers that ended are deleted.
    Without METRICS_TOKEN nobody may read the metrics, and nothing is written.
    """
    if not settings.METRICS_TOKEN:
        return
    folder = settings.METRICS_DIR / str(os.getppid())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for other in settings.METRICS_DIR.iterdir():
            if other != folder and other.name.isdigit() and not Path(f"/proc/{other.name}").exists():
                shutil.rmtree(other, ignore_errors=True)
    except OSError as failure:
        log.warning("Metrics are of one process alone: %s cannot be used (%s)", folder, failure)
        return
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
