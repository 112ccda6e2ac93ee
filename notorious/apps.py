"""The project itself as an app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from notorious import celery

__all__ = ["NotoriousConfig", "celery"]  # named here so that a task asked for in a request finds its broker


class NotoriousConfig(AppConfig):
    """The pages that show both apps, and the commands."""

    name = "notorious"

    def ready(self) -> None:
        from markets.models.version import version_numbered
        from notorious.exports.versions import archive_numbered
        from notorious.past import create_views, drop_views

        pre_migrate.connect(drop_views, sender=self)
        post_migrate.connect(create_views, sender=self)
        version_numbered.connect(archive_numbered)
