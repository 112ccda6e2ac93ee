"""What USTR itself asks: found by who speaks, whom the sentence is about, and how it is put."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from markets.ingest.parsers import speech_patterns
from markets.ingest.parsers.wording import split_words
from markets.text.keys import name_key
from markets.text.sentences import find_sentences

_OPENERS = re.compile(
    r"^(?:and|but|so|thus|therefore|however|also|still|accordingly|moreover|finally|instead)\b,?\s*",
    re.IGNORECASE,
)
_CLOSERS = re.compile(
    r"\s+(?:also|now|still|both|all|therefore|together|alike|again|too|first|themselves|itself|alone|likewise|in turn"
    r"|jointly|urgently)$",
    re.IGNORECASE,
)
_PARENTHETIC = re.compile(
    r"^(?:and|or|including|in particular|especially|too|however|therefore|then|if|where|when)\b", re.I
)
_APPOSED = re.compile(r"^(?:and|as well as|with|which|who|its|whose|a|an|the)\b", re.IGNORECASE)
# A clause that hangs on another one: "whether the host …", "which album …", "who …" right before the verb.
_DEPENDENT = re.compile(
    r"\b(?:(?:whether|if|unless|that|where|when|what|how|why)\s+(?:[\w'-]+\s+){0,6}|(?:who|which)\s+(?:\w+ly\s+)?"
    r"|(?:which|whose)\s+(?!(?:the|an?|it|they|we|this|these|those|its|their|all|any|each|both)\b)(?:[a-z][\w'-]*\s+){1,4})$"
)
_PAPER = re.compile(r"\b(?:this|the) (?:review|list|report)\b", re.IGNORECASE)
_ASKS_FIRMLY = re.compile("urg|encourag|recommend|call", re.IGNORECASE)
_ASKS_FOR_COMMENTS = re.compile(
    r"\b(?:asks?|requests?|seeks?) (?:for )?(?:comments?|information|submissions?|public)\b", re.IGNORECASE
)
# One of these is wherever it matches: asked first, which is much faster.
_COMMENT_SIGNS = ("comment", "information", "submission", "public")
_DENIED = re.compile(r"\b(?:not|never|no longer)\b")
_THAT = re.compile(r"\bthat\s*$")
_MARKET = "Zapmart"  # any name that is no word
_SIGNS = speech_patterns.USTR_WORDS | speech_patterns.MODAL_WORDS | speech_patterns.NEED_WORDS
_COLON = (":", "\u2014", "\u2013")


@dataclass(frozen=True, slots=True)
class RecommendationSpan:
    """`start` and `end` in the text."""

    start: int
    end: int


def find_recommendations(
    text: str, blocks: Iterable[tuple[int, int, bool]], name: str
) -> list[RecommendationSpan]:
    """The asks of a listing's text. `blocks`: (start, end, is a bullet) of its paragraphs; `name`: the market's."""
    found: list[RecommendationSpan] = []
    introduced = False
    cut = find_sentences(text)
    for start, end, bullet in blocks:
        if bullet and (introduced or sum(start <= at < end for at, _ in cut) < 2):
            if introduced or _asks(text[start:end], name):
                found.append(RecommendationSpan(start, end))
            continue
        introduced = False
        spans = cut[bisect_left(cut, (start,)) : bisect_left(cut, (end,))]
        for first, last in spans:
            sentence = text[first:last]
            if last == spans[-1][1] and sentence.endswith(_COLON):
                introduced = introduces_asks(_without_name(sentence, name), _MARKET)
            elif _asks(sentence, name):
                found.append(RecommendationSpan(first, last))
    return found


def _asks(sentence: str, name: str) -> bool:
    """Return whether a sentence asks, whatever the market is called."""
    if not _may_ask(sentence.casefold()):
        return False
    return _asked_here(_without_name(sentence, name), _MARKET)


def _without_name(sentence: str, name: str) -> str:
    """Return a plain word where a market's name is: "Should I Stream" asks nothing, and "Egy.Best" ends nothing."""
    if not name or name.casefold() not in sentence.casefold():
        return sentence
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _MARKET, sentence, flags=re.IGNORECASE)


def introduces_asks(sentence: str, name: str = "") -> bool:
    """Return whether a sentence that ends in a colon introduces asks of USTR's own."""
    body = sentence.rstrip(" :\u2014\u2013")
    if is_ask(body + ".", name):
        return True
    return bool(
        not _reported(body) and speech_patterns.STEPS.search(body) and not speech_patterns.DONE.search(body)
    )


def is_ask(sentence: str, name: str = "") -> bool:
    """Return whether in this one sentence USTR itself asks somebody to do something."""
    return _may_ask(sentence.casefold()) and _asked_here(sentence, name)


def _may_ask(folded: str) -> bool:
    """Whether a sentence in small letters holds one of the words by which somebody asks: asked first, since it is
    much faster than the patterns."""
    return not _SIGNS.isdisjoint(_words(folded)) or _has_modal(folded)


def _words(folded: str) -> list[str]:
    return folded.replace(".", " ").replace(",", " ").split()


def _has_modal(folded: str) -> bool:
    return any(map(folded.__contains__, speech_patterns.MODAL_SIGNS))


def _asked_here(sentence: str, name: str) -> bool:
    text = " ".join(sentence.split()).replace("\u2019", "'")
    if text.endswith("?") or _quoted(text):
        return False
    if "(" in text:
        text = re.sub(r"\([^()]{3,}\)", "", text)
    folded = text.casefold()
    said = frozenset(_words(folded))
    if said & speech_patterns.USTR_WORDS and _voice(text, folded):
        return True
    if speech_patterns.NEED.match(text) and not _reported(text) and not speech_patterns.REMARK.search(text):
        return True
    if not (said & speech_patterns.MODAL_WORDS or _has_modal(folded)):
        return False
    return any(_obliges(text, match, name) for match in speech_patterns.MODAL.finditer(text))


