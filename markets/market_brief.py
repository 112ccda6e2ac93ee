"""One market through the editions, in plain sentences."""

from __future__ import annotations

from markets.cells import ListingHistory
from markets.runs import Status
from markets.sentences import LinkedSentence, Part, cardinal, editions, listed, ordinal, sentence


def describe_market(row: ListingHistory) -> tuple[LinkedSentence, ...]:
    """One market through the editions."""
    name = row.market.name
    here = f"/markets/{row.market.slug}/#editions"
    if not row.runs:
        return (
            sentence(f"{name} is addressed by USTR, and ", Part("no edition is known to list it", here), "."),
        )
    last = row.runs[-1]
    off = row.editions_absent(last.first)
    back = Part(f"listed again in {last.first}", f"/editions/{last.first}/{row.market.slug}/")
    after = [Part("; it was "), back, Part(f" after {editions(off)} off it")] if off else []
    length = f"{'' if last.since_known else 'at least '}the {ordinal(last.editions)}"
    if last.current:
        if last.editions == 1 and not last.since_known:
            first = sentence(Part(f"{name} is on the latest List, that of {last.last}", here), after, ".")
        else:
            first = sentence(
                Part(f"{name} is on the latest List, that of {last.last}", here), f", for {length} edition in a row",
                after, ".",
            )  # fmt: skip
    else:
        following = row.years[row.years.index(last.last) + 1]
        then = (
            f"it is not listed in {following}"
            if last.ended
            else f"whether the {following} edition lists it is unknown"
        )
        first = sentence(Part(f"{name} was last known to be listed in {last.last}", here), f"; {then}", ".")
    return (first, *_say_total(row, here))


def _say_total(row: ListingHistory, here: str) -> list[LinkedSentence]:
    statuses = list(row.statuses.values())
    count, off = len(row.listed_years), statuses.count(Status.NOT_LISTED)
    unknown, outside = statuses.count(Status.UNKNOWN), statuses.count(Status.OUT_OF_SCOPE)
    rest = [
        *([f"{cardinal(off)} {_are(off)} known not to"] if off else []),
        *([f"for {cardinal(unknown)} it is unknown"] if unknown else []),
        *([f"{cardinal(outside)} {'does' if outside == 1 else 'do'} not cover its kind"] if outside else []),
    ]
    ending = f"{', ' + ', '.join(rest[:-1]) if rest[:-1] else ''}{f' and {rest[-1]}' if rest else ''}."
    return [
        sentence(
            f"Of {cardinal(len(row.years))} editions, ",
            Part(f"{cardinal(count)} {_are(count)} known to list it", here),
            ending,
        )
    ]


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def describe_edition(row: ListingHistory, year: int) -> tuple[LinkedSentence, ...]:
    """What one edition says of the market, and the editions around it."""
    name, status = row.market.name, row.cell(year).status
    if status is Status.UNKNOWN:
        return (
            sentence(
                f"Whether the {year} edition lists {name} is unknown: this record does not hold all of it."
            ),
            *_say_neighbors(row, year),
        )
    if status is Status.OUT_OF_SCOPE:
        return (
            sentence(f"The {year} edition does not cover {row.market.kind} markets: {name} is out of scope."),
        )
    if status is not Status.LISTED:
        return (sentence(f"{name} is not listed in the {year} edition."), *_say_neighbors(row, year))
    length = row.run_at(year)
    run = next(run for run in row.runs if run.first <= year <= run.last)
    least = "" if run.since_known else "at least "
    off = row.editions_absent(run.first)
    back = f"; it was listed again in {run.first} after {editions(off)} off it" if off else ""
    if length == 1 and off:
        return (sentence(f"{name} is listed again, after {editions(off)} off the List."),)
    if length == 1 and not run.since_known:
        return (sentence(f"{name} is listed; whether the edition before lists it is unknown."),)
    if length == 1 and year == row.years[0]:
        return (sentence(f"{name} is listed in this edition, the first of this record."),)
    if length == 1:
        return (sentence(f"{name} is listed, and was not in the edition before."),)
    return (sentence(f"{name} is listed for {least}the {ordinal(length)} edition in a row{back}."),)


def _say_neighbors(row: ListingHistory, year: int) -> list[LinkedSentence]:
    """The nearest editions known to list it."""
    before = [each for each in row.listed_years if each < year]
    after = [each for each in row.listed_years if each > year]
    parts = []
    if before:
        parts.append(
            Part(f"last listed before that in {before[-1]}", f"/editions/{before[-1]}/{row.market.slug}/")
        )
    if after:
        parts.append(Part(f"next listed in {after[0]}", f"/editions/{after[0]}/{row.market.slug}/"))
    if not parts:
        return []
    return [sentence("As far as is known it was ", listed(parts), ".")]
