"""One market through the editions, in plain sentences."""

from collections.abc import Sequence

from markets.cells import ListingHistory
from markets.changes import Change
from markets.runs import Status
from markets.sentences import (
    LinkedSentence,
    Part,
    count_editions,
    join_parts,
    write_cardinal,
    write_ordinal,
    write_sentence,
)

CATEGORY_NOUNS = {
    "BitTorrent": "BitTorrent site",
    "IPTV": "IPTV service",
    "advertising network": "advertising network",
    "circumvention devices": "seller of circumvention devices",
    "cyberlocker": "cyberlocker",
    "domain registrar": "domain registrar",
    "e-commerce": "e-commerce platform",
    "free trade zone": "free trade zone",
    "games": "site for pirated games",
    "hosting provider": "hosting provider",
    "linking and streaming": "linking and streaming site",
    "music download": "music download site",
    "physical market": "physical market",
    "piracy as a service": "piracy-as-a-service provider",
    "pirate library": "pirate library",
    "social media": "social media platform",
    "stream ripping": "stream-ripping site",
}
"""What a market of a category is, in our classification."""


def describe_kind(
    row: ListingHistory, category: str, place: Sequence[Part], operators: Sequence[Part]
) -> LinkedSentence:
    """Return what the market is: `Taobao is an e-commerce platform linked to China, operated by Alibaba Group.`"""
    noun = CATEGORY_NOUNS.get(category, f"{row.market.kind} market")
    article = "an" if noun[0].lower() in "aeiou" else "a"
    where = "in" if row.market.kind == "physical" else "linked to"
    return write_sentence(
        f"{row.market.name} is {article} {noun}",
        [Part(f" {where} "), *join_parts(place)] if place else [],
        [Part(", operated by "), *join_parts(operators)] if operators else [],
        ".",
    )


def describe_market(row: ListingHistory) -> tuple[LinkedSentence, ...]:
    """Return whether it is on the List now and for how long, and how many editions list it."""
    name, here = row.market.name, f"/markets/{row.market.slug}/#history"
    if not row.runs:
        return (
            write_sentence(
                f"USTR writes about {name}, but ", Part("no edition is known to list it", here), "."
            ),
        )
    last = row.runs[-1]
    if last.current:
        length = f"{'' if last.since_known else 'at least '}the {write_ordinal(last.editions)}"
        row_of = f", for {length} edition in a row" if last.editions > 1 or last.since_known else ""
        first = write_sentence("It is on the ", Part(f"{last.last} List", here), row_of, ".")
    else:
        following = row.years[row.years.index(last.last) + 1]
        then = (
            f"The {following} List does not include it"
            if last.ended
            else f"Whether the {following} List includes it is unknown"
        )
        first = write_sentence("It was last listed in ", Part(str(last.last), here), f". {then}.")
    return (first, *_say_return(row), _say_total(row))


def _say_return(row: ListingHistory) -> list[LinkedSentence]:
    last = row.runs[-1]
    off = row.editions_absent(last.first)
    if not off:
        return []
    back = Part(f"relisted in {last.first}", f"/editions/{last.first}/{row.market.slug}/")
    return [write_sentence("It was ", back, f" after {count_editions(off)} off the List.")]


def _say_total(row: ListingHistory) -> LinkedSentence:
    statuses = list(row.statuses.values())
    counts = [
        (len(row.listed_years), "lists it", "list it"),
        (statuses.count(Status.NOT_LISTED), "does not", "do not"),
        (statuses.count(Status.UNKNOWN), "is unknown", "are unknown"),
        (statuses.count(Status.OUT_OF_SCOPE), "does not cover its kind", "do not cover its kind"),
    ]
    said = [
        Part(f"{write_cardinal(count)} {one if count == 1 else many}") for count, one, many in counts if count
    ]
    return write_sentence(f"Of {write_cardinal(len(row.years))} editions, ", join_parts(said), ".")


def describe_edition(row: ListingHistory, year: int) -> tuple[LinkedSentence, ...]:
    """Return what one edition says of the market, and the editions around it."""
    name, status = row.market.name, row.cell(year).status
    if status is Status.UNKNOWN:
        return (
            write_sentence(f"Whether the {year} List includes {name} is unknown: our copy is incomplete."),
            *_say_neighbors(row, year),
        )
    if status is Status.OUT_OF_SCOPE:
        return (
            write_sentence(
                f"The {year} edition does not cover {row.market.kind} markets: {name} is out of scope."
            ),
        )
    if status is not Status.LISTED:
        return (write_sentence(f"{name} is not listed in the {year} edition."), *_say_neighbors(row, year))
    length = row.run_at(year)
    run = next(run for run in row.runs if run.first <= year <= run.last)
    off = row.editions_absent(run.first)
    if length == 1 and off:
        return (write_sentence(f"{name} is relisted, after {count_editions(off)} off the List."),)
    if length == 1 and not run.since_known:
        return (write_sentence(f"{name} is listed. Whether the previous edition lists it is unknown."),)
    if length == 1 and year == row.years[0]:
        return (write_sentence(f"{name} is listed in this edition, the first of this record."),)
    if length == 1 and row.change(year) is Change.FIRST_LISTED:
        return (write_sentence(f"{name} is on the List for the first time."),)
    if length == 1:
        return (write_sentence(f"{name} is listed, and was not in the previous edition."),)
    least = "" if run.since_known else "at least "
    first = write_sentence(f"{name} is listed, for {least}the {write_ordinal(length)} edition in a row.")
    if not off:
        return (first,)
    return first, write_sentence(f"It was relisted in {run.first} after {count_editions(off)} off the List.")


def _say_neighbors(row: ListingHistory, year: int) -> list[LinkedSentence]:
    """Return the nearest editions known to list it."""
    before = [each for each in row.listed_years if each < year]
    after = [each for each in row.listed_years if each > year]
    parts = []
    if before:
        parts.append(
            Part(f"last listed before that in {before[-1]}", f"/editions/{before[-1]}/{row.market.slug}/")
        )
    if after:
        parts.append(Part(f"next listed in {after[0]}", f"/editions/{after[0]}/{row.market.slug}/"))
    return [write_sentence("As far as we know, it was ", join_parts(parts), ".")] if parts else []
