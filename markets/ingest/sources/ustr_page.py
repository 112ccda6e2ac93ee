"""The notorious markets page of ustr.gov."""

from markets.ingest.sources.reader import PageReader
from markets.ingest.sources.ustr_site import read_index

reader = PageReader(read_index)
