"""The client that goes out to the sources, with the project's own lock and manners."""

import functools
import os
from urllib.parse import urlsplit

from django.conf import settings

from markets.advisory_lock import advisory_lock
from markets.ingest.allowed_hosts import api_hosts
from markets.ingest.fetch import Client, HostTurn, Policy

# Where one worker does everything, a source that drips holds up a report that waits to be read, so `make run`
# gives a source half of this.
TOTAL_SECONDS = float(os.environ.get("FETCH_SECONDS") or 120)


@functools.cache
def get_source_client() -> Client:
    """Return one for this process: it remembers each host's robots.txt and last request."""
    rehearsal = settings.REHEARSAL_ORIGINS
    return Client(
        contact=settings.FETCHER_CONTACT,
        turns=HostTurn(functools.partial(advisory_lock, "host"), gap=0.0 if rehearsal else 2.0),
        policy=Policy(trusted=rehearsal),
        apis=api_hosts() | {urlsplit(settings.ARCHIVE_LOOKUP_URL).hostname or ""},
        total=TOTAL_SECONDS,
    )
