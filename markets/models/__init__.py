"""What USTR published, and which market each entry is."""

from markets.models.basis import PUBLIC, Basis, Evidence, Precision, TextMode
from markets.models.edition import KINDS, Edition
from markets.models.job import Job, SourcePoll
from markets.models.listing import Absence, Listing, Stage
from markets.models.market import Market, Merger, PrintedName, Split
from markets.models.reading import Reading
from markets.models.recommendation import FollowUp, Recommendation, RecommendationLink
from markets.models.snapshot import Fetch, Snapshot
from markets.models.source import DiscoveredDocument, Source
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
    "DiscoveredDocument",
    "Job",
    "Listing",
    "Market",
    "Merger",
    "Precision",
    "PrintedName",
    "Reading",
    "Recommendation",
    "RecommendationLink",
    "SourcePoll",
    "Snapshot",
    "Source",
    "Split",
    "Stage",
    "TextMode",
    "FollowUp",
]
