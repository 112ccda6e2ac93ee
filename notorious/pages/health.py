"""Whether this process lives, and whether it can make pages: two questions of a supervisor and of a balancer."""

from celery import current_app
from django.db import Error
from django.db.models import Max
from django.http import HttpRequest, HttpResponse

from markets.models import DataVersion, Source


def check_liveness(request: HttpRequest) -> HttpResponse:
    """Ask nothing of the database, so that a web server outlives the database's restart."""
    return _answer_plain("ok\n")


def check_readiness(request: HttpRequest) -> HttpResponse:
    """Return whether pages can be made here: 503 where the database, or its tables, are away.

    Readers need no broker: that it is away is said, and no reason to send them elsewhere.
    """
    try:
        version = DataVersion.current().label
        seen = Source.objects.aggregate(last=Max("last_seen_at"))["last"]
    except Error:
        return _answer_plain("database: away\n", status=503)
    last = f"{seen:%Y-%m-%d %H:%M} UTC" if seen else "never"
    broker = "ok" if _broker_answers() else "away; what is asked for is kept, and done when it is back"
    return _answer_plain(
        f"database: ok, data version {version}\nbroker: {broker}\na source was last seen: {last}\n"
    )


def _broker_answers() -> bool:
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except Exception:  # noqa: BLE001 - whatever the broker's client raises, it is away
        return False
    return True


def _answer_plain(text: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)
