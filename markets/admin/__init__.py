"""The curators' desk for what USTR published. Importing the modules registers them with the admin."""

from markets.admin import desk, documents, editions, identities, recommendations, watching

__all__ = ["desk", "documents", "editions", "identities", "recommendations", "watching"]
