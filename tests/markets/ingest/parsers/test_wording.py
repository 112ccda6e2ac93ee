"""Plain words of lines, and the language that they are in."""

import pytest

from markets.ingest.parsers.wording import reads_as_another_language


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("La Lista de mercados notorios destaca ejemplos de mercados que la oficina nombra.", True),
        ("Die Liste nennt Beispiele, die der Bericht und das Amt von den Inhabern kennen.", True),
        ("\u4e2d\u56fd\u7684\u5e02\u573a\u662f\u4e0d\u597d\u7684", True),
        ("The List names examples of markets, and the order of the entries says nothing at all.", False),
        ("Uif Mjtu obnft fybnqmft pg nbslfut boe uif psefs pg uif fousjft tbzt opuijoh bu bmm.", False),
    ],
)  # fmt: skip
def test_another_language_is_not_illegible(text: str, is_foreign: bool) -> None:
    assert reads_as_another_language([text]) is is_foreign
