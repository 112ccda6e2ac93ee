"""What USTR published, and which market each entry is."""

from markets.documents.job import Job, Run
from markets.documents.snapshot import Fetch, Snapshot
from markets.documents.source import Find, Source
from markets.models.basis import PUBLIC, Basis, Evidence, Precision, TextMode
from markets.models.edition import KINDS, Edition
from markets.models.listing import Absence, Listing, Stage
from markets.models.market import Market, Merger, PrintedName, Split
from markets.models.reading import Reading
from markets.models.recommendation import FollowUp, Recommendation, RecommendationLink
from markets.models.version import DataVersion

__all__ = [
    "KINDS",
    "PUBLIC",
    "Absence",
    "Basis",
    "DataVersion",
    "Edition",
    "Evidence",
    "Fetch",
    "Find",
    "Job",
    "Listing",
    "Market",
    "Merger",
    "Precision",
    "PrintedName",
    "Reading",
    "Recommendation",
    "RecommendationLink",
    "Run",
    "Snapshot",
    "Source",
    "Split",
    "Stage",
    "TextMode",
    "FollowUp",
]
