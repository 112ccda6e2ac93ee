"""Answers as JSON for the API, and as columns for lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markets.tables.scope import Scope, make_permalink
from notorious.check.facts import SisterListFacts
from notorious.check.index import CheckIndex, build_check_index
from notorious.check.lookup import CheckAnswer, CheckCandidate, check_query
from notorious.check.reading import QueryKind
from notorious.tables.state import current_scope, repeatable_read

NO_CONCLUSION = (
    "USTR makes no finding of law, and a market may be missing from the List for many reasons. "
    "Only an exact match is an answer; related and similar markets are not the query."
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checker:
    """The index with the version of the data that it was built from."""

    index: CheckIndex
    scope: Scope

    def check(self, text: str) -> CheckAnswer:
        return check_query(text, self.index)


def open_checker() -> Checker:
    """Return the index of the present data, or of the past state that is shown."""
    with repeatable_read():
        return Checker(build_check_index(), current_scope())


def describe_version(checker: Checker) -> Json:
    """Return what every answer says of itself: the version of the data, its day, and the latest edition."""
    return {
        "data_version": checker.scope.version,
        "data_date": checker.scope.changed_at.date().isoformat(),
        "latest_edition": checker.index.latest or None,
        "note": NO_CONCLUSION,
    }


def make_answer_json(answer: CheckAnswer) -> Json:
    """Return one answer. Its members are described in `notorious/api/match_openapi.py`."""
    query = answer.query
    return {
        "query": query.text,
        "read_as": str(query.kind),
        "host": query.host or None,
        "match": str(answer.level),
        "status": str(answer.status),
        "sentence": answer.sentence,
        "exact": [_make_candidate_json(each) for each in answer.exact],
        "related": [_make_candidate_json(each) for each in answer.related],
        "similar": [_make_candidate_json(each) for each in answer.similar],
        "sister_lists": [_make_entry_json(each) for each in answer.entries],
        "company_url": make_permalink(answer.company_path) if answer.company_path else None,
    }


def _make_candidate_json(candidate: CheckCandidate) -> Json:
    facts = candidate.facts
    return {
        "market": facts.market.slug,
        "name": facts.market.name,
        "kind": facts.market.kind,
        "url": make_permalink(facts.path),
        "score": candidate.score,
        "reason": candidate.reason,
        "status": str(facts.status),
        "sentence": candidate.sentence,
        "listed_in": list(facts.listed_years),
        "printed_in": list(candidate.printed_in),
        "domains": [
            {"domain": each.host, "editions": list(each.years), "official": each.official}
            for each in facts.domains
        ],
        "operators": [
            {
                "name": each.name,
                "url": make_permalink(each.path),
                "from_year": each.from_year,
                "to_year": each.to_year,
            }
            for each in facts.operators
        ],
        "sister_lists": [_make_entry_json(each) for each in facts.sister_lists],
        "sources": [{"text": each.text, "url": each.url or None} for each in facts.sources],
    }


def _make_entry_json(entry: SisterListFacts) -> Json:
    return {
        "list": "eu_watch_list",
        "year": entry.year,
        "printed_name": entry.printed_name,
        "status": entry.status,
    }


COLUMNS = (
    "check_match",
    "check_status",
    "check_answer",
    "check_market",
    "check_listed_in",
    "check_printed_in",
    "check_reason",
    "check_score",
    "check_operators",
    "check_related",
    "check_similar",
    "check_url",
    "check_data_version",
    "check_problem",
)
"""The columns that a list gets. Those of the market are empty unless the match is exact."""


def make_answer_row(answer: CheckAnswer, checker: Checker) -> list[str]:
    """Return the values of `COLUMNS`."""
    exact = answer.exact
    unreadable = answer.query.kind is QueryKind.UNREADABLE
    return [
        str(answer.level),
        str(answer.status),
        "" if unreadable else answer.sentence,
        "; ".join(each.facts.market.name for each in exact),
        "; ".join(_write_years(each.facts.listed_years) for each in exact),
        "; ".join(_write_years(each.printed_in) for each in exact if each.printed_in),
        "; ".join(each.reason for each in exact),
        "; ".join(f"{each.score:.2f}" for each in exact),
        "; ".join(who.name for each in exact for who in each.facts.operators),
        "; ".join(_write_other(each) for each in answer.related),
        "; ".join(_write_other(each) for each in answer.similar),
        " ".join(make_permalink(each.facts.path) for each in exact),
        checker.scope.version,
        answer.query.problem,
    ]


def _write_years(years: Sequence[int]) -> str:
    return ", ".join(map(str, years))


def _write_other(candidate: CheckCandidate) -> str:
    return f"{candidate.facts.market.name} ({candidate.reason}; {candidate.score:.2f})"
