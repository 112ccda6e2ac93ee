"""The page that says when each source was last looked at."""

from __future__ import annotations

import pytest

from markets.models import Source
from notorious.pages.status import rhythm
from tests.pages.conftest import Read, said


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(60, "hour"), (90, "90 minutes"), (720, "12 hours"), (1440, "day"), (2880, "2 days")],
)
def test_a_rhythm_is_said_in_the_largest_unit_that_divides_it(minutes: int, words: str) -> None:
    assert rhythm(minutes) == words


@pytest.mark.django_db
def test_the_page_says_how_often_a_source_is_looked_at(read: Read) -> None:
    Source.objects.create(
        slug="a-feed",
        name="A feed",
        kind=Source.Kind.choices[0][0],
        url="https://ustr.gov/feed",
        every_minutes=720,
    )
    Source.objects.create(
        slug="a-page",
        name="A page",
        kind=Source.Kind.choices[0][0],
        url="https://ustr.gov/page",
        every_minutes=1440,
        enabled=False,
    )
    rows = {said(row.th): said(row) for row in read("/status/").select("#sources ~ table tbody tr")}
    assert "every 12 hours" in rows["A feed"]
    assert "switched off" in rows["A page"]
