"""The press releases of ustr.gov."""

from markets.ingest.sources.reader import PageReader
from markets.ingest.sources.ustr_site import read_release_list

reader = PageReader(read_release_list)