def _quoted(text: str) -> bool:
    """Return whether most of the sentence is somebody's words."""
    if '"' not in text and "\u201c" not in text:
        return False
    inside = sum(len(match[0]) for match in re.finditer(r"[\"\u201c][^\"\u201d]+[\"\u201d]", text))
    return inside > 0.5 * len(text)


def _voice(text: str, folded: str) -> bool:
    """Return whether the United States is the one who encourages, urges, recommends …; `folded`: in small letters."""
    match = speech_patterns.VOICE.search(text) or speech_patterns.VOICE_AGAIN.search(text)
    if match is None:
        return False
    said, before = match[0], text[: match.start()]
    if _PAPER.search(said) and not _ASKS_FIRMLY.search(said):
        return False
    may_want = any(map(folded.__contains__, _COMMENT_SIGNS))
    if may_want and _ASKS_FOR_COMMENTS.search(text, match.start()):
        return False
    if _DENIED.search(said) or speech_patterns.OF_OTHERS.match(text[match.end() :].lstrip()):
        return False
    # "The operator says that the United States encourages …": what others say of USTR.
    return not (speech_patterns.REPORTED.search(before) and _THAT.search(text[: match.start() + 6]))


def _reported(text: str) -> bool:
    """Return whether what the sentence says is somebody else's view."""
    if speech_patterns.OWN_VIEW.search(text):
        return False
    view = speech_patterns.VIEW.match(text)
    own = re.match(
        r"^(?:as (?:a|an|the|in|with|it|they|of)\b|for (?:its|their|this|that|these|the|example|instance|a)\b)",
        text,
        re.IGNORECASE,
    )
    if view and not own:
        ours = re.search(rf"\b{speech_patterns.USTR}\b", view[0], re.IGNORECASE)
        return ours is None or bool(re.search(r"\b(?:sent to|before|to|filed with)\b", view[0]))
    return bool(speech_patterns.REPORTED.search(text) or speech_patterns.TRAILING.search(text))


def _obliges(text: str, match: re.Match[str], name: str) -> bool:
    """Return whether a "should" or "must" is said by USTR, of somebody who can be asked."""
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    modal = match["modal"].casefold()
    if not before or speech_patterns.DESCRIPTIVE.search(text[max(0, match.start() - 60) : match.end() + 40]):
        return False
    passive = modal.startswith(("is ", "are "))
    if passive and not modal.endswith((" to", " that")) and not speech_patterns.NAMES_ACT.match(after):
        return False  # "no deposit is asked of anyone"
    if "expected" in modal and not speech_patterns.ACTED.match(after):
        return False
    if (
        passive
        and re.search(r"\bby\b", after[:30])
        and not re.search(rf"\bby {speech_patterns.USTR}\b", after[:50], re.I)
    ):
        return False
    if speech_patterns.BY_RULE.search(before) or _says_others(before):
        return False
    tail = speech_patterns.TRAILING.search(text)
    if tail and tail.start() > match.end() and not re.search(rf"\b{speech_patterns.USTR}\b", tail[0], re.I):
        return False
    return _asked(_subject(before), modal, name)


def _says_others(before: str) -> bool:
    """Return whether the clause before the verb reports what others say, or is one of "whether", "who", "if"."""
    if speech_patterns.OWN_VIEW.search(before):
        return False
    if speech_patterns.VIEW.match(before + ",") and _reported(before + ", "):
        return True
    clause = re.split(r"[;]|,\s+(?:but|yet|so|and (?!that))", before)[-1]
    if speech_patterns.SUBORDINATE.match(clause) and "," in clause:
        # "Although right holders say that it is slow, the market should …": the main clause counts.
        clause = clause.rsplit(",", 1)[-1]
    if speech_patterns.REPORTED.search(clause) or speech_patterns.SAYS_THAT.match(clause.strip()):
        return True
    return _DEPENDENT.search(clause + " ") is not None


def _subject(before: str) -> str:
    """Return the noun phrase before the verb, as near as the words show."""
    clause = re.split(r"[;:]", before)[-1]
    parts = clause.split(",")
    candidate = parts[-1].strip()
    apposed = (
        len(parts) > 1
        and _APPOSED.match(candidate)
        and not speech_patterns.SUBORDINATE.match(parts[0].strip())
    )
    if not candidate or _PARENTHETIC.match(candidate) or apposed:
        candidate = clause.strip()
        if speech_patterns.SUBORDINATE.match(candidate) and "," in candidate:
            candidate = candidate.split(",", 1)[1].strip()
    return candidate


def _asked(subject: str, modal: str, name: str) -> bool:
    """Whether a subject may be one to whom USTR puts an ask: anybody but those who only visit, buy or complain."""
    bare = _OPENERS.sub("", subject.strip(" ,"))
    if not bare or speech_patterns.QUESTION.match(bare) or speech_patterns.CROWD.match(bare):
        return False
    if name and name_key(bare) == name_key(name):
        return True
    head = _CLOSERS.sub("", speech_patterns.PREPOSITIONS.sub("", bare))
    if not 0 < len(split_words(head)) <= 22 or speech_patterns.NOT_ASKED.search(head):
        return False
    return not (
        speech_patterns.NOT_ASKED_MUST.search(head)
        and modal in ("must", "have to", "need to", "has to", "needs to")
    )
