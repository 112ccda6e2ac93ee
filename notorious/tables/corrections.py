"""The table of corrections: values that changed, rows that were withdrawn, and notices to readers."""

from collections.abc import Iterator
from dataclasses import dataclass

from markets.tables import shared
from markets.tables.columns import Column, Table, Type, columns_of
from markets.tables.scope import Scope, make_permalink
from notorious.models import CorrectionNotice
from notorious.tables.changed import Correction, list_corrections
from notorious.tables.notices import describe_notice


@dataclass(frozen=True)
class CorrectionRecord:
    """A correction; `notice` where an editor explained it in words."""

    scope: Scope
    correction: Correction
    notice: CorrectionNotice | None = None

    @property
    def correction_id(self) -> str:
        if self.notice:
            return f"notice-{self.notice.pk}"
        return f"{self.correction.row_kind}-{self.correction.number}-{self.correction.field}"

    @property
    def concerns(self) -> str:
        return make_permalink(self.notice.concerns) if self.notice and self.notice.concerns else ""


def _records(scope: Scope) -> Iterator[CorrectionRecord]:
    for correction in list_corrections():
        yield CorrectionRecord(scope, correction)
    for notice in CorrectionNotice.objects.public().order_by("pk"):
        yield CorrectionRecord(scope, describe_notice(notice), notice)


CORRECTIONS = Table(
    name="corrections",
    title="Corrections",
    about="One row per public value that was changed, per public row that was withdrawn, and per notice to readers."
    " Citations, nominations and sister lists are covered too.",
    columns=(
        Column("correction_id", Type.ID, "Permanent id of the correction.", "listing-1207-printed_name"),
        Column(
            "corrected_at",
            Type.TIMESTAMP,
            "When it was corrected.",
            "2026-05-04T09:30:00Z",
            # to the second, as a cell has it: the order of a file is that of its cells
            lambda record: record.correction.corrected_at.replace(microsecond=0),
        ),
        *columns_of(
            "correction",
            Column(
                "row_kind",
                Type.ID,
                "What kind of row was corrected; `notice` where an editor explained a mistake in words.",
                "listing",
            ),
            Column("row_id", Type.ID, "Which row.", "2017-taobao"),
            Column("year", Type.INTEGER, "The edition that it is about.", "2017", empty="no single edition"),
            Column("market", Type.ID, "The market that it is about.", "taobao", empty="no single market"),
            Column(
                "field",
                Type.ID,
                "What was corrected; `row` where the whole row was withdrawn, `notice` where an editor explained it.",
                "printed_name",
            ),
            Column("before", Type.TEXT, "The value before.", "Tabao", empty="nothing"),
            Column("after", Type.TEXT, "The value since then.", "Taobao", empty="nothing"),
            Column("reason", Type.TEXT, "Why.", "misprinted here", empty="not noted"),
        ),
        shared.DATA_VERSION,
        Column(
            "concerns",
            Type.URL,
            "The page that a notice concerns.",
            "https://example.org/editions/2017/taobao/",
            empty="no single page, or a value that no notice speaks of",
        ),
        Column(
            "wrong_since",
            Type.DATE,
            "Since when it was wrong.",
            "2026-03-01",
            lambda record: record.notice.wrong_since if record.notice else None,
            empty="not known, or no notice",
        ),
        Column(
            "first_version",
            Type.ID,
            "The first version of the data that carried what was wrong.",
            "v2026.1",
            lambda record: record.notice.first_version if record.notice else "",
            empty="as before",
        ),
        Column(
            "last_version",
            Type.ID,
            "The last one that did.",
            "v2026.3",
            lambda record: record.notice.last_version if record.notice else "",
            empty="as before",
        ),
    ),
    key=("correction_id",),
    records=_records,
    sorted_by=("corrected_at", "correction_id"),
)
