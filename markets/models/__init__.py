"""What USTR published, and which market each entry is."""

from markets.backfill.models import ReportAddress
from markets.backfill.result import BackfillResult
from markets.models.alias import IdentifierScheme, MarketAlias, MarketIdentifier
from markets.models.basis import PUBLIC, Basis, Evidence, Precision, TextMode
from markets.models.citation import Citation
from markets.models.edition import KINDS, Edition
from markets.models.history_statement import HistoryStatement
from markets.models.job import Job, SourcePoll
from markets.models.listing import Absence, Listing, Stage
from markets.models.market import Market, Merger, PrintedName, Split
from markets.models.proposed_change import ProposedChange
from markets.models.purged import PurgedDocument
from markets.models.reading import Reading
from markets.models.recommendation import FollowUp, Recommendation, RecommendationLink
from markets.models.scheduled import ScheduledPublication
from markets.models.snapshot import Fetch, Snapshot
from markets.models.source import DiscoveredDocument, Source
from markets.models.version import DataVersion, DatedRevision
from markets.sister_lists.models import CountryStatus, WatchListEdition, WatchListEntry
