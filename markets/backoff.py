"""How long to wait before the next attempt."""

from collections.abc import Callable


def choose_delay(
    attempt: int, chance: Callable[[], float], *, base: float = 5.0, cap: float = 3600.0
) -> float:
    """Seconds before attempt number `attempt` + 1: doubling from `base` to `cap`, the upper half by chance.

    `attempt` counts from 1; `chance` gives a number from 0 to 1, as `random.random` does.
    """
    span = min(base * 2.0 ** min(max(attempt - 1, 0), 60), cap)
    return span / 2 + span / 2 * chance()
