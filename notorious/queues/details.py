"""What a queue says of its items: what one should read before deciding in the queue itself."""

from markets.admin.proposed_changes import describe_change
from markets.models import ProposedChange, Reading, RecommendationLink
from responses.models import Assessment, ResponsePoint

Detail = list[tuple[str, str]]
"""Label and text."""


def describe_quotation(point: ResponsePoint) -> str:
    """Return the point, how its quotation was checked, and its beginning."""
    return f"{point} ({point.quote_check.replace('_', ' ')}): {point.quote[:120]}"


def describe_reading(reading: Reading) -> str:
    """Return the edition, or else the file, and what is wrong with it."""
    fetches = list(reading.snapshot.fetches.all())
    name = reading.edition or (fetches and fetches[0].file_name) or reading.snapshot
    return f"{name}: {reading.sentence or '; '.join(reading.problems[:1])}"


def list_assessment_details(assessment: Assessment) -> Detail:
    """Return the recommendation, and what is concluded from which evidence."""
    return [
        ("Recommendation", assessment.recommendation.text),
        ("Conclusion", assessment.get_conclusion_display()),
        ("Assessment", assessment.text),
        *(("Evidence", str(each)) for each in assessment.evidence.all()),
    ]


def list_link_details(link: RecommendationLink) -> Detail:
    """Return both recommendations side by side, and what the later edition does with the earlier one."""
    return [
        (f"{link.earlier}, {link.earlier.edition}", link.earlier.text),
        ("Follow-up", link.get_follow_up_display()),
        (f"{link.later or 'Nothing'}, {link.edition}", link.later.text if link.later else "–"),
        *([("Evidence", link.note)] if link.note else []),
    ]


def list_change_details(change: ProposedChange) -> Detail:
    """Return the reason, its source, and each field before and after."""
    return [
        ("Reason", change.reason),
        *([("Source", f"{change.citation}, {change.citation.url}")] if change.citation else []),
        *(
            (str(name), f"{before or 'empty'} → {after or 'empty'}")
            for name, before, after in describe_change(change)
        ),
    ]
