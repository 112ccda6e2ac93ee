"""The bundled record, as for the tables."""

from tests.tables.conftest import loaded, record

__all__ = ["loaded", "record"]
