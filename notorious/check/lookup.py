"""One query against the index: exact, related and similar markets, never mixed."""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markets.text.keys import name_key
from notorious.check.facts import ListStatus, MarketFacts, SisterListFacts
from notorious.check.index import CheckIndex, KnownName, NameRole, strip_legal_form
from notorious.check.known_hosts import HostRole, KnownHost
from notorious.check.reading import (
    QueryKind,
    ReadQuery,
    find_registrable,
    find_suffix,
    read_query,
    split_name_labels,
)

CANDIDATES_SHOWN = 5
LABELS_COMPARED = 6  # labels of a host


class MatchLevel(enum.StrEnum):
    """How a market answers a query. Only an exact one is an answer to “is it on the List?”."""

    EXACT = "exact"
    RELATED = "related"
    SIMILAR = "similar"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CheckCandidate:
    """A market that a query leads to, why, and how surely (0 to 1). `host`: the printed host that the query matches."""

    facts: MarketFacts
    level: MatchLevel
    score: float
    reason: str
    host: str = ""
    printed_in: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """What the record says: of a host that the market's last listing is not known to print, no more than that."""
        facts = self.facts
        if not self.printed_in or facts.listed_years[-1] in self.printed_in:
            return facts.sentence
        last = f"last edition known to print {self.host} is that of {self.printed_in[-1]}."
        if facts.status is ListStatus.LISTED:
            return f"Its market, {facts.market.name}, is on the {facts.listed_years[-1]} List; the {last}"
        return f"Its market is {facts.market.name}. {facts.sentence} The {last}"


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """The answer to one query. `status` is that of the exact market."""

    query: ReadQuery
    status: ListStatus
    sentence: str
    exact: tuple[CheckCandidate, ...] = ()
    related: tuple[CheckCandidate, ...] = ()
    similar: tuple[CheckCandidate, ...] = ()
    entries: tuple[SisterListFacts, ...] = ()
    company_path: str = ""

    @property
    def level(self) -> MatchLevel:
        for level in (MatchLevel.EXACT, MatchLevel.RELATED, MatchLevel.SIMILAR):
            if getattr(self, level):
                return level
        return MatchLevel.NONE


def check_query(text: str, index: CheckIndex) -> CheckAnswer:
    """Look one query up."""
    query = read_query(text)
    if query.kind is QueryKind.UNREADABLE:
        return CheckAnswer(query, ListStatus.UNREADABLE, query.problem)
    exact = _keep_best(_find_exact(query, index))
    known = {each.facts.market.pk for each in exact}
    related = _keep_best(_find_related(query, index), known)
    known |= {each.facts.market.pk for each in related}
    similar = _keep_best(_find_similar(query, index), known)[:CANDIDATES_SHOWN]
    entries = tuple(index.unmatched_entries.get(name_key(query.host) or query.key, ()))
    status, sentence = _conclude(query, index, exact, related or similar)
    company = index.companies.get(query.key, "") if query.kind is QueryKind.NAME else ""
    return CheckAnswer(query, status, sentence, exact, related, similar, entries, company)


def _conclude(
    query: ReadQuery,
    index: CheckIndex,
    exact: Sequence[CheckCandidate],
    others: Sequence[CheckCandidate],
) -> tuple[ListStatus, str]:
    """Return the status and the first sentence: those of the exact market, if there is one."""
    if len(exact) == 1:
        return exact[0].facts.status, exact[0].sentence
    if exact:
        each_says = " ".join(f"{each.facts.market.name}: {each.sentence}" for each in exact)
        return ListStatus.SEVERAL_MARKETS, f"{len(exact)} markets match exactly. {each_says}"
    if others:
        names = ", ".join(each.facts.market.name for each in others[:CANDIDATES_SHOWN])
        first = f"No listing in this record has exactly this. {others[0].level.capitalize()}: {names}."
    elif query.kind is QueryKind.IP_ADDRESS:
        first = "Not in this record: it has domains and names, and no IP addresses."
    else:
        first = "Not in this record."
    rest = ""
    if index.identified:
        rest = f" Our copy of the {index.latest} edition is incomplete ({index.identified})."
    return ListStatus.NOT_IN_RECORD, first + rest


def _keep_best(found: Iterable[CheckCandidate], but: Iterable[int] = ()) -> tuple[CheckCandidate, ...]:
    """Return the best candidate of each market, the best first."""
    best: dict[int, CheckCandidate] = {}
    for each in found:
        pk = each.facts.market.pk
        if pk not in but and (pk not in best or each.score > best[pk].score):
            best[pk] = each
    return tuple(sorted(best.values(), key=lambda each: (-each.score, each.facts.market.slug)))


def _find_exact(query: ReadQuery, index: CheckIndex) -> Iterator[CheckCandidate]:
    """A printed host with its subdomains, or a name; of a name, those that USTR printed come before other sources."""
    if query.kind is QueryKind.IP_ADDRESS:
        return
    if query.host:
        yield from _find_printed_host(query.host, index)
        if query.has_known_ending:
            return
    names = index.names.get(query.key, ())
    if query.host:  # a host of no known ending is a name only as it is written: `tao.bao` is not Taobao
        names = [name for name in names if name.text.casefold() == query.text.casefold()]
    for roles in ((NameRole.PRINTED, NameRole.RECORD), (NameRole.ALIAS,)):
        chosen = [name for name in names if name.role in roles]
        if chosen:
            yield from (_make_exact_name(name, index) for name in chosen)
            return


