"""Quotations held against their sources. Pure: two texts in, a frozen verdict out."""

from responses.quotations.check import Checked, Difference, Status, check
from responses.quotations.suspicions import suspicious

__all__ = ["Checked", "Difference", "Status", "check", "suspicious"]
