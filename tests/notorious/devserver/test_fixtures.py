"""The servers and the browser that the other tests are on."""

import pytest
from django.db import connection
from playwright.sync_api import Browser


@pytest.mark.django_db
def test_the_tests_run_on_a_database_of_their_own_with_the_extensions() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_database(), current_user, unaccent('Açık'), similarity('taobao', 'tabao')"
        )
        database, user, plain, alike = cursor.fetchone()
    assert database.startswith("test_notorious_")
    assert (user, plain) == ("notorious_owner", "Acik")
    assert 0 < alike < 1


def read_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_tests_of_a_module_share_the_record_in_a_transaction(loaded_record: None) -> None:
    assert connection.in_atomic_block
    assert read_database().endswith("_record")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_record_of_its_module() -> None:
    assert not connection.in_atomic_block
    assert not read_database().endswith("_record")


@pytest.mark.browser
def test_a_browser_draws_a_page(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<h1>Notorious</h1>")
    assert page.get_by_role("heading").inner_text() == "Notorious"
