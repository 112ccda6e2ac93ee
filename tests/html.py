"""Reading the site's pages in tests."""

from bs4 import BeautifulSoup
from django.test import Client


def get_page(client: Client, address: str) -> BeautifulSoup:
    """Return the page at an address, parsed; it must exist."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return BeautifulSoup(response.content, "html.parser")
