"""The state of a list in its address."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.tables.filters import BadFilter
from responses.models import ResponsePoint
from responses.response_filter import ResponseFilter
from responses.tracker import RecommendationFilter, RecommendationRow, build_tracker

pytestmark = pytest.mark.usefixtures("record")


def ids(query: str) -> set[str]:
    return {row.recommendation.public_id for row in RecommendationFilter.from_query(QueryDict(query)).rows()}


def test_each_filter_leaves_what_it_names(link) -> None:
    assert "2017-R2" not in ids("stance=rejects") and "2017-R2" in ids("stance=blames")
    ResponsePoint.objects.filter(response__public_id="2018-01-12-alibaba-group-3", ordinal=4).update(
        stance="rejects"
    )
    link("2015-R1", "2016-R1", 2016, "sharpened")
    assert ids("market=taobao&year=2017&kind=recommendation") == {f"2017-R{n}" for n in range(1, 8)}
    assert ids("party=city-of-markham") == {"2017-PM-C2"}
    assert "2017-R2" in ids("stance=rejects") and "2017-R2" not in ids("stance=blames")
    assert ids("stance=rejects") | ids("stance=disputes") == ids("disputed=1")
    assert ids("follow_up=sharpened") == {"2015-R1"}
    assert ids("running=2") == {"2016-R1"}
    assert ids("answer=text_not_available&year=2017&kind=recommendation") == {
        "2017-R1",
        "2017-R4",
        "2017-R6",
        "2017-R7",
    }
    assert ids("unanswered=1") == {"2024-BW-C1", "2024-DY-C1", "2018-DH-C1", "2015-C1"}


def test_what_was_text_not_available_is_never_among_the_unanswered() -> None:
    assert not ids("unanswered=1") & ids("answer=text_not_available")


@pytest.mark.parametrize(
    "query",
    ["bogus=1", "kind=complaint", "year=twenty", "year=²⁰¹⁷", "answer=silence", "disputed=yes",
     "year=2016&year=2017", "running=99999", "follow_up=removed"],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused_with_a_sentence(query: str) -> None:
    with pytest.raises(BadFilter) as refused:
        RecommendationFilter.from_query(QueryDict(query))
    assert str(refused.value).endswith(".")


def test_an_unknown_market_leaves_nothing_rather_than_everything() -> None:
    assert ids("market=no-such-market") == set()


@pytest.fixture(scope="module")
def rows(loaded: None, django_db_blocker) -> list[RecommendationRow]:
    with django_db_blocker.unblock():
        return build_tracker()


def test_a_market_is_still_found_under_the_name_that_was_merged(row_of) -> None:
    market, into = row_of("2021-TK-C1").market, row_of("2017-R1").market
    market.merged_into = into
    market.save()
    assert ids("market=tokopedia") == {"2021-TK-C1"}
    assert "2021-TK-C1" in ids("market=taobao")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_count_beside_a_value_is_what_choosing_it_shows(data, rows) -> None:
    chosen = RecommendationFilter({})
    for _ in range(data.draw(st.integers(0, 3))):
        facet, choices = data.draw(st.sampled_from([each for each in chosen.facets(rows) if each[1]]))
        choice = data.draw(st.sampled_from(choices))
        after = RecommendationFilter.from_query(QueryDict(chosen.query_string(**{facet.name: choice.value})))
        assert len(after.apply(rows)) == choice.count
        chosen = after


@given(
    st.dictionaries(
        st.sampled_from(["party", "market", "language"]), st.text(min_size=1, max_size=20), max_size=3
    )
)
def test_an_address_states_its_filter_and_is_read_back_as_the_same(values: dict[str, str]) -> None:
    stated = ResponseFilter(values).query_string()
    assert ResponseFilter.from_query(QueryDict(stated)).query_string() == stated
