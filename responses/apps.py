from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    """What others said about it, and how it was followed_up."""

    name = "responses"
