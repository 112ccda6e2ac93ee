"""The curators' actions: each has a name, a person and a transaction, and leaves its trace in the history."""

from markets.curation.links import decide_link, propose_follow_ups
from markets.curation.listings import (
    keep_listing,
    make_market,
    match_listing,
    reject_match,
    review_listing,
    set_listing_aside,
    undo_decision,
)
from markets.curation.merging import merge_markets, split_market, undo_merger, undo_split
from markets.curation.publishing import accept_problems, publish_edition, withdraw_edition
from markets.curation.refusal import Refusal

__all__ = [
    "Refusal",
    "accept_problems",
    "decide_link",
    "keep_listing",
    "make_market",
    "match_listing",
    "merge_markets",
    "reject_match",
    "propose_follow_ups",
    "publish_edition",
    "review_listing",
    "set_listing_aside",
    "split_market",
    "undo_decision",
    "undo_merger",
    "undo_split",
    "withdraw_edition",
]
