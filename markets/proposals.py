"""Proposes what a later edition does with earlier recommendations, by their words. A curator decides every one."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from markets.models import Edition, FollowUp, Listing, Recommendation, RecommendationLink
from markets.models.listing import Stage
from markets.models.market import CANONICAL

LINK_THRESHOLD = 0.33
"""Below this two texts of one market are left apart: a curator can still link them by hand."""

WORD = re.compile(r"[^\W\d_]+")
# fmt: off
EMPTY = frozenset({
    "about", "also", "and", "are", "been", "but", "for", "from", "has", "have", "into", "its", "not", "other", "that",
    "the", "their", "them", "these", "they", "this", "those", "with", "which", "who", "whom", "will", "would", "such",
    "some", "more", "most", "than", "then", "there",
})
STRONG = frozenset({
    "must", "ensure", "require", "immediately", "stop", "cease", "prevent", "eliminate", "all", "every", "full",
})
WEAK = frozenset({"consider", "seek", "encourage", "explore", "should", "could", "may", "seriously", "try", "improve"})
# fmt: on
STEM_LENGTH = 5
"""Words with the same first letters, this many, count as equal: registering, registration."""


def find_content_words(text: str) -> frozenset[str]:
    """Return the content words of a text, each by its first letters."""
    found = (word.lower() for word in WORD.findall(text))
    return frozenset(word[:STEM_LENGTH] for word in found if len(word) > 2 and word not in EMPTY)


def compute_similarity(earlier: str, later: str) -> float:
    """From 0 to 1: the larger of shared words (Dice's measure) and shared runs of letters, if words are shared."""
    a, b = find_content_words(earlier), find_content_words(later)
    if not a & b:
        return 0.0
    shared = 2 * len(a & b) / (len(a) + len(b))
    letters = difflib.SequenceMatcher(None, earlier.casefold(), later.casefold(), autojunk=False).ratio()
    return round(max(shared, letters if letters > 0.6 else 0.0), 3)


def guess_follow_up(earlier: str, later: str) -> FollowUp:
    """Return a guess for the curator: from stronger or weaker verbs, else from what was added."""
    firmness = [_compute_firmness(text) for text in (earlier, later)]
    if firmness[1] > firmness[0]:
        return FollowUp.SHARPENED
    if firmness[1] < firmness[0]:
        return FollowUp.SOFTENED
    a, b = find_content_words(earlier), find_content_words(later)
    added = len(b - a) >= max(3, len(a) // 3)
    return FollowUp.BROADENED if added and len(a & b) >= 0.6 * len(a) else FollowUp.REPEATED


def _compute_firmness(text: str) -> int:
    said = {word.lower() for word in WORD.findall(text)}
    return len(said & STRONG) - len(said & WEAK)


@transaction.atomic
def propose_links(edition: Edition) -> list[RecommendationLink]:
    """Proposes, for each recommendation of the previous edition, what `edition` does with it. Idempotent.

    Links that a curator has decided, or that were proposed before, are left as they are. A recommendation that nothing
    takes up is proposed as dropped only where we have the later entry's text: otherwise nobody can know.
    Returns what is new.
    """
    before = edition.before
    if before is None:
        return []
    earlier, later = _by_market(before), _by_market(edition)
    texts = set(
        Listing.objects.filter(edition=edition, stage__in=(Stage.DRAFT, Stage.PUBLISHED))
        .exclude(text="")
        .annotate(of=CANONICAL)
        .values_list("of", flat=True)
    )
    proposed: list[RecommendationLink] = []
    for market, recommendations in earlier.items():
        proposed += _propose_pairs(edition, recommendations, later.get(market, []), market in texts)
    known = set(RecommendationLink.objects.filter(edition=edition).values_list("earlier", "later"))
    new = [link for link in proposed if (link.earlier_id, link.later_id) not in known]
    return RecommendationLink.objects.bulk_create(new)


def _by_market(edition: Edition) -> dict[int, list[Recommendation]]:
    found: defaultdict[int, list[Recommendation]] = defaultdict(list)
    recommendations = Recommendation.objects.filter(
        edition=edition, stage__in=(Stage.DRAFT, Stage.PUBLISHED), market__isnull=False
    )
    for recommendation in recommendations.annotate(of=CANONICAL):
        found[recommendation.of].append(recommendation)
    return dict(found)


def _propose_pairs(
    edition: Edition, earlier: Iterable[Recommendation], later: list[Recommendation], has_text: bool
) -> list[RecommendationLink]:
    found = []
    for recommendation in earlier:
        scored = [(compute_similarity(recommendation.text, each.text), each) for each in later]
        near = [(score, each) for score, each in scored if score >= LINK_THRESHOLD]
        for score, each in sorted(near, key=lambda pair: -pair[0]):
            follow_up = guess_follow_up(recommendation.text, each.text)
            found.append(_make_link(edition, recommendation, each, follow_up, score))
        if not near and has_text:
            found.append(_make_link(edition, recommendation, None, FollowUp.DROPPED, None))
    return found


def _make_link(
    edition: Edition,
    earlier: Recommendation,
    later: Recommendation | None,
    follow_up: FollowUp,
    score: float | None,
) -> RecommendationLink:
    return RecommendationLink(
        edition=edition, earlier=earlier, later=later, follow_up=follow_up, similarity=score
    )
