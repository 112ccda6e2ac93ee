"""A row of large figures at the top of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopFigure:
    """A value, what it counts, and where the rows behind it are."""

    value: str
    label: str
    href: str = ""

    @property
    def qualifier(self) -> str:
        """`at least` before a number."""
        return "at least" if self.value.startswith("at least ") else ""

    @property
    def number(self) -> str:
        return self.value.removeprefix("at least ")
