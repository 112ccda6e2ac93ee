"""A statement made up for these tests: nobody said it. And how the tests reach the two real ones, where they are."""

from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

MADE_UP = """A made-up statement of a made-up company.

We have answered every concern. The number of takedown requests fell by 25% year on year in 2017.

In fact, 97% of all takedown requests were handled within 24 hours, and our leads led to over 1,000 arrests.

We introduced a programme for small businesses and a hotline that anyone may call.
"""


def seed(name: str) -> str:
    """The text of a seed; skips where the folder beside the clone is absent."""
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"the seed {name} lies beside the clone, not in it, and is not here")
    return path.read_text(encoding="utf-8")
