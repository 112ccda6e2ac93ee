from django.apps import AppConfig


class NotoriousConfig(AppConfig):
    """The project itself as an app: the pages that show both apps, and the commands."""

    name = "notorious"
