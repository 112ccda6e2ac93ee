"""What all rows of reference tables share: a basis, sources, and a way out of the public."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.db import models

from markets.models.basis import PUBLIC, PUBLIC_SQL, Basis
from markets.models.citation import Citation
from markets.models.history import PublicHistory
from markets.models.public_data import touches_public_data

PUBLIC_ROW = models.Q(withdrawn_at__isnull=True, basis__in=PUBLIC)
PUBLIC_REFERENCE = f"{{row}}.withdrawn_at IS NULL AND {{row}}.basis IN {PUBLIC_SQL}"


class ReferenceQuerySet(models.QuerySet[Any]):
    """The one place that says which reference rows the public sees."""

    def public(self) -> Self:
        return self.filter(PUBLIC_ROW)


def reference_history(*fields: str, **rest: Any) -> PublicHistory:
    """Return what the history of reference rows means to readers; `rest` as in `PublicHistory`."""
    return PublicHistory(
        fields=(*fields, "source"),
        public=PUBLIC_ROW,
        **rest,
    )


def touches_reference() -> pgtrigger.Trigger:
    """Return the trigger of a reference row: a change of its note alone is no change of the data."""
    return touches_public_data(PUBLIC_REFERENCE, ("note",))


class ReferenceRow(models.Model):
    """A fact with its basis and citations. It is withdrawn, never deleted."""

    basis = models.CharField(max_length=20, choices=Basis.choices)
    source = models.TextField(
        blank=True, help_text="For staff: addresses separated by ` ; `, each with a remark in brackets."
    )
    note = models.TextField(
        blank=True, help_text="For staff; never public: what was seen in the source, and where."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    objects: ClassVar[Any] = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
