"""What others said about the List, and how it was followed_up."""

from responses.models.assessment import (
    Assessment,
    AssessmentAcceptance,
    AssessmentEvidence,
    AssessmentWithdrawal,
    Conclusion,
)
from responses.models.party import Operation, Party
from responses.models.point import Answer, Claim, ResponsePoint, Stance
from responses.models.response import Response
from responses.nominations.models import Filing, Nomination, PartyIdentifier
