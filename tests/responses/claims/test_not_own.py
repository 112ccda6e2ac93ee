"""Figures that others say, that would be, or that no verb explains: they are offered as unclear."""

import pytest

from responses.claims import propose_claims


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The petition alleges that 70 percent of our listings are counterfeit, which is false.", 70),
        ("Some allege that 40 percent of the listings were removed.", 40),
        ("The complaint asserts that 12,000 listings were removed.", 12_000),
        ("Its lawsuit contends that we removed 500 listings in 2021.", 500),
        ("A further 300 removals were reported by users.", 300),
        ("If the proposal were adopted, we would need 40,000 more staff.", 40_000),
        ("IP Accelerator: 7,000 brands", 7000),
        ("• 118,500 posts removed", 118_500),
        ("Videos removed: 64,000", 64_000),
        ("We looked for them and found 212.", 212),
    ],
)
def test_a_figure_that_the_company_does_not_give_as_its_own_is_unclear(text: str, value: int) -> None:
    assert [(one.metric, one.known, one.value) for one in propose_claims(text)] == [("unclear", False, value)]


def test_the_number_of_a_note_is_no_claim() -> None:
    claims = propose_claims("1 Of these 212 listings were removed.")
    assert [(one.metric, one.value) for one in claims] == [("listings_removed", 212)]


@pytest.mark.parametrize(
    "text",
    [
        "A further 300 removals were made in 2021.",
        "Our complaints team says that 12,000 listings were removed.",
        "The company says that 12,000 listings were removed.",
    ],
)
def test_what_the_company_did_is_known(text: str) -> None:
    assert [one.metric for one in propose_claims(text)] == ["listings_removed"]


@pytest.mark.parametrize(
    "text",
    [
        "300 removals were requested by brands.",
        "The number of removals sought by brands was 300.",
        "The court ordered the removal of 300 listings.",
        "The listings removed numbered 300, which is false.",
        "There is no evidence that 300 listings were removed.",
        "Assuming 300 listings were removed, little would change.",
        "The EUIPO study counted 300 listings removed by platforms.",
        "As the nominator admits, 300 listings were removed.",
        "Rights holders believe that 300 listings were removed.",
        "The submission of the alliance puts the number of listings removed at 300.",
        "The 300 listings removed that were cited by AAFA are old.",
        "Per the MPA, 300 listings were removed.",
        "Shops closed at the owner's request: 300.",
        "300 listings are pending removal.",
        "300 listings await removal.",
        "We warned or banned 300 sellers.",
    ],
)
def test_what_others_ask_say_or_think_is_unclear(text: str) -> None:
    assert [(one.value, one.known) for one in propose_claims(text)] == [(300, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Our own study found that 300 listings were removed.",
        "In response to the study, we removed 300 listings.",
        "We can confirm that 300 listings were removed.",
        "The List fails to mention that 300 listings were removed.",
        "USTR lists us again, and we removed 300 listings.",
    ],
)
def test_what_the_company_says_beside_others_is_known(text: str) -> None:
    assert [(one.metric, one.known) for one in propose_claims(text)] == [("listings_removed", True)]


def test_goods_that_a_site_disposed_of_are_not_said_to_be_seized() -> None:
    assert not propose_claims("In 2023 the site disposed of 7 million infringing goods.")[0].known
    (seized,) = propose_claims("In 2023 we seized and disposed of 7 million infringing goods.")
    assert seized.metric == "goods_seized"


def test_what_was_blocked_when_it_was_created_never_went_live() -> None:
    (claim,) = propose_claims("5,300 listings were blocked at the time of creation.")
    assert claim.metric == "listings_rejected"


def test_a_seizure_without_the_company_is_unclear() -> None:
    (claim,) = propose_claims("Customs, acting on information not from us, seized 3,100 items.")
    assert not claim.known
