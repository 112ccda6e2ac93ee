"""What a person did to rows and can undo: who, when and why."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone


class UndoableAct(models.Model):
    """An act that stays as a row; undoing it keeps the row."""

    reason = models.TextField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def undo(self, by: User) -> None:
        """Record who undid it, and when."""
        self.undone_by, self.undone_at = by, timezone.now()
        self.save(update_fields=["undone_by", "undone_at"])
