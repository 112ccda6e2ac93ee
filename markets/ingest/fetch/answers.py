"""What an answer means: a document, a refusal, or something that may pass."""

from datetime import datetime

from markets.ingest.fetch.exchange import HttpAnswer
from markets.ingest.fetch.outcome import Blocked, Later, NotFetched, Refused
from markets.ingest.fetch.retry import retry_after
from markets.ingest.fetch.sniff import (
    Wanted,
    find_challenge,
    find_contradiction,
    find_unwanted_type,
    is_complete,
    media_type,
    settled_type,
    stated_form,
)

_MAY_PASS = {408, 425, 429}
_MEANINGS = {
    401: "asks for a sign-in (401)",
    403: "is refused to us (403)",
    404: "is not there (404)",
    410: "is gone (410)",
    429: "says that it is asked too often (429)",
    451: "is withheld for legal reasons (451)",
    503: "is not available just now (503)",
}
_ENOUGH_OF_AN_ERROR = 20_000


def refuse_status(answer: HttpAnswer, name: str, now: datetime) -> None:
    """Raise what a status other than 200 means; returns only where a document may follow."""
    status = answer.status
    if status in (200, 203):
        return
    said = f"{name} {_MEANINGS.get(status, f'answered with status {status}')}."
    if status in (403, 429, 503) and (title := _challenge_in_error(answer)):
        raise Blocked(f"{name} answered with a challenge page ({title}) in place of the document ({status}).")
    if status in _MAY_PASS or status >= 500:
        raise Later(said, retry_after(answer.headers.get("retry-after"), now))
    raise Refused(said)


def settle_document(answer: HttpAnswer, name: str, cap: int, wanted: Wanted | None) -> tuple[bytes, str]:
    """Return the body and its settled media type; raises where it is empty, untrue to its type, or a challenge."""
    content = answer.body(cap)
    if not content:
        raise Later(f"{name} answered with an empty document.")
    stated = media_type(answer.headers.get("content-type"))
    other = wanted in ("pdf", "json") or stated_form(stated) in ("pdf", "json", "zip", "ole")
    if title := find_challenge(content, in_place_of_document=other):
        raise Blocked(f"{name} answered with a challenge page ({title}) in place of the document.")
    if untrue := find_contradiction(stated, content) or find_unwanted_type(wanted, content):
        raise Refused(f"{name}: {untrue}.")
    framed = answer.headers.get("content-length", "").isdigit() or "transfer-encoding" in answer.headers
    if not framed and not is_complete(content):
        # without a stated length only the document itself can tell that it ended
        raise Later(f"{name} ended before all of it had come.")
    return content, settled_type(stated, content)


def _challenge_in_error(answer: HttpAnswer) -> str | None:
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        return "cf-mitigated"
    try:
        return find_challenge(answer.body(_ENOUGH_OF_AN_ERROR - 1, cut=True), in_place_of_document=False)
    except NotFetched:
        return None  # the status says enough
