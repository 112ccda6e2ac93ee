"""What the reader of HTML sees of a page."""

from time import perf_counter

from responses.claims import plain_text, propose_claims
from responses.claims.article import recommendations_in

PAGE = """<html><head><title>9,000 stores</title><style>p{width:97%}</style></head><body>
<nav>Top 1,000 brands</nav><p>We closed <b>14,200</b>&nbsp;stores<br>in 2019.</p>
<p>It recommends the company:</p><ul><li>“Answer every request in time”</li><li>“Name the sellers at last”</li></ul>
<script>var n = "5,000 arrests";</script><!-- 7,000 arrests --></body></html>"""


def test_furniture_scripts_and_comments_hold_no_claims() -> None:
    assert [(one.metric, int(one.value)) for one in propose_claims(plain_text(PAGE))] == [
        ("stores_closed", 14200)
    ]


def test_a_list_of_a_page_reads_as_bullets() -> None:
    found = recommendations_in(plain_text(PAGE)).recommendations
    assert [one.words for one in found] == ["Answer every request in time", "Name the sellers at last"]


def test_a_page_nested_beyond_reason_is_still_read() -> None:
    html = "<div>" * 3000 + "58 arrests were made" + "</div>" * 3000
    assert [one.metric for one in propose_claims(plain_text(html))] == ["arrests"]


def test_markup_that_no_parser_takes_still_gives_its_words() -> None:
    assert [one.metric for one in propose_claims(plain_text("<![bad[ <p>58 arrests were made</p>"))] == [
        "arrests"
    ]


def test_what_is_hidden_within_what_is_hidden_is_no_claim() -> None:
    html = "<p>58 arrests were made.</p><div hidden>9 raids <span hidden>closed 7 stores</span></div>"
    assert plain_text(html) == "58 arrests were made."


def test_raised_figures_that_are_never_closed_are_read_in_linear_time() -> None:
    begun = perf_counter()
    plain_text("<sup>2" * 5000)
    assert perf_counter() - begun < 3
