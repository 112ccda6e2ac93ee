"""What a page says to search engines, as schema.org has it: who publishes, where the page is, what the data are."""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from markets.tables.citing import RECORD

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
HTML_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'"}
"""What means something in HTML, as JSON can write it too."""
Json = dict[str, Any]


def describe_publisher() -> Json:
    """Return the organization behind the site."""
    return {
        "@type": "Organization",
        "@id": f"{settings.SITE_URL}/#publisher",
        "name": RECORD,
        "url": settings.SITE_URL,
    }


def describe_crumbs(crumbs: Sequence[tuple[str, str]]) -> Json:
    """Return the way to a page: (name, path) from the home page on."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": f"{settings.SITE_URL}{path}"}
        for place, (name, path) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def describe_dataset(
    path: str,
    version: str,
    changed: datetime.date,
    years: Iterable[int],
    files: Iterable[tuple[str, str, str]],
    description: str,
) -> Json:
    """Return the data as a whole; `files` are (name, path, media type)."""
    covered = list(years)
    made: Json = {
        "@type": "Dataset",
        "@id": f"{settings.SITE_URL}{path}",
        "url": f"{settings.SITE_URL}{path}",
        "name": "Notorious: a record of USTR's Notorious Markets List",
        "description": description,
        "version": version,
        "dateModified": changed.isoformat(),
        "license": CC_BY,
        "isAccessibleForFree": True,
        "creator": describe_publisher(),
        "publisher": describe_publisher(),
        "keywords": ["USTR", "notorious markets", "counterfeiting", "piracy", "Special 301"],
        "spatialCoverage": "World",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": f"{settings.SITE_URL}{address}",
                "encodingFormat": media_type,
                "license": CC_BY,
            }
            for name, address, media_type in files
        ],
    }
    if covered:
        made["temporalCoverage"] = f"{min(covered)}/{max(covered)}"
    return made


def write_json_ld(*things: Mapping[str, Any]) -> SafeString:
    """Return one script element of data. A browser never runs it, and no text can end it."""
    document = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(document, ensure_ascii=False).translate(HTML_SIGNS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - no text can end it
