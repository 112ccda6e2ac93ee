"""The bundled record, as for the pages."""

from tests.notorious.pages.conftest import read, record

__all__ = ["read", "record"]
