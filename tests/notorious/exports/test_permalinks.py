"""A permalink leads to what was cited: the page of the row as its version has it."""

import pytest
from django.conf import settings
from django.test import Client

from markets.tables.scope import Scope, add_parameter
from notorious.tables import ALL
from notorious.tables.wide import all_wide_tables


@pytest.mark.wide
def test_the_permalink_of_a_row_leads_to_its_page_in_the_version_of_the_row(
    committed: Scope, client: Client
) -> None:
    assert committed.version == committed.label
    followed = 0
    for table in (*ALL, *all_wide_tables()):
        for name in (name for name in table.header if name.endswith("permalink")):
            links = [row[table.place(name)] for row in table.rows(committed)]
            link = next((link for link in reversed(links) if link), "")
            if link:
                path, _, anchor = link.removeprefix(settings.SITE_URL).partition("#")
                page = client.get(path)
                assert page.status_code == 200 and page["As-Of"] == committed.version, link
                assert not anchor or f'id="{anchor}"' in page.content.decode(), link
                followed += 1
    assert followed > len(ALL) - 5


def test_a_link_states_its_version_in_front_of_the_fragment() -> None:
    assert add_parameter("/nominations/#y2017", "version=v2026.1") == "/nominations/?version=v2026.1#y2017"
    assert add_parameter("/a/?b=c", "as_of=2026-11-21") == "/a/?b=c&as_of=2026-11-21"
