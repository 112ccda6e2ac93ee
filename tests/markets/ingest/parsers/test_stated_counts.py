"""Counts that a report states twice must agree."""

from markets.ingest.parsers.edition_facts import conflicting_counts, stated_counts

FIRST = "The 2023 List identifies 39 online markets and 33 physical markets."


def conflicts(*texts: str) -> list[str]:
    return list(conflicting_counts([FIRST, *texts], stated_counts([FIRST, *texts])))


def test_another_count_in_the_text_is_a_doubt() -> None:
    (said,) = conflicts("This year, the List names 38 online markets and 33 physical markets.")
    assert "states 39 online and 33 physical" in said
    assert "names 38 online" in said


def test_the_same_count_an_earlier_one_and_a_part_are_none() -> None:
    assert conflicts(FIRST) == []
    assert conflicts("Last year, the List identified 41 online markets and 30 physical markets.") == []
    assert conflicts("Of these, the review found 3 online markets in Russia.") == []


def test_the_number_of_the_year_before_may_stand_between_commas() -> None:
    counts = stated_counts(
        ["The List names 38 online markets, down from 39 last year, and 33 physical markets."]
    )
    assert counts is not None
    assert (counts.online, counts.physical) == (38, 33)
