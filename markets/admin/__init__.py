"""The curators' desk for what USTR published. Importing the modules registers them with the admin."""

from markets.admin import (
    backfill,
    desk,
    documents,
    editions,
    identities,
    proposed_changes,
    recommendations,
    reference,
    watching,
)
