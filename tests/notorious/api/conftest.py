"""The bundled record, as for the tables."""

from tests.notorious.exports.conftest import loaded, record, record_rows

__all__ = ["loaded", "record", "record_rows"]
