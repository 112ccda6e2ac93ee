"""A tombstone: the document was removed for a legal reason, and everything else that is known of it stays."""

import pgtrigger
from django.db import models


class PurgedDocument(models.Model):
    """Which document was removed, when and why. Its hash stays, so that the same bytes do not come back unseen."""

    snapshot = models.OneToOneField(
        "markets.Snapshot", models.PROTECT, related_name="purged", verbose_name="document"
    )
    size = models.PositiveIntegerField(help_text="Of the file that was removed, in bytes.")
    reason = models.TextField()
    purged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_purged_document_has_a_reason")
        ]

    def __str__(self) -> str:
        return str(self.snapshot)
