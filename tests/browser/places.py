"""What is looked at: an address for every kind of page, public and of the desk."""

from django.db.models import Count
from django.urls import reverse

from markets.models import (
    Citation,
    DiscoveredDocument,
    Edition,
    Job,
    Listing,
    Market,
    ProposedChange,
    Reading,
    Recommendation,
    Snapshot,
    Source,
)
from notorious.reply.models import Reply
from responses.models import Assessment, Filing, Party, Response, ResponsePoint

PUBLIC = (
    "/", "/editions/", "/editions/2017/", "/editions/2017/changes/", "/compare/2012/2017/",
    "/editions/2017/taobao/", "/editions/2013/taobao/", "/markets/", "/markets/?country=CN&kind=online",
    "/markets/?q=nothing", "/markets/taobao/", "/recommendations/", "/recommendations/2017-R1/", "/responses/",
    "/responses/2018-01-12-alibaba-group-1/", "/claims/", "/parties/", "/parties/alibaba-group/", "/countries/",
    "/countries/cn/", "/categories/", "/harms/", "/issue-focus/", "/charts/", "/charts/listings/",
    "/charts/runs/", "/charts/country/cn/",
    "/charts/issue-focus/", "/embed/charts/listings/", "/embed/markets/",
    "/embed/markets/taobao/", "/embed/recommendations/", "/embed/recommendations/taobao/",
    "/search/", "/search/?q=taobao", "/search/?q=zzyzx",
    "/check/", "/check/?q=pan.baidu.com", "/check/?q=baidu.com", "/check/bulk/", "/calendar/",
    "/nominations/", "/sister-lists/eu/", "/markets/doodstream/",
    "/alerts/", "/reply/", "/reply/published/", "/privacy/",
    "/data/", "/data/in-three-lines/", "/api/", "/feeds/", "/status/", "/corrections/", "/about/",
)  # fmt: skip
REFUSED = {"/nowhere": 404, "/search/?q=%00": 400, "/markets/?kind=rumour": 400}
EMPTY = ("/", "/editions/", "/markets/", "/recommendations/", "/responses/", "/charts/", "/countries/")
"""Pages that look otherwise where nothing is published."""


def of_the_desk() -> dict[str, str]:
    """{name: address} of the admin's pages where people work; the record is loaded and 2025 has a draft."""
    taobao = Market.objects.get(slug="taobao")
    response = Response.objects.get(public_id="2018-01-12-alibaba-group-1")
    unconfirmed = Listing.objects.filter(evidence="unconfirmed", stage="published")[0]
    named = {
        "first page": reverse("admin:index"),
        "queues": reverse("queue"),
        "queue": reverse("queue-of", args=["without_follow_up"]),
        "editions": reverse("admin:markets_edition_changelist"),
        "upload": reverse("admin:markets_snapshot_upload"),
        "listings": reverse("admin:markets_listing_changelist") + "?q=taobao",
        "responses": reverse("admin:responses_response_changelist") + "?q=shopee",
        "enter": reverse("admin:responses_response_enter"),
        "assessment": reverse("admin:responses_assessment_add"),
        "second factor": reverse("second-factor"),
        "unconfirmed": reverse("queue-of", args=["listing-leads"]),
        "confirm": f"{reverse('confirm')}?row={unconfirmed.pk}",
        "confirm by CSV": reverse("confirm-csv"),
        "new listing": reverse("new-listing") + "?edition=2014",
        "follow-up": reverse("follow-up", args=["2017-R3"]),
        **{
            name: reverse("queue-of", args=[name])
            for name in ("changes", "finds", "replies", "readings", "names", "points", "links", "assessments")
        },
        "audit log": reverse("audit"),
        "acts of one person": reverse("audit") + "?person=cora",
        "rights": reverse("rights"),
        "digest": reverse("digest"),
        "who gets in": reverse("people"),
        "back-fill": reverse("admin:markets_backfill"),
        "citations": reverse("admin:markets_citation_changelist"),
        "other names": reverse("admin:markets_marketalias_changelist"),
        "EU listings": reverse("admin:markets_watchlistentry_changelist"),
        "filings": reverse("admin:responses_filing_changelist"),
        "proposed changes": reverse("admin:markets_proposedchange_changelist"),
        "discovered documents": reverse("admin:markets_discovereddocument_changelist"),
        "sources": reverse("admin:markets_source_changelist"),
        "jobs": reverse("admin:markets_job_changelist"),
        "reply list": reverse("admin:notorious_reply_changelist"),
        "assessments of the desk": reverse("admin:responses_assessment_changelist"),
        "new absence": reverse("admin:markets_absence_add"),
        "new correction notice": reverse("admin:notorious_correctionnotice_add"),
    }
    edition = Edition.objects.get(year=2025)
    rows = {
        "edition": ("admin:markets_edition_change", edition),
        "edition desk": ("admin:markets_edition_desk", edition),
        "public edition desk": ("admin:markets_edition_desk", Edition.objects.get(year=2017)),
        "proposed change": ("admin:markets_proposedchange_change", ProposedChange.objects.first()),
        "reply of a reader": ("admin:notorious_reply_change", Reply.objects.first()),
        "discovered document": (
            "admin:markets_discovereddocument_change",
            DiscoveredDocument.objects.first(),
        ),
        "source": ("admin:markets_source_change", Source.objects.first()),
        "refused reading": ("admin:markets_reading_change", Reading.objects.filter(state="refused").first()),
        "job": ("admin:markets_job_change", Job.objects.first()),
        "signed assessment": ("admin:responses_assessment_change", Assessment.objects.first()),
        "merge or split": ("admin:markets_market_part", taobao),
        "recommendation": ("admin:markets_recommendation_change", Recommendation.objects.first()),
        "market": ("admin:markets_market_change", taobao),
        "listing": ("admin:markets_listing_change", Listing.objects.filter(market=taobao).first()),
        "snapshot": ("admin:markets_snapshot_change", Snapshot.objects.first()),
        "citation": ("admin:markets_citation_change", Citation.objects.filter(kind="press").first()),
        "filing": ("admin:responses_filing_change", Filing.objects.filter(complete="whole").first()),
        "party": ("admin:responses_party_change", Party.objects.get(slug="alibaba-group")),
        "response": ("admin:responses_response_change", _short()),
        "response desk": ("admin:responses_response_desk", response),
        "history": ("admin:responses_response_history", response),
    }
    return named | {name: reverse(way, args=[row.pk]) for name, (way, row) in rows.items() if row}


def _short() -> Response:
    """A response with one point that has claims and answers: the form of nine says the same nine times."""
    points = ResponsePoint.objects.filter(claims__isnull=False, answers__isnull=False)
    one = Response.objects.annotate(points_=Count("points")).filter(points_=1, points__in=points)
    return one.order_by("pk")[0]
