"""Celery's scheduler, which goes on when the clock is set back."""

from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

CLOCK_TOLERANCE = timedelta(seconds=5)


class ClockProofScheduler(PersistentScheduler):
    """Celery's own scheduler would wait until the clock has caught up with the last time of each entry."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; return the seconds until the next entry."""
        now = self.app.now()
        ahead = [
            each
            for each in self.schedule.values()
            if each.last_run_at and each.last_run_at > now + CLOCK_TOLERANCE
        ]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            self.populate_heap()  # it was in the order of the old time
        return float(super().tick(*args, **kwargs))
