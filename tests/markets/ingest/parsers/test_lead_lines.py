"""The line of addresses and places at the head of an entry."""

import pytest

from markets.ingest.parsers.lead_lines import read_lead


@pytest.mark.parametrize("address", ["harborlist.ca", "harborlist.cf", "harborlist.net"])
def test_an_address_whose_ending_is_also_an_abbreviation_ends_its_sentence(address: str) -> None:
    lead = read_lead(f"Nominated as {address}. Headquartered in Canada. It is large.")
    assert (lead.domains, lead.place.country) == ((address,), "Canada")
