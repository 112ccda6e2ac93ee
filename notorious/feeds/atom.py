"""Atom (RFC 4287): entries with ids that never change, dated by the sources, never by the clock."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from markets.tables.scope import permalink

NAMESPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml; charset=utf-8"
SINCE = "2026-01-01"
"""The day in tag ids (RFC 4151): one on which the site's name was ours."""

# What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `key` is its place in the feed for ever; `updated` the day of its substance."""

    key: str
    title: str
    path: str
    updated: datetime.datetime
    summary: str


def tag(key: str) -> str:
    """`tag:example.org,2026-01-01:editions/2017`"""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{key}"


def at_noon(day: datetime.date) -> datetime.datetime:
    """A moment of a day whose hour nobody knows."""
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def feed(
    key: str, title: str, path: str, entries: Sequence[Entry], since: datetime.datetime, subtitle: str = ""
) -> bytes:
    """The document: the latest first. An empty feed was last changed at `since`."""
    ordered = sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
    _put(root, "id", tag(key))
    _put(root, "title", title)
    if subtitle:
        _put(root, "subtitle", subtitle)
    _put(root, "updated", _moment(max((entry.updated for entry in entries), default=since)))
    ET.SubElement(
        root, "link", {"rel": "self", "type": "application/atom+xml", "href": permalink(f"/feeds/{key}.atom")}
    )
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": permalink(path)})
    _put(ET.SubElement(root, "author"), "name", "Notorious")
    _put(root, "rights", "Our coding is under CC BY 4.0; quotations are their authors'.")
    for entry in ordered:
        element = ET.SubElement(root, "entry")
        _put(element, "id", tag(entry.key))
        _put(element, "title", entry.title)
        _put(element, "updated", _moment(entry.updated))
        ET.SubElement(
            element, "link", {"rel": "alternate", "type": "text/html", "href": permalink(entry.path)}
        )
        _put(element, "summary", entry.summary)
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"
    )


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _moment(when: datetime.datetime) -> str:
    return when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
