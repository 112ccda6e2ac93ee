"""Quotations held against their sources. Pure: two texts in, a frozen verdict out."""

from responses.quotations.check import CheckedQuotation, Difference, Status, check
from responses.quotations.suspicions import suspicious

__all__ = ["CheckedQuotation", "Difference", "Status", "check", "suspicious"]
