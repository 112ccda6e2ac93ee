"""The project itself as an app."""

import gc

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from notorious import celery

__all__ = ["NotoriousConfig", "celery"]  # named here so that a task asked for in a request finds its broker

GC_THRESHOLD = 100_000
"""New objects after which Python looks for cycles."""


class NotoriousConfig(AppConfig):
    """The pages that show both apps, and the commands."""

    name = "notorious"

    def ready(self) -> None:
        # A page of a large record makes 100,000 objects. Collecting after every 700 takes two fifths of its time.
        gc.set_threshold(GC_THRESHOLD)

        from markets.models.version import version_numbered
        from notorious.exports.versions import archive_current
        from notorious.past import create_views, drop_views

        pre_migrate.connect(drop_views, sender=self)
        post_migrate.connect(create_views, sender=self)
        version_numbered.connect(archive_current)
