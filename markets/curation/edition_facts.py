"""What a report prints of its edition, as publishing it writes this to the edition."""

from typing import Any

from markets.ingest.drafting import read_release_date
from markets.models import Edition, Evidence, Reading

COMPLETENESS = ("complete_online", "complete_physical", "complete_source")


def read_edition_facts(edition: Edition, reading: Reading) -> dict[str, Any]:
    """{field: value} that publishing the reading would write to the edition. A fact that is not printed is left out."""
    printed = (reading.parsed or {})["edition"]
    counts = printed["stated_counts"] or {}
    released_on, precision = read_release_date(printed["published"])
    new: dict[str, Any] = {"title": printed["title"]}
    if printed["issue_focus"]:
        new |= {"issue_focus": printed["issue_focus"], "issue_focus_basis": Evidence.OFFICIAL}
    if printed["docket"]:
        new |= {"docket_id": printed["docket"], "docket_basis": Evidence.OFFICIAL}
    if counts:
        new |= {
            "stated_online": counts.get("online"),
            "stated_physical": counts.get("physical"),
            "counts_basis": Evidence.OFFICIAL,
        }
    if released_on and (edition.released_on is None or precision == "day"):
        new |= {"released_on": released_on, "released_precision": precision}
    return new


def write_edition_facts(edition: Edition, reading: Reading) -> dict[str, Any]:
    """Write them to the unsaved edition; return the values that they replace, ready for JSON."""
    new = read_edition_facts(edition, reading)
    old = {name: getattr(edition, name) for name in (*new, *COMPLETENESS)}
    for name, value in new.items():
        setattr(edition, name, value)
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in old.items()}
