"""Fetching a document from a source: guarded, polite, whole or not at all. Knows no Django."""

from markets.ingest.fetch.body import CAP_HTML, CAP_JSON, CAP_PDF
from markets.ingest.fetch.client import Client
from markets.ingest.fetch.outcome import Blocked, Fetched, Later, NotFetched, Refused, Validators
from markets.ingest.fetch.retry import pause_when_blocked
from markets.ingest.fetch.target import Policy
from markets.ingest.fetch.turns import HostTurn

__all__ = [
    "CAP_HTML",
    "CAP_JSON",
    "CAP_PDF",
    "Blocked",
    "Client",
    "Fetched",
    "HostTurn",
    "Later",
    "NotFetched",
    "Policy",
    "Refused",
    "Validators",
    "pause_when_blocked",
]
