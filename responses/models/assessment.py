"""What our curator concludes: signed, dated, never changed, and never without evidence."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models

from markets.models.public_data import touches_public_data
from markets.models.recommendation import Recommendation
from markets.models.recommendation import is_public as recommendation_is_public
from markets.models.undoable import UndoableAct

# An assessment and its evidence are written in one transaction; at its end there must be one piece at least.
NEEDS_EVIDENCE = """
    IF EXISTS (SELECT 1 FROM responses_assessment WHERE id = NEW.id)
        AND NOT EXISTS (SELECT 1 FROM responses_assessmentevidence WHERE assessment_id = NEW.id)
    THEN
        RAISE EXCEPTION 'an assessment needs at least one piece of evidence' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


# A check constraint sees one row; who signed is in another.
NOT_WHO_SIGNED = """
    IF (SELECT signed_by_id FROM responses_assessment WHERE id = NEW.assessment_id) = NEW.accepted_by_id THEN
        RAISE EXCEPTION 'whoever signed an assessment may not accept it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Conclusion(models.TextChoices):
    """Our own words, never attributed to others."""

    ADDRESSED = "addressed", "addressed"
    PARTLY = "partly addressed", "partly addressed"
    NOT_ADDRESSED = "not addressed", "not addressed"
    DISPUTED = "disputed", "disputed between the two"
    OPEN = "open", "cannot be said on what we hold"


# Readers may have cited an accepted assessment; until then it is its author's draft.
NEVER_CHANGES_ONCE_ACCEPTED = """
    IF EXISTS (SELECT FROM responses_assessmentacceptance WHERE assessment_id = OLD.{key}) THEN
        RAISE EXCEPTION 'Cannot change an accepted assessment' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


def _keeps_what_was_accepted(key: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="append_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=NEVER_CHANGES_ONCE_ACCEPTED.replace("{key}", key),
    )


PUBLIC_ASSESSMENT = "EXISTS (SELECT FROM responses_assessmentacceptance WHERE assessment_id = {row}.id)"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments that the public sees are those that a second person has accepted."""

    def public(self) -> AssessmentQuerySet:
        withdrawn = AssessmentWithdrawal.objects.filter(undone_at__isnull=True).values("assessment")
        accepted = self.filter(recommendation_is_public("recommendation__"), acceptance__isnull=False)
        return accepted.exclude(pk__in=withdrawn)


@pghistory.track()
class Assessment(models.Model):
    """Its author's draft until it is accepted, then never changed: a later one is kept with it and counts."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="assessments")
    conclusion = models.CharField(max_length=20, choices=Conclusion.choices)
    text = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=120, help_text="The name under which it is published.")
    signed_at = models.DateTimeField(auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "-pk"]
        permissions = [("sign_assessment", "Can sign assessments")]
        triggers = [
            touches_public_data(PUBLIC_ASSESSMENT),
            _keeps_what_was_accepted("id"),
            pgtrigger.Trigger(
                name="needs_evidence",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=NEEDS_EVIDENCE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_conclusion_display()}"


@pghistory.track()
class AssessmentAcceptance(models.Model):
    """A second person accepts an assessment, which is public from then on. Append-only."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="acceptance")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        permissions = [("accept_assessment", "Can accept assessments that another person signed")]
        triggers = [
            touches_public_data("true"),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_who_signed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NOT_WHO_SIGNED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, accepted by {self.accepted_by}"


@pghistory.track()
class AssessmentWithdrawal(UndoableAct):
    """An accepted assessment is no longer public: who said so, when and why. Undoing it keeps the row."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="withdrawals")

    class Meta:
        triggers = [touches_public_data("true")]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(undone_at__isnull=True),
                name="an_assessment_is_withdrawn_once",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_withdrawal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, withdrawn"


@pghistory.track()
class AssessmentEvidence(models.Model):
    """What an assessment rests on: a point of a response, a later recommendation, a snapshot's page, or a source."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    point = models.ForeignKey(
        "responses.ResponsePoint", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    snapshot = models.ForeignKey(
        "markets.Snapshot", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="document"
    )
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    citation = models.TextField(blank=True)

    class Meta:
        triggers = [_keeps_what_was_accepted("assessment_id")]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_something",
                condition=models.Q(point__isnull=False)
                | models.Q(recommendation__isnull=False)
                | models.Q(snapshot__isnull=False)
                | ~models.Q(citation=""),
            )
        ]

    def __str__(self) -> str:
        return self.citation or str(self.point or self.recommendation or self.snapshot)
