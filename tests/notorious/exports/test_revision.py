"""The revision moves with what the public sees, and with nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, models
from django.utils import timezone

from markets.models import (
    PUBLIC,
    Absence,
    Citation,
    DataVersion,
    Edition,
    Listing,
    Market,
    PrintedName,
    Recommendation,
    RecommendationLink,
)
from markets.models.record_row import ReferenceRow
from markets.tables.scope import Scope
from notorious.models import CorrectionNotice, Reply
from responses.models import (
    Answer,
    Assessment,
    AssessmentAcceptance,
    AssessmentEvidence,
    AssessmentWithdrawal,
    Claim,
    Operation,
    Party,
    Response,
    ResponsePoint,
)

pytestmark = pytest.mark.usefixtures("record")

Make = Callable[[bool], models.Model]


def moved(act: Callable[[], object]) -> bool:
    """Whether an act moves the revision."""
    before = DataVersion.current().revision
    act()
    return DataVersion.current().revision != before


def copy(row: Any, **values: Any) -> Any:
    """A new row like this one."""
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    row._state.adding = True
    row.save()
    return row


def person() -> User:
    return User.objects.get_or_create(username="ada")[0]


def make_market(slug: str, public: bool) -> Market:
    market = Market.objects.create(slug=slug, name=slug, kind="online")
    if public:
        make_listing(True, market)
    return market


def make_listing(public: bool, market: Market | None = None) -> Listing:
    market = market or make_market("of-a-listing", False)
    row = Listing.objects.public().filter(edition__year=2017).first()
    return copy(row, market=market, stage="published" if public else "draft")


def make_printed_name(public: bool) -> PrintedName:
    return PrintedName.objects.create(
        name="Xyz", key="xyz", kind="online", market=make_market("named", public)
    )


def make_response(public: bool) -> Response:
    row = Response.objects.public().first()
    return copy(row, public_id="2017-10-new-1", stage="published" if public else "draft")


def make_point(public: bool) -> ResponsePoint:
    return copy(ResponsePoint.objects.public().first(), response=make_response(public), ordinal=99)


def make_recommendation(public: bool) -> Recommendation:
    row = Recommendation.objects.public().first()
    return copy(row, public_id="2017-NEW-R1", stage="published" if public else "draft", ordinal=77)


def make_link(public: bool) -> RecommendationLink:
    decided: dict[str, Any] = {"decided_by": person(), "decided_at": timezone.now()} if public else {}
    return RecommendationLink.objects.create(
        earlier=make_recommendation(True),
        edition=Edition.objects.get(year=2018),
        follow_up="credited",
        decision="accepted" if public else "proposed",
        **decided,
    )


def make_party(public: bool) -> Party:
    party = Party.objects.create(slug="new", name="New", kind="company")
    if public:
        Operation.objects.create(party=party, market=Market.objects.all()[0], source="a source")
    return party


def make_notice(public: bool) -> CorrectionNotice:
    published: dict[str, Any] = {"published_at": timezone.now(), "published_by": person()} if public else {}
    return CorrectionNotice.objects.create(wrong="a", right="b", **published)


MAKERS: dict[type[models.Model], tuple[Make, str]] = {
    Edition: (
        lambda public: Edition.objects.create(
            year=2030, title="New", published_at=timezone.now() if public else None
        ),
        "title",
    ),
    Listing: (make_listing, "printed_name"),
    Absence: (
        lambda public: copy(
            Absence.objects.public().first(),
            edition=Edition.objects.get(year=2012),
            market=make_market("absent", False),
            basis="secondary" if public else "recalled",
        ),
        "text",
    ),
    Market: (lambda public: make_market("new", public), "name"),
    PrintedName: (make_printed_name, "name"),
    Recommendation: (make_recommendation, "text"),
    RecommendationLink: (make_link, "follow_up"),
    Party: (make_party, "name"),
    Response: (make_response, "title"),
    ResponsePoint: (make_point, "summary"),
    Claim: (lambda public: copy(Claim.objects.public().first(), point=make_point(public)), "unit"),
    Answer: (lambda public: copy(Answer.objects.public().first(), point=make_point(public)), "nominator"),
    CorrectionNotice: (make_notice, "wrong"),
}


@pytest.mark.parametrize("public", [False, True], ids=["draft", "public"])
@pytest.mark.parametrize("model", MAKERS)
def test_a_draft_never_moves_the_revision_and_a_public_row_does(
    model: type[models.Model], public: bool
) -> None:
    make, field = MAKERS[model]
    row = make(public)
    rows = model._default_manager.filter(pk=row.pk)
    assert moved(lambda: rows.update(**{field: "split"})) is public, "a change of a value"
    assert not moved(lambda: rows.update(**{field: "split"})), "the same value"
    if not public or model not in (Market, Party):  # these are public by rows that keep them
        assert moved(row.delete) is public


@pytest.mark.parametrize(
    "model", [model for model in MAKERS if model not in (Claim, Answer, ResponsePoint, RecommendationLink)]
)
def test_a_draft_that_comes_does_not_move_the_revision(model: type[models.Model]) -> None:
    assert not moved(lambda: MAKERS[model][0](False))


@pytest.mark.parametrize("model", [ResponsePoint, Claim, Answer])
def test_what_is_added_to_a_draft_response_does_not_move_the_revision(model: type[models.Model]) -> None:
    row = MAKERS[model][0](False)
    row.delete()
    assert not moved(lambda: copy(row))


@pytest.mark.parametrize("model", [Edition, Listing, Absence, Recommendation, Response, CorrectionNotice])
def test_a_public_row_that_comes_moves_the_revision(model: type[models.Model]) -> None:
    assert moved(lambda: MAKERS[model][0](True))


def test_an_assessment_moves_the_revision_when_it_is_accepted() -> None:
    recommendation = Recommendation.objects.public()[0]
    made = Assessment(
        recommendation=recommendation, conclusion="open", text="Text", signed_by=person(), signed_as="A"
    )
    assert not moved(made.save)
    AssessmentEvidence.objects.create(assessment=made, citation="a source")
    second = User.objects.create(username="bob")
    accepted = AssessmentAcceptance(assessment=made, accepted_by=second)
    assert moved(accepted.save)
    withdrawn = AssessmentWithdrawal(assessment=made, reason="It was wrong.", done_by=second)
    assert moved(withdrawn.save)
    assert moved(lambda: AssessmentWithdrawal.objects.update(undone_by=second, undone_at=timezone.now()))


def test_a_reply_moves_the_revision_while_it_is_published() -> None:
    reply = Reply(kind="statement", sender="A shop", concerns="Taobao", text="We disagree.")
    assert not moved(reply.save)
    now = {"published_at": timezone.now(), "decided_by": person(), "decided_at": timezone.now()}
    assert moved(lambda: Reply.objects.update(state="published", **now))
    assert moved(lambda: Reply.objects.update(state="withdrawn"))


def test_what_readers_never_see_of_a_public_row_does_not_move_the_revision() -> None:
    assert not moved(lambda: Market.objects.filter(slug="taobao").update(note="for curators alone"))
    assert not moved(lambda: Listing.objects.public().update(match_reason="another"))
    assert moved(lambda: Market.objects.filter(slug="taobao").update(note="", name="Tao Bao"))


def test_a_statement_moves_the_revision_once_however_many_rows_it_changes(record: Scope) -> None:
    before = DataVersion.current().revision
    Listing.objects.public().update(printed_name="Another")
    assert DataVersion.current().revision == before + 1


REFERENCE = [Citation, *(model for model in apps.get_models() if issubclass(model, ReferenceRow))]


@pytest.mark.parametrize("model", REFERENCE)
def test_a_reference_row_moves_the_revision_while_it_is_public(model: Any) -> None:
    field = "title" if model is Citation else "source"
    public = {} if model is Citation else {"basis__in": PUBLIC}
    row = model.objects.filter(withdrawn_at__isnull=True, **public).first()
    rows = model.objects.filter(pk=row.pk)
    assert moved(lambda: rows.update(**{field: "another"}))
    assert not moved(lambda: rows.update(**{field: "another"})), "the same value"
    assert moved(lambda: rows.update(withdrawn_at=timezone.now()))
    assert not moved(lambda: rows.update(**{field: "a third"})), "withdrawn"


ALONE = (
    Operation,
    Assessment,
    AssessmentAcceptance,
    AssessmentWithdrawal,
    Reply,
)  # each in a test of its own


def test_every_table_that_moves_the_revision_is_tested() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_revision%'"
        )
        found = {name for (name,) in cursor.fetchall()}
    tested = {model._meta.db_table for model in (*MAKERS, *REFERENCE, *ALONE)}
    assert found == tested
