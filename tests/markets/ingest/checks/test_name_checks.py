"""Names that look otherwise than the others of their report are doubted."""

import pytest

from markets.ingest.checks.name_checks import check_names
from tests.markets.ingest.checks.editions import edition, listing

NAMES = ("1337x", "Bookfi", "Cda", "Dytt8", "Flvto", "Kinogo", "Rutor", "Sci-Hub")


def doubts(*names: str) -> list[str]:
    return list(check_names(edition([listing(name) for name in names])))


def test_names_in_alphabetical_order_raise_no_doubt() -> None:
    assert doubts(*NAMES) == []
    assert doubts("B-Shop", "Bad Files", "CDA", "Zap.vn", "1337x", "Able", "Mole") == [], "no order to keep"


def test_a_name_outside_the_alphabetical_order_is_doubted() -> None:
    (said,) = doubts(*NAMES[:5], "What is a cyberlocker?", *NAMES[5:])
    assert "“What is a cyberlocker?” on page 7" in said
    assert "alphabetical" in said


def test_the_only_name_that_is_not_in_capitals_is_doubted() -> None:
    (said,) = doubts("BOOKFI", "fAKE kINOGO", "RUTOR", "SCI-HUB")
    assert "not in capitals" in said
    assert doubts("BOOKFI", "Kinogo", "RUTOR") == [], "too few to tell"
    assert doubts("BOOKFI", "Kinogo", "Rutor", "SCI-HUB") == [], "both are usual"


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ("{number}.4 {name}", "a number before"),
        ("({number}) {name}", "a number before"),
        ("{name} (abc)", "brackets behind"),
        ("Xyz: {name}", "a mark inside"),
        ("{name} | Xyz", "a mark inside"),
        ("{name}, Xyz", "a comma inside"),
    ],
)
def test_a_form_that_most_names_share_is_doubted(form: str, what: str) -> None:
    said = doubts(*(form.format(number=number, name=name) for number, name in enumerate(NAMES, 1)))
    assert any(what in sentence for sentence in said)


def test_names_of_lone_letters_are_doubted() -> None:
    assert "lone letters" in doubts("B E VIDEO S")[0]
    assert "lone letters" in doubts("\xc7ar\u015f \u0131 Annex")[0]
    assert doubts("Feira e Mercado") == []
    assert "behind a comma" in doubts("PatpongRows,Bangkok")[0]


def test_capitals_of_a_name_in_its_own_script_are_not_inside_a_word() -> None:
    assert doubts("Bolshoy Disk (\u0411\u043e\u043b\u044c\u0448\u043e\u0439)") == []
    assert doubts("VKontakte (\u0412\u041a\u043e\u043d\u0442\u0430\u043a\u0442\u0435)") == []
    assert "change their case" in doubts("Kemer\u00c1lti")[0]


def test_a_name_that_has_lost_letters_or_won_a_space_is_doubted() -> None:
    (said,) = doubts("Firefly ()")
    assert "empty brackets" in said


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Cyberlockers: Bolt", "Bolt"),
        ("Linking Sites Bolt", "Bolt"),
        ("DriftBolt", "Drift Bolt"),
        ("BolTZ", "Boltz"),
        ("Cueva s3.biz", "Cuevas3.biz"),
        ("Bolt Market12", "Bolt Market"),
        ("Kapalı Çarşı", "Kapali Çarşi"),
    ],
)
def test_a_name_that_its_text_has_in_another_form_is_doubted(name: str, other: str) -> None:
    (said,) = check_names(
        edition([listing(name, text=f"Notices that are sent to {other} are not answered.")])
    )
    assert f"may be “{other}”" in said


@pytest.mark.parametrize(
    "name", ["Kapal\u2020\xc6\xc2\xc2 akarta", "Rua S\xc3\xa3o", "Bazaar\u2020", "I##klar Mall"]
)
def test_a_name_with_signs_in_the_place_of_letters_is_doubted(name: str) -> None:
    assert any("signs in the place of letters" in sentence for sentence in doubts(name))


@pytest.mark.parametrize(
    "name", ["C\xd4TE D\u2019OR", "\xc2ngela Market", "\xd1and\xfa TV", "S\xc3O PAULO CENTER"]
)
def test_a_name_with_letters_of_other_languages_is_not_doubted(name: str) -> None:
    assert not any("signs" in sentence for sentence in doubts(name))


def test_a_name_may_end_in_capitals_but_not_begin_small_before_them() -> None:
    assert doubts("BestBuyIPTV", "FlokiNET", "MyEGY") == []
    assert len(doubts("mEGA", "rUTOR", "RuTRACKer")) == 3


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Table 2. Seizures", "caption"),
        ("Figure IV: Visits", "caption"),
        ("Ch\u1ee3 \u0110\u1ed2ng Xu\u00e2n", "change their case"),
    ],
)
def test_a_caption_and_a_capital_inside_a_word_are_doubted(name: str, what: str) -> None:
    assert sum(what in said for said in doubts(name)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Table Market",
        "Figueroa Street",
        "CH\u1ee2 \u0110\u1ed2NG XU\u00c2N",
        "Kinozal (\u041a\u0438\u043d\u043e\u0437\u0430\u043b)",
        "Ch\u1ee3 \u0110\u1ed3ng Xu\u00e2n",
    ],
)
def test_names_like_captions_and_names_with_accents_raise_no_doubt(name: str) -> None:
    assert not [said for said in doubts(name) if "caption" in said or "change their case" in said]


def test_an_address_in_the_text_is_no_other_form_of_the_name() -> None:
    said = list(check_names(edition([listing("Nyaa 2", "It is reachable at nyaa2.si. It is large.")])))
    assert said == []
    said = list(check_names(edition([listing("Nyaa 2", "It is reachable, since nyaa2 is large.")])))
    assert len(said) == 1


def test_a_name_in_another_script_in_brackets_raises_no_doubt() -> None:
    assert doubts("Playdacha (Ярмарка)") == []
