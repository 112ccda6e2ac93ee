"""What holds for any text whatever."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.claims import plain_text, propose_claims
from responses.claims.article import recommendations_in
from responses.claims.numbers import find_figures

PIECES = st.sampled_from(
    [
        "over ",
        "nearly ",
        "1,000",
        "25%",
        "97 percent",
        " of ",
        "all ",
        "takedown requests",
        " fell by ",
        "stores",
        ", ",
        " and ",
        "between ",
        "from ",
        " to ",
        "per 10,000 orders",
        "two thirds",
        "half",
        "a million",
        "$",
        "US$",
        "2017",
        "in ",
        "12 months",
        "“",
        "”",
        '"',
        " said: ",
        "• ",
        "\n",
        "\n\n",
        ". ",
        "x",
        " times as many ",
        "-",
        "–",
        "+",
        "(",
        ")",
        "1.000.000",
        "1 000 000",
        "1,00,000",
        "万",
        "arrests",
        "the company ",
        "recommends:",
        "24 hours",
        "10:30",
        "一",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS)
def test_no_text_raises_and_every_place_points_at_its_quote(text: str) -> None:
    for one in propose_claims(text):
        assert text[one.start : one.end] == one.quote
        assert one.start <= one.number_start < one.number_end <= one.end
        assert one.value >= 0 and one.metric and one.unit
        assert one.qualifier in {"exact", "about", "over", "nearly", "under"}
        assert one.direction in {"", "+", "-"}


@given(TEXTS)
def test_claims_come_in_the_order_of_the_text_and_never_share_a_figure(text: str) -> None:
    spans = [(one.number_start, one.number_end) for one in propose_claims(text)]
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))


@given(
    st.one_of(
        TEXTS,
        st.lists(
            st.one_of(
                PIECES,
                st.sampled_from(["<p>", "</p>", "<li>", "<![", "<!--", "<script>", "&#x;", "<a b=", "<"]),
            )
        ).map("".join),
    )
)
def test_no_html_raises_and_places_count_in_the_plain_text(html: str) -> None:
    text = plain_text(html)
    for one in propose_claims(plain_text(html)):
        assert text[one.start : one.end] == one.quote


@given(TEXTS)
def test_no_article_raises_and_recommendations_are_verbatim(text: str) -> None:
    reading = recommendations_in(text)
    for one in reading.recommendations:
        assert text[one.start : one.end] == one.words
    for count in reading.counts:
        assert text[count.start : count.end] == count.quote


@given(st.integers(0, 10**15), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "’"]))
def test_a_grouped_number_has_one_value_whatever_parts_its_groups(number: int, mark: str) -> None:
    printed = f"{number:,}".replace(",", mark)
    if mark == "." and printed.count(".") == 1:
        return  # 1.234 is read as a fraction: an English text means that
    found = find_figures(f"about {printed} stores", 0, len(printed) + 13)
    assert [one.value for one in found] == [Decimal(number)]


@given(
    st.integers(1900, 2099),
    st.sampled_from(
        ["In {} we closed stores.", "The {} requests were met.", "Since {}, sellers rely on us."]
    ),
)
def test_a_year_is_never_a_claim(year: int, sentence: str) -> None:
    assert propose_claims(sentence.format(year)) == ()


@given(
    st.integers(1, 10**9),
    st.sampled_from(["US${:,} of goods", "RMB {:,} in fines", "€{:,} in stores", "{:,} dollars of sales"]),
)
def test_money_is_never_a_claim(amount: int, sentence: str) -> None:
    assert propose_claims("They seized " + sentence.format(amount) + ".") == ()


@settings(deadline=None, max_examples=5)
@given(
    st.sampled_from(
        ["97% of ", "1,000 arrests and ", "a ", "“", "12 ", "1 000 000 ", "from 1 to 2 ", "two thirds "]
    )
)
def test_a_long_text_of_one_phrase_is_read_to_its_end(phrase: str) -> None:
    text = phrase * (3_200 // len(phrase))  # longer than two pieces of a sentence
    assert all(text[one.start : one.end] == one.quote for one in propose_claims(text))


@pytest.mark.parametrize("phrase", ["“1,000 ", "1 a ", "1,000 arrests and "])
def test_a_figure_costs_no_more_in_a_long_sentence(phrase: str) -> None:
    """Each of these took 2.5 to 14 seconds when the whole sentence was searched for each figure."""
    begun = process_time()
    propose_claims(phrase * (24_000 // len(phrase)))
    assert process_time() - begun < 2
