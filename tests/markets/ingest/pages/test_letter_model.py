"""Letters that a report's words have beside each other are likelier than those that they have not."""

from markets.ingest.pages.letter_model import LetterModel


def test_letters_seen_beside_each_other_gain() -> None:
    model = LetterModel(["often", "lofty", "offers", "in", "office", "of", "other"])
    assert model.gain("o", "ft", "en") > model.gain("o", "qx", "en")
