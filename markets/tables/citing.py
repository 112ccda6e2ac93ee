"""The words of a citation: whose publication, which entry, recorded where, in which version."""

from markets.models import Edition

RECORD = "Notorious"
"""The name under which this record is cited."""


def cite_edition(edition: Edition) -> str:
    """`USTR, 2017 Out-of-Cycle Review of Notorious Markets (2018-01-12)`; the year where the title lacks it."""
    said = [edition.released] if edition.released else []
    if str(edition.year) not in edition.title:
        said.insert(0, f"year under review {edition.year}")
    return f"USTR, {edition.title}" + (f" ({', '.join(said)})" if said else "")


def cite_entry(edition: str, printed_name: str, version: str, address: str, what: str = "") -> str:
    """Return one entry of an edition, in the words of `cite_edition`, or `what` we say of it, as recorded here."""
    entry = f"entry “{printed_name}”; as recorded by" if printed_name else f"on which {what}, according to"
    return f"{edition}, {entry} {RECORD}, data version {version}, {address}"


def cite_here(what: str, version: str, address: str) -> str:
    """Something that is ours."""
    return f"{RECORD}, {what}, data version {version}, {address}"
