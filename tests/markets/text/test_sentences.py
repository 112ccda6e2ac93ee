"""Where sentences end, above all behind abbreviations."""

import pytest

from markets.text.sentences import find_sentences


@pytest.mark.parametrize(
    "text",
    [
        "Registry Holdings (formerly Bureau Pte. Ltd.) and Its Resellers should answer.",
        "Lotus Hosting Sdn. Bhd. Resellers should answer.",
        "USTR urges LOTUS PTE. LTD.) AND ITS RESELLERS to answer.",
        "Kino Servicios Ltda. Chile (a host) and Film Pvt. Ltd.) Mumbai should answer.",
        "Radio Media S.p.A. Milano and Kino d.o.o. Zagreb should answer.",
    ],
)
def test_a_form_of_company_ends_no_sentence(text: str) -> None:
    assert find_sentences(text) == ((0, len(text)),)


def test_a_form_of_company_before_a_word_that_opens_sentences_ends_one() -> None:
    text = "The host is Bureau Pte. Ltd. The site is another."
    assert [text[start:end] for start, end in find_sentences(text)] == [
        "The host is Bureau Pte. Ltd.",
        "The site is another.",
    ]


def test_an_address_in_a_country_is_no_form_of_company() -> None:
    text = "Also found at example.co. Cosmetics are sold there."
    assert len(find_sentences(text)) == 2
