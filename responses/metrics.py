"""What the metrics of the bundled record are called in the register, so that one metric is one series."""

from django.utils.text import capfirst

from markets.tables.columns import spell_word
from responses.claims.register import label_of

METRIC_KEYS = {
    "accounts stopped before opening": "accounts_blocked",
    "arrests after its leads": "arrests",
    "brands cooperating against fakes": "brands_cooperating",
    "brands on its marketplaces": "brands_on_platform",
    "complaints processed": "complaints_processed",
    "infringement cases pursued": "cases",
    "invention patents granted to foreign applicants": "patents",
    "listings at any time": "listings",
    "listings removed": "listings_removed",
    "locations closed after its leads": "locations_closed",
    "merchants": "merchants",
    "most valuable consumer brands on its marketplaces": "most_valuable_brands_share",
    "proactive removals per complaint removal": "proactive_to_complaint_ratio",
    "proactive takedowns before a sale": "proactive_takedowns_before_sale",
    "registered accounts, change": "accounts_registered_change",
    "registered right holders, change": "rights_holders_registered_change",
    "small businesses attending": "small_businesses_attending",
    "staff": "employees",
    "stores closed": "stores_closed",
    "suspect links blocked at once": "links_blocked_at_once",
    "suspected counterfeit orders": "counterfeit_orders_rate",
    "takedown requests handled within 24 hours": "requests_within_24_hours",
    "takedown requests, change": "takedown_requests_change",
    "viewed pages without a counterfeit report": "viewed_pages_share",
}


def find_registered_metric(metric: str) -> str:
    """Return the register's key of a metric; a metric that the register does not know stays in its words."""
    return METRIC_KEYS.get(metric, metric)


def get_metric_key(metric: str) -> str:
    """Return the id of a metric in files and addresses."""
    return spell_word(find_registered_metric(metric))


def get_metric_title(metric: str) -> str:
    """Return what is measured, as a heading."""
    return capfirst(label_of(find_registered_metric(metric)))
