"""Parsing: from pages of lines to an edition, by how a report looks and never by a list of markets."""

from markets.ingest.parsers.errors import (
    NoResults,
    NotTheList,
    NotUnderstood,
    UnknownHeading,
    explain_refusal,
)
from markets.ingest.parsers.output import as_json
from markets.ingest.parsers.report import parse_report

__all__ = [
    "NoResults",
    "NotTheList",
    "NotUnderstood",
    "UnknownHeading",
    "as_json",
    "explain_refusal",
    "parse_report",
]
