"""The bundled record, as for the tables."""

from tests.notorious.exports.conftest import loaded, record

__all__ = ["loaded", "record"]
