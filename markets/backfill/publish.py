"""Publishes the back-filled editions that leave nothing to decide, in the names of an editor and a reviewer."""

from django.contrib.auth.models import User
from django.db import transaction

from markets.backfill.figures import is_clean
from markets.backfill.result import BackfillResult
from markets.curation.listings import review_listing
from markets.curation.publishing import publish_edition
from markets.models import Edition, Listing, Reading, Stage


class NotTwoPeople(Exception):
    """The editor and the reviewer are not two people who may do this."""


def find_people(editor: str, reviewer: str) -> tuple[User, User]:
    """Return both accounts. Raises NotTwoPeople with a sentence that names what is missing."""
    if not editor or not reviewer:
        raise NotTwoPeople("Name both: --editor NAME and --reviewer NAME.")
    if editor == reviewer:
        raise NotTwoPeople(f"The editor and the reviewer must be two people, and both are {editor}.")
    found = {
        user.username: user for user in User.objects.filter(username__in=(editor, reviewer), is_active=True)
    }
    for name, role, right in (
        (editor, "editor", "markets.publish_edition"),
        (reviewer, "curator", "markets.review_listing"),
    ):
        if name not in found:
            raise NotTwoPeople(f"There is no active account named {name}.")
        if not found[name].has_perm(right):
            raise NotTwoPeople(f"{name} may not do this. The account needs the role {role}.")
    return found[editor], found[reviewer]


@transaction.atomic
def review_draft(edition: Edition, *, by: User) -> None:
    """Reviews every row of a draft in the name of one person."""
    for listing in Listing.objects.filter(edition=edition, stage=Stage.DRAFT):
        review_listing(listing, by=by)


def publish_clean_edition(result: BackfillResult, *, editor: User, reviewer: User) -> bool:
    """Publish the draft where it is clean and no copy waits for a confirmation. Returns whether it did."""
    if result.progress != Reading.State.DRAFTED or result.copy_host or not is_clean(result.figures):
        return False
    with transaction.atomic():
        edition = Edition.objects.get(year=result.year)
        review_draft(edition, by=reviewer)
        publish_edition(edition, by=editor)
    result.refresh_from_db()
    return True
