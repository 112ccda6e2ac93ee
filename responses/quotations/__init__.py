"""Quotations compared with their sources. Pure: two texts in, a frozen verdict out."""

from responses.quotations.check import Difference, check_quotation
from responses.quotations.suspicions import find_suspicions
