from django.apps import AppConfig


class MarketsConfig(AppConfig):
    """What USTR published, and which market each entry is."""

    name = "markets"
