"""Recording what a later edition does with a recommendation: everything that one needs on one page."""

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from markets.admin.acts import get_posted_row
from markets.admin.queue_places import lead_on
from markets.admin.rules import get_person, run_act
from markets.curation.links import ask_second_person, decide_link, propose_follow_up
from markets.models import Edition, FollowUp, Listing, Recommendation, RecommendationLink
from markets.proposals import compute_similarity, guess_follow_up
from responses.models import Answer


class RecommendationField(forms.ModelChoiceField):
    """Recommendations with the beginning of their text."""

    def label_from_instance(self, obj: Recommendation) -> str:
        return f"{obj}: {obj.text[:100]}"


class FollowUpForm(forms.Form):
    """The later recommendation, most similar first, what it does, and where the edition shows it."""

    later = RecommendationField(
        Recommendation.objects.none(),
        required=False,
        label="Later recommendation",
        empty_label="none: nothing in this edition takes it up",
    )
    follow_up = forms.ChoiceField(choices=[("", "choose …"), *FollowUp.choices], label="Follow-up")
    note = forms.CharField(
        label="Evidence",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="Where this edition shows it: a page, or a short quotation from the text on this page.",
    )


@permission_required("markets.review_listing", raise_exception=True)
def show_follow_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/admin/follow-up/2017-R3/`, with `?edition=2020` for another edition than the next."""
    asked = get_object_or_404(
        Recommendation.objects.public().select_related("edition", "market__merged_into"), public_id=public_id
    )
    later = Edition.objects.public().filter(year__gt=asked.edition.year).order_by("year")
    chosen = request.GET.get("edition", "")
    edition = later.filter(year=chosen).first() if chosen.isdigit() else later.first()
    candidates = find_takers(asked, edition)
    form = make_form(request, asked, candidates)
    if request.method == "POST" and "decide" in request.POST:
        _decide(request, asked)
        return lead_on(request, if_done=True) or HttpResponseRedirect(request.get_full_path())
    if request.method == "POST" and edition is not None and form.is_valid():
        values = form.cleaned_data
        second = ask_second_person(get_person(request))
        done = f"The follow-up of {asked} in the {edition} is proposed. A second person decides. {second}"
        if run_act(
            request, done, propose_follow_up, asked, edition,
            values["later"], values["follow_up"], values["note"],
        ):  # fmt: skip
            return lead_on(request) or HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "title": f"Follow-up of {asked}",
        "asked": asked,
        "edition": edition,
        "later": later,
        "entry": find_entry(asked, edition),
        "candidates": candidates,
        "answers": Answer.objects.filter(recommendation=asked, withdrawn_at__isnull=True)
        .select_related("point__response__party")
        .order_by("pk"),
        "links": RecommendationLink.objects.filter(earlier=asked)
        .select_related("later", "edition", "decided_by")
        .order_by("edition__year"),
        "form": form,
    }
    return TemplateResponse(request, "admin/responses/follow_up.html", context)


def _decide(request: HttpRequest, asked: Recommendation) -> None:
    """Accept or reject the proposed follow-up whose button was pressed: `accept:17`."""
    verb, _, key = request.POST["decide"].partition(":")
    link = get_posted_row(RecommendationLink, key, earlier=asked)
    accept = verb == "accept"
    run_act(request, f"{'Accepted' if accept else 'Rejected'}: {link}.", decide_link, link, accept)


def make_form(request: HttpRequest, asked: Recommendation, candidates: list[Recommendation]) -> FollowUpForm:
    """Return the form with the most similar recommendation and a guess filled in."""
    best = candidates[0] if candidates else None
    likely = best is not None and compute_similarity(asked.text, best.text) >= 0.33
    initial = (
        {"later": best.pk, "follow_up": guess_follow_up(asked.text, best.text)} if best and likely else {}
    )
    form = FollowUpForm(request.POST or None, initial=initial)
    field = form.fields["later"]
    field.queryset = Recommendation.objects.filter(pk__in=[each.pk for each in candidates])  # type: ignore[attr-defined]
    return form


def find_takers(asked: Recommendation, edition: Edition | None) -> list[Recommendation]:
    """Return the recommendations of an edition to the same market, most similar first."""
    if edition is None or asked.market is None:
        return []
    rows = Recommendation.objects.public().filter(market__in=asked.market.canonical.members, edition=edition)
    return sorted(rows, key=lambda each: -compute_similarity(asked.text, each.text))


def find_entry(asked: Recommendation, edition: Edition | None) -> Listing | None:
    """Return the entry of the market in an edition."""
    if edition is None or asked.market is None:
        return None
    members = asked.market.canonical.members
    return Listing.objects.public().filter(market__in=members, edition=edition).first()
