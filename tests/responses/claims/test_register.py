"""The register of metrics: data, checked as data."""

import pytest

from responses.claims.register import BY_KEY, METRICS, NOT_THE_SAME, _metric


def test_a_key_of_the_register_is_there_once_and_short() -> None:
    assert len(BY_KEY) == len(METRICS)
    assert all(key == key.lower() and " " not in key and len(key) <= 40 for key in BY_KEY)


def test_every_pair_that_is_not_the_same_names_two_metrics_of_the_register() -> None:
    for pair in NOT_THE_SAME:
        assert len(pair) == 2 and pair <= set(BY_KEY), pair


def test_every_metric_that_counts_has_a_unit() -> None:
    assert [one.key for one in METRICS if one.kinds == {"count"} and not one.unit] == []


def test_a_field_that_nothing_reads_stops_the_register() -> None:
    with pytest.raises(ValueError, match="colour"):
        _metric({"key": "x", "label": "X", "kinds": ["count"], "focus": "x", "colour": "red"})
