"""A report compared with the edition before: what ought to be there and is not may be a part that was lost.

A heading that is gone without a trace leaves the entry's text to the entry before it; the name that the text
goes on speaking of is then one that the edition before lists and this one does not.
"""

import re
from collections import Counter
from typing import Any

from markets.matching import find_decisions
from markets.models import Edition, Listing
from markets.text.keys import name_key

SPOKEN_OF = 2  # times: an entry speaks of others once, and of its own market more often
SHORTEST_MATCHED_NAME = 4  # letters of a name that no other word is likely to be
ENOUGH_LISTINGS = 9  # listings of a kind, of which a share says something
LEAST_SHARE = 1 / 3
"""Of the markets that an edition lists, the next one has listed 45 of 100 at the least, in sixteen editions."""


def find_breaks(parsed: dict[str, Any]) -> list[str]:
    """Plain sentences about a reading (the JSON of `parse`); none where no earlier edition is public."""
    before = Edition.objects.public().filter(year__lt=parsed["edition"]["year"]).order_by("-year").first()
    if before is None:
        return []
    listed = list(Listing.objects.public().filter(edition=before).order_by("pk"))
    rows = parsed["listings"]
    names = {name_key(row["name"]) for row in rows}
    decided = find_decisions((row["name"], row["kind"]) for row in rows)
    markets = {decision.market_id for each in decided.values() for decision in each}
    gone = [
        each for each in listed if name_key(each.printed_name) not in names and each.market_id not in markets
    ]
    return [*_few_again(before, listed, gone), *_spoken_of(before, gone, rows)]


def _few_again(before: Edition, listed: list[Listing], gone: list[Listing]) -> list[str]:
    doubts = []
    lost = Counter(each.kind for each in gone)
    for kind, count in sorted(Counter(each.kind for each in listed).items()):
        again = count - lost[kind]
        if count >= ENOUGH_LISTINGS and again < count * LEAST_SHARE:
            doubts.append(
                f"Of the {count} {kind} markets of the {before.year} List in this record, this report lists {again}. "
                "A part of it may be missing."
            )
    return doubts


def _spoken_of(before: Edition, gone: list[Listing], rows: list[dict[str, Any]]) -> list[str]:
    doubts = []
    texts = [(row, row["text"].casefold()) for row in rows]
    for each in gone:
        plain = each.printed_name.casefold()
        if len(name_key(plain)) < SHORTEST_MATCHED_NAME:
            continue
        name = re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)")
        for row, text in texts:
            times = len(name.findall(text)) if plain in text else 0
            if times >= SPOKEN_OF:
                doubts.append(
                    f"Page {row['page']}: the entry on {row['name']} names {each.printed_name} {times} times. "
                    f"The {before.year} List lists it and this report does not. Its heading may be missing."
                )
    return doubts
