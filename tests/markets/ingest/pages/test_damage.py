"""A damaged file that can still be read is the real danger: what it lost must be noticed."""

from pathlib import Path

import pytest

from tests.markets.ingest.pages.drawn import report
from tests.markets.ingest.pages.mutants import try_mutants

_SAMPLES = sorted((Path(__file__).resolve().parents[5] / "shared" / "samples").glob("*.pdf"))


def test_damage_that_loses_text_is_noticed() -> None:
    outcome = try_mutants(report(6), range(12))
    assert outcome.lost >= 3  # or the mutants would prove nothing
    assert outcome.silent == ()


@pytest.mark.wide
def test_of_hundreds_of_mutants_one_in_a_hundred_at_most_passes_unnoticed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcome = try_mutants(report(12), range(300))
    with capsys.disabled():
        print(f"\nmutants of a drawn report: {outcome}")
    assert outcome.lost >= 60
    assert len(outcome.silent) <= 0.01 * outcome.lost


@pytest.mark.wide
@pytest.mark.skipif(not _SAMPLES, reason="needs the sample reports, which are not part of the repository")
def test_of_hundreds_of_mutants_of_samples_one_in_a_hundred_at_most_passes_unnoticed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = {path.name: try_mutants(path.read_bytes(), range(200)) for path in _SAMPLES}
    with capsys.disabled():
        print(f"\nmutants of samples: {outcomes}")
    lost = sum(outcome.lost for outcome in outcomes.values())
    assert lost >= 120
    assert sum(len(outcome.silent) for outcome in outcomes.values()) <= 0.01 * lost
