"""A quotation against its source: what is not exact is called what it is."""

import pytest

from responses.quotations import Difference, check_quotation
from tests.responses.quotations.sources import SOURCE


def _passage(quote: str) -> str:
    found = check_quotation(quote, SOURCE)
    assert found.start is not None and found.end is not None
    return SOURCE[found.start : found.end]


def test_site_names_dropped_from_a_quotation_make_it_elided_and_are_named() -> None:
    found = check_quotation("airbag components listings on the and platforms to the platform", SOURCE)
    assert found.status == "elided"
    assert [one.printed for one in found.differences] == ["Alibaba.com", "AliExpress", "Taobao.com"]
    assert {one.kind for one in found.differences} == {"left_out"}


def test_empty_quotation_marks_stand_for_a_name_left_out() -> None:
    found = check_quotation("operated by Alibaba, such as Xian Yu, located at ‘’.", SOURCE)
    assert found.status == "exact"  # the name would have followed: the words quoted are whole
    found = check_quotation(
        "do not migrate from TMall or to other platforms owned and operated by Alibaba", SOURCE
    )
    assert (found.status, found.differences) == ("elided", (Difference("left_out", "", "Taobao"),))


def test_british_spelling_of_american_words_makes_a_quotation_respelled() -> None:
    found = check_quotation("prevent the unauthorised use of product images", SOURCE)
    assert found.status == "respelled"
    assert found.differences == (Difference("spelling", "unauthorised", "unauthorized"),)
    assert check_quotation("The programme of the centre", SOURCE).status == "respelled"


def test_case_alone_makes_a_quotation_respelled() -> None:
    found = check_quotation("Improve tools to prevent", SOURCE)
    assert (found.status, found.differences) == ("respelled", (Difference("case", "Improve", "improve"),))
    assert check_quotation("“[I]mprove tools to prevent”", SOURCE).status == "respelled"


@pytest.mark.parametrize(
    "quote",
    [
        "on the Alibaba.com and AliExpress platforms",
        "“on the  Alibaba.com\nand AliExpress platforms”",
        "widely-counterfeited products",
        "third-party phase",
        "located at 'xianyu.example'",
        "such as Xian Yu, located at ’xianyu.example’.",
        "tools to prevent the unauthor-\nized use",
        "infringing products [sic]",
    ],
)
def test_white_space_marks_of_quotation_and_hyphens_at_line_ends_never_count(quote: str) -> None:
    assert check_quotation(quote, SOURCE).status == "exact"


def test_words_left_out_are_elided_with_or_without_an_ellipsis() -> None:
    for quote in (
        "improve tools … product images",
        "improve tools [...] product images",
        "improve tools. . . product images",
    ):
        assert check_quotation(quote, SOURCE).status == "elided", quote
    assert check_quotation("tools to prevent the use of product images", SOURCE).status == "elided"


def test_an_ellipsis_does_not_excuse_what_stands_nowhere() -> None:
    assert check_quotation("improve tools … of zebra crossings", SOURCE).status in ("altered", "not_found")


def test_parts_in_the_wrong_order_are_not_elided() -> None:
    assert check_quotation("product images … improve tools to prevent", SOURCE).status != "elided"


def test_changed_words_make_a_quotation_altered_and_are_shown_side_by_side() -> None:
    found = check_quotation("improve tools to stop the unauthorized use of product photographs", SOURCE)
    assert found.status == "altered"
    assert Difference("replaced", "stop", "prevent") in found.differences
    assert Difference("replaced", "photographs", "images") in found.differences


def test_a_changed_number_is_altered_however_alike_the_rest() -> None:
    found = check_quotation(
        "97% of all takedown requests were handled within 48 hours",
        "97% of all takedown requests were handled within 24 hours.",
    )
    assert (found.status, found.differences) == ("altered", (Difference("replaced", "48", "24"),))


def test_a_negation_put_in_is_altered_and_one_left_out_is_shown() -> None:
    assert check_quotation("goods do migrate from TMall", SOURCE).differences == (
        Difference("left_out", "", "not"),
    )
    assert check_quotation("operated and never owned by Alibaba, such as Xian Yu", SOURCE).status == "altered"


def test_another_sentence_is_not_found() -> None:
    for quote in ("the zebra crossed the road at noon", "of the and to", "", "  “” ", "…", "TMall zebra"):
        assert check_quotation(quote, SOURCE).status == "not_found", quote
    assert check_quotation("anything at all", "").status == "not_found"


def test_a_comma_put_in_between_words_is_shown() -> None:
    found = check_quotation("improve tools, to prevent", SOURCE)
    assert (found.status, [one.kind for one in found.differences]) == ("respelled", ["punctuation"])


def test_a_quotation_that_begins_within_a_word_says_so() -> None:
    found = check_quotation("legal goods", "They sell illegal goods.")
    assert (found.status, found.differences) == ("exact", (Difference("cut", "legal", "illegal"),))
    assert check_quotation("legal goods", "They sell illegal goods and legal goods.").differences == ()


def test_the_place_is_that_of_the_passage_in_the_source() -> None:
    assert (
        _passage("on the and platforms to the platform")
        == "on the Alibaba.com and AliExpress platforms to the Taobao.com platform"
    )
    assert _passage("UNAUTHORISED USE") == "unauthorized use"
