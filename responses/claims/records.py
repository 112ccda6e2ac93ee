"""What the reader of statements hands over: a proposed claim, frozen, for a curator to accept or refuse."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """One number of a text, with what it measures.

    `value` is the size as printed, never negative: "declined by 25%" is 25 with direction "-"; `signed` puts
    the two together. `value_to` is the upper end of a range ("between 20 and 30 percent").
    `unit` is "percent", "percentage points", "times", "per 10,000 orders", "hours", or what is counted.
    `text[start:end] == quote` and `text[number_start:number_end]` is the figure as printed, in the text given.
    """

    metric: str  # a key of the register, or the noun phrase where the register has none
    known: bool  # whether `metric` is a key of the register
    value: Decimal
    value_to: Decimal | None
    unit: str
    qualifier: str  # exact, about, over, nearly, under
    direction: str  # "+", "-" or "" (a level, not a change)
    period: str  # as printed, "" where the sentence names none
    period_kind: str  # see periods.toml
    base: str  # of what
    comparison: str  # "year on year", or as printed
    said_by: str  # "" where neither the sentence nor its quotation marks attribute it
    quote: str
    start: int
    end: int
    number_start: int
    number_end: int

    @property
    def signed(self) -> Decimal:
        """The value with its direction: a fall is negative."""
        return -self.value if self.direction == "-" else self.value
