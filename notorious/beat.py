"""When beat sends what is due, wherever the clock is set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

SLACK = timedelta(seconds=5)


class Scheduler(PersistentScheduler):
    """Celery's own, but a clock that is set back does not keep it silent for as long as it was set back by."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Sends what is due; gives the seconds to the next."""
        now = self.app.now()
        ahead = [
            each for each in self.schedule.values() if each.last_run_at and each.last_run_at > now + SLACK
        ]
        for entry in ahead:  # what was sent "later than now" was sent before the clock was set
            entry.last_run_at = now
        if ahead:
            self._heap = None  # it is in the order of the old time
        return float(super().tick(*args, **kwargs))
