"""From draft to public and back: in one transaction, so that readers see the old or the new and nothing between."""

import datetime
import re

import pghistory
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from markets.advisory_lock import lock_edition
from markets.curation.edition_facts import write_edition_facts
from markets.curation.lost_domains import give_up_domains, keep_chosen_domains
from markets.curation.redrafting import REVIEW, find_redraftable, restore_draft
from markets.curation.refusal import Refusal, action, ask_others
from markets.curation.report_citation import carry_counts, cite_report, state_completeness
from markets.models import (
    BackfillResult,
    DataVersion,
    Edition,
    Evidence,
    Listing,
    Reading,
    Recommendation,
    Stage,
    TextMode,
)
from markets.proposals import propose_links
from markets.text.counts import format_count

PUBLISH_EDITION = "markets.publish_edition"

# What a confirmed recommendation takes from the report, and gives back when that is withdrawn.
OVERWRITTEN_FIELDS = (
    "text",
    "page",
    "start",
    "end",
    "text_mode",
    "evidence",
    "stage",
    "listing_id",
    "snapshot_id",
)


@action(PUBLISH_EDITION)
def accept_problems(reading: Reading, *, reason: str, by: User) -> None:
    """Record that the problems of a report were checked and why they do not block publishing."""
    if not reason.strip():
        raise Refusal("Give a reason for publishing despite these problems.")
    reading.accepted_at, reading.accepted_by, reading.accepted_reason = timezone.now(), by, reason.strip()
    reading.save(update_fields=["accepted_at", "accepted_by", "accepted_reason"])


def find_obstacle(reading: Reading | None, by: User | None = None) -> str:
    """Say in one sentence what blocks publishing a draft, by this person if one is named; empty if nothing does."""
    if reading is None:
        return "There is nothing to publish: the edition has no draft."
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT)
    if not rows:
        return "There is nothing to publish: every row of the draft was excluded."
    unmatched = list(rows.filter(market__isnull=True).values_list("printed_name", flat=True))
    if unmatched:
        named = ", ".join(unmatched[:5]) + (" …" if unmatched[5:] else "")
        count = "1 listing has" if len(unmatched) == 1 else f"{len(unmatched)} listings have"
        return f"{count} no market yet: {named}."
    seen: dict[int, str] = {}
    for market, name in rows.values_list("market_id", "printed_name"):
        if market in seen:
            return f"Two listings of the draft are matched to one market: {seen[market]} and {name}."
        seen[market] = name
    if reading.problems and reading.accepted_at is None:
        count, first = format_count(len(reading.problems), "problem"), reading.problems[0]
        return f"The checks found {count}. Give a reason for publishing despite the first: {first}"
    for copy in BackfillResult.objects.filter(reading__snapshot=reading.snapshot_id):
        if copy.copy_host:
            return (
                f"The report is a copy from {copy.copy_host}. On the page of the back-fill, an editor confirms "
                "that it is USTR's report."
            )
    return _find_missing_review(rows, by)


def _find_missing_review(rows: QuerySet[Listing], by: User | None) -> str:
    """Return every row needs a review by somebody other than the publisher."""
    alone = rows.filter(reviewed_by__isnull=True) | rows.filter(reviewed_by=by)
    count = alone.count()
    if not count:
        return ""
    what = "1 listing has" if count == 1 else f"{count} listings have"
    ask = ask_others(REVIEW, {by.pk}) if by else "Ask another curator or editor."
    return f"{what} not been reviewed by a second person. {ask}"


@action(PUBLISH_EDITION, public=True)
def publish_edition(edition: Edition, *, by: User) -> Edition:
    """Publish the draft of an edition. What was public stays in the history and can be restored."""
    lock_edition(edition.year)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    reading = Reading.objects.select_for_update().filter(edition=edition, state=Reading.State.DRAFTED).first()
    if reading is None and edition.published_at is None:
        if edition.listings.filter(stage=Stage.PUBLISHED):
            return _make_public(edition, by)  # it was withdrawn, and comes back as it was
        if reading := find_redraftable(edition):
            restore_draft(reading)
    obstacle = find_obstacle(reading, by)
    if reading is None or obstacle:
        raise Refusal(obstacle)
    swap_in_draft(edition, reading)
    edition = _make_public(edition, by)
    state_completeness(edition, cite_report(edition, reading))
    return edition


def swap_in_draft(edition: Edition, reading: Reading) -> None:
    """Put the draft in place of what is public of the edition. The caller saves the edition."""
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT)
    domains = keep_chosen_domains(edition, reading)
    left_alone = Listing.objects.filter(reading=reading, stage=Stage.WITHDRAWN, market__isnull=False).values(
        "market_id"
    )
    public = Listing.objects.filter(edition=edition, stage=Stage.PUBLISHED)
    public.exclude(pk__in=reading.kept).exclude(market__in=left_alone).update(
        stage=Stage.SUPERSEDED, superseded_by=reading
    )
    public.filter(market__in=rows.values("market_id")).update(stage=Stage.SUPERSEDED, superseded_by=reading)
    facts = write_edition_facts(edition, reading)
    reading.replaced = {"edition": facts, "recommendations": {}, "domains": domains}
    for listing in rows.select_related("market").order_by("ordinal"):
        listing.stage = Stage.PUBLISHED
        listing.save(update_fields=["stage"])
        _publish_recommendations(listing, reading)
    # A recommendation of an earlier reading that this one lacks is in no report now.
    _of_superseded(reading, Stage.PUBLISHED).update(stage=Stage.SUPERSEDED)
    reading.state = Reading.State.PUBLISHED
    reading.save(update_fields=["state", "replaced"])
    carry_counts(reading)


