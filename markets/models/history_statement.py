"""What a source says of a market's history on the List."""

import pghistory
import pgtrigger
from django.db import models

from markets.models.edition import Edition
from markets.models.market import Market
from markets.models.record_row import ReferenceRow, reference_history, touches_reference

# Across two tables, so no check constraint can say it.
FIRST_LISTED_IS_FIRST = """
    IF NEW.says = 'first_listed' AND NEW.basis IN ('official', 'secondary') AND NEW.withdrawn_at IS NULL AND EXISTS (
        SELECT 1 FROM markets_listing
        JOIN markets_edition earlier ON earlier.id = markets_listing.edition_id
        JOIN markets_edition stated ON stated.id = NEW.edition_id
        WHERE markets_listing.market_id = NEW.market_id AND earlier.year < stated.year
        AND markets_listing.stage = 'published' AND markets_listing.evidence IN ('official', 'secondary')
    ) THEN
        RAISE EXCEPTION 'an earlier listing of this market is public' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


STATEMENT_HISTORY = reference_history("says", "value", "market_id")


@pghistory.track()
class HistoryStatement(ReferenceRow):
    """`first_listed` and `new` make cells *not listed*; the other two are only shown and checked."""

    class Says(models.TextChoices):
        FIRST_LISTED = "first_listed", "listed for the first time"
        NEW = "new", "not on the previous List"
        IN_A_ROW = "in_a_row", "editions in a row"
        RELISTED_AFTER = "relisted_after", "years off the List before it returned"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="history_statements")
    market = models.ForeignKey(Market, models.PROTECT, related_name="history_statements")
    says = models.CharField(max_length=16, choices=Says.choices)
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["market", "edition"]
        triggers = [
            touches_reference(),
            pgtrigger.Trigger(
                name="first_listed_is_first",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=FIRST_LISTED_IS_FIRST,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "market", "says"], name="a_history_statement_is_recorded_once"
            ),
        ]

    @property
    def words(self) -> str:
        """`2 editions in a row`, `back after 4 years off the List`, or what it says without a number."""
        if self.value and self.says == self.Says.IN_A_ROW:
            return f"{self.value} edition{'s' if self.value > 1 else ''} in a row"
        if self.value and self.says == self.Says.RELISTED_AFTER:
            return f"back after {self.value} year{'s' if self.value > 1 else ''} off the List"
        return self.get_says_display()

    def __str__(self) -> str:
        return f"{self.market}, {self.edition}: {self.get_says_display()}"
