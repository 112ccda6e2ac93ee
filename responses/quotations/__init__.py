"""Quotations compared with their sources. Pure: two texts in, a frozen verdict out."""

from responses.quotations.check import CheckedQuotation, Difference, Status, check_quotation
from responses.quotations.suspicions import find_suspicions

__all__ = ["CheckedQuotation", "Difference", "Status", "check_quotation", "find_suspicions"]
