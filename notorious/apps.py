"""The project itself as an app."""

from django.apps import AppConfig

from notorious import celery

__all__ = ["NotoriousConfig", "celery"]  # named here so that a task asked for in a request finds its broker


class NotoriousConfig(AppConfig):
    """The pages that show both apps, and the commands."""

    name = "notorious"
