"""What is between two lines of one paragraph."""

import pytest

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.line_joints import find_cut_address, join_lines
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


@pytest.mark.parametrize(
    ("text", "after", "joined"),
    [
        ("of \u6dd8", "\u8857\u7f51 and", "of \u6dd8"),
        ("of \u6dd8", "and", "of \u6dd8 "),
        ("one", "two", "one "),
        ("include wave-mirror.co.u", "k, and", "include wave-mirror.co.u"),
    ],
)
def test_chinese_words_have_no_space_where_a_line_breaks(text: str, after: str, joined: str) -> None:
    assert join_lines(text, after, Vocabulary([])) == joined


@pytest.mark.parametrize(
    ("text", "after", "joined"),
    [
        ("resellers\u2014", "some", "resellers\u2014"),
        ("resellers", "\u2014some", "resellers"),
        ("resellers \u2014", "some", "resellers \u2014 "),
        ("resellers", "\u2014 some", "resellers "),
        ("2010\u2013", "2015", "2010\u2013"),
    ],
)
def test_a_dash_has_spaces_at_a_line_end_where_it_has_them_inside_a_line(
    text: str, after: str, joined: str
) -> None:
    assert join_lines(text, after, Vocabulary([])) == joined


@pytest.mark.parametrize(
    ("before", "after", "joint"),
    [
        ("a stay-", "down duty", "-"),
        ("their know-", "your-customer rules", "-"),
        ("their know-your-", "customer rules", "-"),
        ("user-", "generated films", "-"),
        ("cloud-", "based lockers", "-"),
        ("a brand-", "protection portal", "-"),
        ("a state-", "sponsored site", "-"),
        ("its best-", "selling goods", "-"),
        ("of high-de-", "mand works", ""),
        ("of bricks-and-", "mortar shops", "-"),
        ("an inter-", "related case", ""),
        ("a bur-", "densome rule", ""),
    ],
)
def test_compounds_of_this_field_keep_their_hyphen(before: str, after: str, joint: str) -> None:
    assert Vocabulary([before, after, "a syl-", "lable of one syllable"]).joint(before, after) == joint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("by notice-and-", "takedown"),
        ("a point-of-", "sale terminal"),
        ("an e-", "commerce firm"),
        ("in a price-", "determining role"),
    ],
)
def test_a_hyphen_stays_behind_a_hyphen_behind_one_letter_and_between_words(before: str, after: str) -> None:
    elsewhere = ("the sale of it at this point", "a price is determining", "a syl-", "lable of one syllable")
    assert Vocabulary([before, after, *elsewhere]).joint(before, after) == "-"


@pytest.mark.parametrize(
    ("elsewhere", "forms"),
    [
        ("they take films down", ("take-down", "takedown")),
        ("they take a film down by take-down", None),
        ("it went down", ("take-down", "takedown")),
        ("a takedown is to take it down", None),
        ("nothing of both", None),
        ("they take it", ("take-down", "takedown")),
    ],
)
def test_a_compound_of_which_nothing_tells_is_doubted(elsewhere: str, forms: tuple[str, str] | None) -> None:
    lines = ["the take-", "down portal", elsewhere, "a syl-", "lable of one syllable"]
    assert Vocabulary(lines).broken_compound(*lines[:2]) == forms


@pytest.mark.parametrize(
    ("elsewhere", "sure"), [("pelisgo.net", True), ("pelisgo.mx", False), ("pelis-go.mx", True)]
)
def test_an_address_is_whole_where_all_of_it_is_elsewhere(elsewhere: str, sure: bool) -> None:
    lines = ["found at pelis-", "go.net too", f"and at {elsewhere}", "a syl-", "lable of one syllable"]
    assert (Vocabulary(lines).broken_address(*lines[:2]) is None) is sure


@pytest.mark.parametrize(("left", "right"), [("report", "edly"), ("shop", "ping"), ("some", "body")])
def test_a_half_that_words_end_in_is_no_word(left: str, right: str) -> None:
    lines = [f"they {left}-", f"{right} said so", f"a {left}", "a syl-", "lable of one syllable"]
    assert Vocabulary(lines).broken_compound(*lines[:2]) is None


def test_a_word_that_may_have_a_hyphen_is_said_with_its_page() -> None:
    rows = ("The owners take a cent for each take-", "down that the notices bring, and write it down.")
    said = parse_lines("** Online Markets", "", "* Movieland", TEXT, *rows, "A syl-", "lable is no syllable.")
    assert "a word is broken on page 1: it may be “take-down” or “takedown”" in said.doubts


def test_a_small_word_at_a_line_end_keeps_its_hyphen_where_hardly_a_line_breaks() -> None:
    lines = ["They sell unauthorized in-", "game items.", *[TEXT] * 80]
    assert Vocabulary(lines).joint(*lines[:2]) == "-"
    often = [*lines, *["a syl-", "lable of a syllable"] * 20, "A game was sold."]
    assert Vocabulary(often).broken_compound(*lines[:2]) == ("in-game", "ingame")


@pytest.mark.parametrize(
    ("text", "after", "found"),
    [
        ("Related sites include wave.to, wavemir", "ror.net and others.", "wavemir ror.net"),
        ("Related sites include wave.to, wave-mirro", "r.co.uk.", "wave-mirro r.co.uk"),
        ("Related sites include wave.to, and", "wavemirror.net.", ""),
        ("It is reached through its main page", "wavemirror.net.", ""),
        ("Related sites include wave.to, wavemir", "and others.", ""),
    ],
)
def test_an_address_that_may_be_broken_is_found(text: str, after: str, found: str) -> None:
    assert find_cut_address(text, after) == found


def test_an_address_that_may_be_broken_is_said_with_its_page() -> None:
    rows = ("* Wave", "", "Related sites include wave.to, wavemir", "ror.net.", "", TEXT, "")
    found = parse_lines("** Online Markets", "", TEXT, "", *rows)
    assert "an address may be broken on page 1: “wavemir ror.net”" in found.doubts


def test_halves_of_closed_words_raise_no_doubt() -> None:
    vocabulary = Vocabulary(
        [
            "a market place at home, there per month of large markets",
            "as uninstall-",
            "ed apps",
            "uninstalled",
        ]
    )
    for before, after in (
        ("the market-", "place of"),
        ("in the home-", "land it"),
        ("its per-", "fume is"),
        ("they there-", "fore ask"),
    ):
        assert vocabulary.joint(before, after) == ""
        assert vocabulary.broken_compound(before, after) is None
    forms = Vocabulary(["the investigators at the gate", "as uninstall-", "ed apps", "uninstalled"])
    assert forms.broken_compound("to investi-", "gate it") is None
    assert vocabulary.broken_compound("a home-", "market of") == ("home-market", "homemarket")
