"""Reading the site's pages and files in tests."""

import csv
import io

from bs4 import BeautifulSoup
from django.test import Client


def get_page(client: Client, address: str) -> BeautifulSoup:
    """Return the page at an address, parsed; it must exist."""
    return BeautifulSoup(_get(client, address), "html.parser")


def get_csv(client: Client, address: str) -> list[dict[str, str]]:
    """Return the rows of the CSV file at an address; it must exist."""
    return read_csv(_get(client, address))


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file, by the names of its columns; a byte order mark is no part of them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _get(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.getvalue()[:1000])
    return answer.getvalue()