def _make_exact_name(name: KnownName, index: CheckIndex) -> CheckCandidate:
    reason, score = {
        NameRole.PRINTED: (f"a listing has the name “{name.text}”", 1.0),
        NameRole.RECORD: (f"this record uses the name “{name.text}”", 0.99),
        NameRole.ALIAS: (f"a source gives the name “{name.text}”", 0.95),
    }[name.role]
    return CheckCandidate(index.facts[name.market], MatchLevel.EXACT, score, reason)


def _find_printed_host(host: str, index: CheckIndex) -> Iterator[CheckCandidate]:
    for each in _list_ancestors(host):
        printed = [known for known in index.hosts.get(each, ()) if known.role is HostRole.PRINTED]
        if printed and (each == host or find_suffix(each) != each):
            for known in printed:
                yield _make_exact_host(known, host, index)
            return  # the closest one alone
    for known in index.hosts.get(host, ()):
        facts = index.facts[known.market]
        if known.role is HostRole.NAMED and not facts.listed_years:
            reason = f"this record uses the name “{facts.market.name}”"
            yield CheckCandidate(facts, MatchLevel.EXACT, 0.99, reason)


def _make_exact_host(known: KnownHost, host: str, index: CheckIndex) -> CheckCandidate:
    facts, printed = index.facts[known.market], known.printed
    if printed is None:
        raise ValueError(f"{known.host} was not printed")
    years = ", ".join(map(str, printed.years))
    reason = f"the {years} edition{'s print' if len(printed.years) > 1 else ' prints'} {printed.host}"
    reason += "" if printed.official else ", as a secondary source says"
    if known.host != host:
        reason = f"a subdomain of {known.host}: {reason}"
    return CheckCandidate(facts, MatchLevel.EXACT, 1.0, reason, known.host, printed.years)


def _list_ancestors(host: str) -> Iterator[str]:
    """Yield the host and its parents, with two labels at least."""
    while "." in host:
        yield host
        host = host.partition(".")[2]


def _find_related(query: ReadQuery, index: CheckIndex) -> Iterator[CheckCandidate]:
    if query.host and query.kind is QueryKind.DOMAIN:
        yield from _find_related_hosts(query.host, index)
        if query.has_known_ending:
            return
    keys = {query.key: 0.8, strip_legal_form(query.text): 0.75}
    for key, score in keys.items():
        for name in index.names.get(key, ()):
            facts = index.facts[name.market]
            if name.role is NameRole.COMPANY:
                reason = f"a source says that {name.company} operates {facts.market.name}"
                yield CheckCandidate(facts, MatchLevel.RELATED, score, reason)
            elif key == query.key and name.role is NameRole.PART and not query.host:
                reason = f"a source uses the short name “{name.text}”; the listed name is longer"
                yield CheckCandidate(facts, MatchLevel.RELATED, 0.8, reason)
            elif key == query.key and name.role is NameRole.ALIAS and not query.host:
                reason = f"a source also gives {facts.market.name} the name “{name.text}”"
                yield CheckCandidate(facts, MatchLevel.RELATED, 0.7, reason)
    for name in index.identifiers.get(query.text.casefold(), ()):
        facts = index.facts[name.market]
        whose = f"{name.company}, which operates {facts.market.name}," if name.company else facts.market.name
        reason = f"a source gives {whose} the identifier {name.text}"
        yield CheckCandidate(facts, MatchLevel.RELATED, 0.8, reason)


def _find_related_hosts(host: str, index: CheckIndex) -> Iterator[CheckCandidate]:
    """Parents, sisters and families of printed hosts, and the sites of operators: never listed by that."""
    for each in _list_ancestors(host):
        if find_suffix(each) != each:
            for known in index.hosts.get(each, ()):
                yield _make_related(known, index, 0.8, "")
    for known in index.below.get(host, ()):
        yield _make_related(known, index, 0.75, "the parent of ")
    for known in index.registered.get(find_registrable(host), ()):
        yield _make_related(known, index, 0.7, "a sister of ")
    label = (split_name_labels(host) or [""])[-1]
    family: dict[int, list[str]] = {}
    for known in index.printed_labels.get(label, ()):
        family.setdefault(known.market, []).append(known.host)
    for market, hosts in family.items():
        if len(set(hosts)) > 1:
            reason = f"the same name as {', '.join(sorted(set(hosts)))} under another ending"
            yield CheckCandidate(index.facts[market], MatchLevel.RELATED, 0.6, reason)


def _make_related(known: KnownHost, index: CheckIndex, score: float, place: str) -> CheckCandidate:
    """`place` says how the query lies to the known host; it is empty where it is that host or below it."""
    facts = index.facts[known.market]
    name = facts.market.name
    said = {
        HostRole.PRINTED: f"an edition prints {known.host} for {name}",
        HostRole.NAMED: f"{known.host} is the name of a market in this record",
        HostRole.FAMILY: f"a source names {known.host} for {name}",
        HostRole.WEBSITE: f"a source names {known.host} as the website of {name}",
        HostRole.OPERATOR: f"{known.host} is the website of {known.company}, which operates {name}",
    }[known.role]
    reason = f"{place}{known.host}: {said}" if place else said
    return CheckCandidate(facts, MatchLevel.RELATED, score, reason)


def _find_similar(query: ReadQuery, index: CheckIndex) -> Iterator[CheckCandidate]:
    if query.kind is QueryKind.IP_ADDRESS:
        return
    probes = [(query.text, "has the letters of “{}”")]
    if query.host:
        labels = split_name_labels(query.host)[-LABELS_COMPARED:]
        whole = [] if query.has_known_ending else probes
        probes = [*whole, *((label, "has the name of “{}”, under another address") for label in labels)]
    for text, same in probes:
        for each in index.similar.find(text, same):
            yield CheckCandidate(index.facts[each.market], MatchLevel.SIMILAR, each.score, each.reason)
