"""The bundled record, as for the pages."""

from tests.notorious.pages.conftest import loaded_record, read, record

__all__ = ["loaded_record", "read", "record"]
