"""The state of a list in its address."""

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.tables.filtering import BadFilter
from responses.filters import ResponseFilter
from responses.models import ResponsePoint
from responses.tracker import RecommendationFilter, RecommendationRow, build_tracker
from tests.queries import capture_queries

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
    assert ids("unanswered=1") == {"2024-BW-C1", "2024-DY-C1", "2018-DH-C1", "2018-DH-C2"}


def test_what_was_text_not_available_is_never_among_the_unanswered() -> None:
    assert not ids("unanswered=1") & ids("answer=text_not_available")


@pytest.mark.parametrize(
    "query",
    ["bogus=1", "kind=complaint", "year=twenty", "year=²⁰¹⁷", "answer=silence", "disputed=yes",
     "year=2017..", "year=1999", "year=1990..1999", "running=99999", "follow_up=removed",
     "market=no-such-market"],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_refused_with_a_sentence(query: str) -> None:
    with pytest.raises(BadFilter) as refused:
        RecommendationFilter.from_query(QueryDict(query))
    assert str(refused.value).endswith((".", "?"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("market=tabao", "“market” has no value “tabao”. Did you mean “taobao”?"),
        ("markt=taobao", "This address has no parameter “markt”. Did you mean “market”? It takes: "),
        ("kind=critic", "“kind” has no value “critic”. Did you mean “criticism”? It takes: recommendation, "),
    ],
)
def test_an_unknown_name_or_value_is_named_with_the_nearest_that_there_is(query: str, sentence: str) -> None:
    with pytest.raises(BadFilter) as refused:
        RecommendationFilter.from_query(QueryDict(query))
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    "query", ["year=2016,2017", "year=2016&year=2017", "year=2016..2017", "year=2016..2016,2017"]
)
def test_lists_ranges_and_repeated_parameters_ask_for_any_of_their_values(query: str) -> None:
    assert ids(query) == ids("year=2016") | ids("year=2017")
    assert ids("year=2016") and ids("year=2017")


def test_the_queries_of_a_filter_do_not_grow_with_its_values() -> None:
    def count_queries(markets: list[str]) -> int:
        with capture_queries() as queries:
            RecommendationFilter.from_query(QueryDict(f"market={','.join(markets)}"))
        return len(queries)

    assert count_queries(["taobao", "tokopedia", "aliexpress"]) == count_queries(["taobao"])


def test_an_empty_value_filters_nothing() -> None:
    assert ids("year=&market=,&kind=") == ids("")


@pytest.fixture(scope="module")
def rows(loaded: None, django_db_blocker) -> list[RecommendationRow]:
    with django_db_blocker.unblock():
        return build_tracker()


def test_the_id_of_a_merged_market_means_the_market_it_was_merged_into(row_of) -> None:
    market, into = row_of("2021-TK-C1").market, row_of("2017-R1").market
    market.merged_into = into
    market.save()
    assert "2021-TK-C1" in ids("market=taobao")
    assert ids("market=tokopedia") == ids("market=taobao")
    chosen = RecommendationFilter.from_query(QueryDict("market=tokopedia"))
    assert chosen.query_string() == "market=taobao"
    (facet,) = (each for each in chosen.facets(build_tracker()) if each.name == "market")
    assert "tokopedia" not in {option.value for option in facet.options}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_count_beside_a_value_is_what_choosing_it_shows(data, rows) -> None:
    chosen = RecommendationFilter()
    for _ in range(data.draw(st.integers(0, 3))):
        facet = data.draw(st.sampled_from([each for each in chosen.facets(rows) if each.options]))
        choice = data.draw(st.sampled_from(facet.options))
        after = RecommendationFilter.from_query(QueryDict(chosen.query_string(**{facet.name: choice.value})))
        assert after.query_string() == choice.query
        assert len(after.apply(rows)) == choice.count
        chosen = after


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "market": st.lists(st.sampled_from(["taobao", "aliexpress", "vk"]), min_size=1, unique=True),
            "kind": st.lists(st.sampled_from(["letter", "interview"]), min_size=1, unique=True),
            "language": st.just(["en"]),
        },
    )
)
def test_an_address_states_its_filter_and_is_read_back_as_the_same(values: dict[str, list[str]]) -> None:
    stated = ResponseFilter({name: ",".join(each) for name, each in values.items()}).query_string()
    again = ResponseFilter.from_query(QueryDict(stated))
    assert (again.chosen, again.query_string()) == (values, stated)


def test_languages_and_texts_are_offered_where_something_was_said() -> None:
    chosen = ResponseFilter.from_query(QueryDict(""))
    rows = chosen.rows()
    facets = {facet.name: facet.options for facet in chosen.facets(rows)}
    silences = [row for row in rows if row.kind in ("declined_comment", "none_found")]
    assert len(silences) == 5
    assert all(row.language == "" for row in silences)
    assert {option.value for option in facets["language"]} == {"en", "id", "zh"}
    assert sum(option.count for option in facets["held"]) == len(rows) - len(silences)


def test_a_page_says_that_what_we_have_is_a_translation_and_no_language_that_is_unknown(
    client: Client,
) -> None:
    translated = client.get("/responses/2016-12-22-alibaba-group-2/").content.decode()
    assert "<dt>Language</dt><dd>Chinese; what we have is a translation</dd>" in translated
    assert "<dt>Language</dt>" not in client.get("/responses/2011-03-01-alibaba-group-1/").content.decode()
    silence = client.get("/responses/2022-02-22-shopee-1/").content.decode()
    assert "We searched for a response and found none." in silence
    assert "<dt>Language</dt>" not in silence
