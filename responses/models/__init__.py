"""What others said about the List, and how it was treated."""

from responses.models.finding import Conclusion, Finding, FindingAcceptance, FindingEvidence
from responses.models.party import Operation, Party
from responses.models.point import Answer, Claim, ResponsePoint, Stance
from responses.models.response import Response

__all__ = [
    "Answer",
    "Claim",
    "Conclusion",
    "Finding",
    "FindingAcceptance",
    "FindingEvidence",
    "Operation",
    "Party",
    "Response",
    "ResponsePoint",
    "Stance",
]
