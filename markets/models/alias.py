"""Other names of a market, and its numbers in other registers."""

import pghistory
from django.db import models

from markets.models.market import Market
from markets.models.record_row import ReferenceRow, reference_history, touches_reference


class IdentifierScheme(models.TextChoices):
    """The registers that identify a market or a party."""

    WIKIDATA = "wikidata", "Wikidata item"
    TICKER = "ticker", "stock ticker"
    WEBSITE = "website", "website"


ALIAS_HISTORY = reference_history(
    *("name", "script", "kind"),
    edition="",
    parent="market_id",
    row_id=lambda past, parent: f"{parent}-{past.name}",
)
IDENTIFIER_HISTORY = reference_history(
    *("scheme", "value"),
    edition="",
    parent="market_id",
    row_id=lambda past, parent: f"{parent}-{past.scheme}-{past.value}",
)


@pghistory.track()
class MarketAlias(ReferenceRow):
    """A name that a source gives for a market, beside those that USTR printed."""

    class Kind(models.TextChoices):
        NATIVE_NAME = "native_name", "native name"
        ENGLISH_NAME = "english_name", "English name"
        FORMER_NAME = "former_name", "former name"
        COMPANY_NAME = "company_name", "company name"
        DOMAIN_FAMILY = "domain_family", "domain"

    market = models.ForeignKey(Market, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    script = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)

    class Meta:
        ordering = ["market", "kind", "name"]
        verbose_name_plural = "market aliases"
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(fields=["market", "name"], name="an_alias_is_recorded_once"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MarketIdentifier(ReferenceRow):
    """A market's number or address in another register."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=IdentifierScheme.choices)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["market", "scheme", "value"]
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "scheme", "value"], name="a_market_identifier_is_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
