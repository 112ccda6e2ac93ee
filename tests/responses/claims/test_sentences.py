"""The grammar, on sentences of many hands: expected results are in sentences.json and, for sentences as companies write
them, in company_sentences.json and statement_sentences.json."""

import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from responses.claims import plain_text, propose_claims

CASES: list[dict[str, Any]] = [
    case
    for name in (
        "sentences.json",
        "company_sentences.json",
        "statement_sentences.json",
        "filing_sentences.json",
    )
    for case in json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
]


def _shown(value: Any) -> Any:
    return str(value.normalize().__format__("f")) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_a_sentence_gives_the_claims_that_its_data_file_says(case: dict[str, Any]) -> None:
    text = plain_text(case["text"]) if case.get("html") else case["text"]
    found = [asdict(one) for one in propose_claims(text)]
    expected = case["claims"]
    got = [
        {key: _shown(one[key]) for key in (expected[place] if place < len(expected) else ("metric", "value"))}
        for place, one in enumerate(found)
    ]
    assert got == expected


def test_the_data_file_has_both_kinds_of_sentence() -> None:
    assert sum(bool(case["claims"]) for case in CASES) >= 40
    assert sum(not case["claims"] for case in CASES) >= 10