def _make_public(edition: Edition, by: User) -> Edition:
    edition.published_at, edition.published_by = timezone.now(), by
    edition.save()
    DataVersion.advance()
    for later in filter(None, (edition, edition.after)):
        propose_links(later)  # a curator decides each
    return edition


def _of_superseded(reading: Reading, stage: Stage) -> QuerySet[Recommendation]:
    """Recommendations read in a report, of listings that the publication of `reading` superseded."""
    return Recommendation.objects.filter(
        listing__superseded_by=reading, evidence=Evidence.OFFICIAL, confirms=None, stage=stage
    )


def _publish_recommendations(listing: Listing, reading: Reading) -> None:
    """Give each its permanent id; one that confirms a recommendation we hold lends it its exact words."""
    for draft in listing.recommendations.filter(stage=Stage.DRAFT).order_by("ordinal"):
        if draft.confirms is None:
            draft.public_id, draft.stage = draft.public_id or find_next_id(draft), Stage.PUBLISHED
            draft.ordinal = int(draft.public_id.rpartition("R")[2])
            draft.save(update_fields=["public_id", "stage", "ordinal"])
            continue
        confirmed = draft.confirms
        reading.replaced["recommendations"][confirmed.public_id] = {
            name: getattr(confirmed, name) for name in OVERWRITTEN_FIELDS
        }
        confirmed.text, confirmed.page, confirmed.start, confirmed.end = (
            draft.text,
            draft.page,
            draft.start,
            draft.end,
        )
        confirmed.text_mode, confirmed.evidence, confirmed.stage = (
            TextMode.VERBATIM,
            Evidence.OFFICIAL,
            Stage.PUBLISHED,
        )
        confirmed.listing, confirmed.snapshot = listing, reading.snapshot
        confirmed.save()
        draft.stage = Stage.SUPERSEDED
        draft.save(update_fields=["stage"])


def find_next_id(asked: Recommendation) -> str:
    """`2017-R8`, `2017-WX-C1`: the next number that was never given, whatever became of the others."""
    letter = "C" if asked.kind == Recommendation.Kind.CRITICISM else "R"
    code = asked.market.id_code if asked.market else ""
    prefix = f"{asked.edition.year}-{code}-" if code else f"{asked.edition.year}-"
    given = Recommendation.objects.filter(public_id__regex=rf"^{re.escape(prefix)}{letter}\d+$")
    numbers = [int((each.public_id or "").rpartition(letter)[2]) for each in given]
    return f"{prefix}{letter}{max(numbers, default=0) + 1}"


@action(PUBLISH_EDITION, public=True)
def withdraw_edition(edition: Edition, *, reason: str, by: User) -> Edition:
    """Undo the last publication of an edition and restore the previous version, if there was one."""
    lock_edition(edition.year)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not reason.strip():
        raise Refusal("Give a reason for withdrawing the edition.")
    reading = _in_force(edition)
    pghistory.context(reason=reason.strip())
    if reading is None:
        if edition.published_at is None:
            raise Refusal(f"The {edition} is not public.")
        edition.published_at = edition.published_by = None
        edition.save(update_fields=["published_at", "published_by"])
        DataVersion.advance()
        return edition
    _give_back(edition, reading, reason.strip())
    if not Listing.objects.filter(edition=edition, stage=Stage.PUBLISHED).exists():
        edition.published_at = edition.published_by = None
    edition.save()
    DataVersion.advance()
    return edition


def _in_force(edition: Edition) -> Reading | None:
    """Return the reading that is public now: the one whose listings are."""
    published = Listing.objects.filter(
        edition=edition, stage=Stage.PUBLISHED, reading__state=Reading.State.PUBLISHED
    )
    newest = published.order_by("-reading_id").values_list("reading_id", flat=True).first()
    return Reading.objects.select_for_update().get(pk=newest) if newest else None


def _give_back(edition: Edition, reading: Reading, reason: str) -> None:
    """Undo what the publication of `reading` did, row by row."""
    Listing.objects.filter(reading=reading, stage=Stage.PUBLISHED).update(stage=Stage.WITHDRAWN)
    _of_superseded(reading, Stage.SUPERSEDED).update(stage=Stage.PUBLISHED)
    reading.supersedes.filter(stage=Stage.SUPERSEDED).update(stage=Stage.PUBLISHED, superseded_by=None)
    Recommendation.objects.filter(listing__reading=reading, confirms=None, stage=Stage.PUBLISHED).update(
        stage=Stage.WITHDRAWN
    )
    give_up_domains(reading)
    for public_id, old in reading.replaced.get("recommendations", {}).items():
        Recommendation.objects.filter(public_id=public_id).update(**old)
    for name, value in reading.replaced.get("edition", {}).items():
        is_day = value is not None and name == "released_on"
        setattr(edition, name, datetime.date.fromisoformat(value) if is_day else value)
    reading.state, reading.sentence = Reading.State.DISCARDED, f"Withdrawn: {reason}"
    reading.save(update_fields=["state", "sentence"])
