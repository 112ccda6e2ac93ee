"""The tables of parties, of what they said, and of what that answers."""

from responses.tables.about import response_counts
from responses.tables.answers import ANSWERS
from responses.tables.asks import RECOMMENDATIONS
from responses.tables.claims import CLAIMS
from responses.tables.identifiers import IDENTIFIERS
from responses.tables.nominations import FILINGS, NOMINATIONS
from responses.tables.parties import OPERATIONS, PARTIES
from responses.tables.points import RESPONSE_POINTS
from responses.tables.recommendations_and_responses import RECOMMENDATIONS_AND_RESPONSES
from responses.tables.responses import RESPONSES
