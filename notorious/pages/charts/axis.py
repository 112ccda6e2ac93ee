"""Marks of an axis that a person can read."""

MARKS = 4
READABLE_STEPS = (1, 2, 5, 10, 15, 20, 25, 50, 100, 250, 500, 1000)


def choose_axis_step(highest: int) -> list[int]:
    """Return the marks from 0 to at least `highest`, with even steps."""
    step = next((each for each in READABLE_STEPS if highest <= MARKS * each), READABLE_STEPS[-1])
    return list(range(0, highest + step, step))
