"""What USTR itself asks: found by who speaks, whom the sentence is about, and how it is put."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markets.ingest.parsers.sentences import sentences
from markets.ingest.parsers.wording import key, words

_USTR = (
    r"(?:the )?(?:united states(?: government| trade representative)?|u\.s\. (?:government|administration|trade representative)"
    r"|ustr|us government|we|our office|this office|the office|the administration|the trade representative"
    r"|this (?:review|list|report)|the (?:review|list|report)|our (?:view|recommendation))"
)
_ASK_VERB = (
    r"(?:encourag(?:e|es|ing)|urg(?:e|es|ing)|recommend(?:s|ing)?|call(?:s|ing)? (?:on|upon|for)|ask(?:s|ing)?|request(?:s|ing)?"
    r"|advis(?:e|es|ing)|invit(?:e|es|ing)|implor(?:e|es|ing)|press(?:es|ing)?(?! release)|appeal(?:s|ing)? to|exhort(?:s|ing)?"
    r"|want(?:s)?\b|expect(?:s|ing)?|seek(?:s|ing)?|look(?:s|ing)? to|demand(?:s|ing)?|insist(?:s|ing)?|propos(?:e|es|ing)"
    r"|suggest(?:s|ing)?|would (?:like|welcome|prefer|urge|encourage|ask|recommend|appreciate)|hope(?:s)? (?:that|to see)"
    r"|look(?:s|ing)? forward to|counsel(?:s)?|strongly support(?:s)? (?:further|efforts to)|reiterat(?:e|es|ing)|repeat(?:s|ing)?|renew(?:s|ing)?)"
)
_ADVERBS = (
    r"(?:,? ?(?:again|also|strongly|therefore|once more|once again|still|further|continues? to|now|thus|accordingly|likewise"
    r"|in particular|particularly|hereby|respectfully|firmly|repeatedly|additionally|both|too|does|do|and|must|can only|would again"
    r"|remains? concerned and|notes? this and|would|will|is|are|as (?:in|it did)[^,]{0,40}|for [^,]{0,40}year[^,]{0,20}),?)*"
)
_VOICE = re.compile(
    rf"(?:^|[,;:\u2013\u2014] ?|\b(?:and|but|so|that|why|year|reason|end|hence|thus|therefore) ){_USTR}{_ADVERBS} {_ASK_VERB}\b",
    re.I,
)
_MODAL = re.compile(
    r"\b(?P<modal>should|must|ought to|needs? to|has to|have to|shall|(?:is|are) (?:\w+ly )?(?:to be )?(?:again |also )?"
    r"(?:encouraged|urged|asked|advised|requested|expected|invited|called (?:on|upon)|recommended)(?: to| that)?"
    r"|(?:would|might|may|could) do well to|would be well advised to|had better)\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"^(?:[^,]{0,80}, )?(?:it (?:is|remains|would be|will be|is also|is therefore) (?:\w+ly )?(?:\w+ )?"
    r"(?:important|essential|critical|crucial|imperative|necessary|vital|urgent|incumbent|high time|time|key|advisable|desirable)\b"
    r"|there (?:is|remains) (?:\w+ ){0,2}(?:need|room) (?:for|to)\b"
    r"|(?:much |far |still )?(?:more|greater|further|stronger|additional|sustained|continued|swift(?:er)?|prompt|effective|urgent|immediate"
    r"|better|concerted|coordinated|meaningful|significant|stepped-up|increased|decisive|robust|lasting|concrete)\b[^.]{0,90}?"
    r"\b(?:is|are|remains?) (?:\w+ly |still |also |therefore )?(?:needed|required|necessary|warranted|essential|called for|overdue|recommended|encouraged"
    r"|important|vital|critical|crucial|imperative)\b|what is (?:now )?needed is\b|more (?:needs|has|remains) to be done\b|much remains to be done)",
    re.IGNORECASE,
)
# Those whose wishes are reported, and those to whom nothing is asked.
_OTHERS = (
    r"right ?s?-?holders?|commenters?|commentators?|submitters?|nominators?|complainants?|petitioners?|brand(?: ?owners?|s)|trademark (?:owners?|holders?)"
    r"|copyright (?:owners?|holders?)|associations?|coalitions?|alliances?|federations?|chamber|trade (?:bod(?:y|ies)|groups?|associations?)|industry"
    r"|industries|studios?|labels|publishers?|companies|company|businesses|firms?|critics?|experts?|scholars?|academics|researchers?|observers?|analysts?|advocates?"
    r"|stakeholders?|investigators?|judges?|courts?|tribunals?|lawyers?|attorneys|counsel|journalists?|media|press|newspapers?|stud(?:y|ies)|surveys?|reports?"
    r"|consumers?|customers?|buyers?|shoppers?|visitors?|users?|subscribers?|residents|readers?|sellers?|vendors?|merchants?|traders?|shopkeepers|tenants"
    r"|operators?|owners?|managers?|management|administrators?|spokes\w+|representatives?|executives?|officials?|authorit(?:y|ies)|police|governments?"
    r"|prosecutors?|ministry|platform|site|service|market|submissions?|comments?|filings?|letters?|statements?|others|some|many|several|one|they|it|he|she"
    r"|artists|musicians|authors|producers|distributors|broadcasters|leagues?|unions?|manufacturers?|inventors|creators|importers|retailers|members|groups?|bod(?:y|ies)"
)
_SAY = (
    r"(?:say(?:s|ing)?|said|stat(?:e|es|ed|ing)|argu(?:e|es|ed|ing)|claim(?:s|ed|ing)?|maintain(?:s|ed|ing)?|assert(?:s|ed|ing)?|contend(?:s|ed|ing)?|believ(?:e|es|ed|ing)"
    r"|report(?:s|ed|ing)?|suggest(?:s|ed|ing)?|propos(?:e|es|ed|ing)|recommend(?:s|ed|ing)?|urg(?:e|es|ed|ing)|insist(?:s|ed|ing)?|complain(?:s|ed|ing)?|explain(?:s|ed|ing)?"
    r"|warn(?:s|ed|ing)?|demand(?:s|ed|ing)?|request(?:s|ed|ing)?|ask(?:s|ed|ing)?|call(?:s|ed|ing)?|note(?:s|d)?|noting|add(?:s|ed|ing)?|answer(?:s|ed)?|repl(?:y|ies|ied)|respond(?:s|ed)?"
    r"|wr(?:ite|ites|ote|itten)|told|tell(?:s|ing)?|hold(?:s)?|held|rul(?:e|es|ed|ing)|order(?:s|ed|ing)?|find(?:s)?|found|think(?:s)?|want(?:s|ed)?|wish(?:es|ed)?|hope(?:s|d)?"
    r"|advocat(?:e|es|ed|ing)|acknowledg(?:e|es|ed)|admit(?:s|ted)?|announc(?:e|es|ed)|promis(?:e|es|ed)|conced(?:e|es|ed)|conclud(?:e|es|ed)|observ(?:e|es|ed)|submit(?:s|ted)?|agree(?:s|d)?|feel(?:s)?"
    r"|point(?:s|ed)? out|encourag(?:e|es|ed|ing)|press(?:es|ed)|express(?:es|ed)|allege(?:s|d)?|indicat(?:e|es|ed)|provid(?:e|es|ed)|requir(?:e|es|ed)|known|understood|see(?:s)?|advis(?:e|es|ed))"
)
_REPORTED = re.compile(rf"\b(?:{_OTHERS})\b[^.;]{{0,80}}?\b{_SAY}\b", re.IGNORECASE)
_VIEW = re.compile(
    r"^(?:according to|as|in the (?:view|opinion|words|eyes) of|in (?:its|their|one|a|his|her) (?:view|opinion|submission|comments?|filing|letter|response|statement|terms|answer)|for"
    r"|per|to hear)\b[^,]{0,120},",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf",\s+(?:\w+\s+){{0,6}}?(?:(?:{_OTHERS})\b[^,]{{0,40}}?\s+{_SAY}|{_SAY}\s+[^,]{{0,60}})(?:\s+[^,]{{0,40}})?(?:[.]?$|,)",
    re.IGNORECASE,
)
_OWN_VIEW = re.compile(
    rf"\b{_USTR}{_ADVERBS} (?:believes?|considers?|agrees?|maintains?|is of the view|takes? the view|finds?|thinks?|holds?|shares?|notes?|stress(?:es)?|underlin(?:e|es)|emphasi[sz](?:e|es)|underscor(?:e|es)|affirms?|insists?)\b",
    re.IGNORECASE,
)
# Heads of subjects to whom nothing is asked, though the sentence says "should" or "must".
_NOT_ASKED = re.compile(
    r"\b(?:visitors?|buyers?|shoppers?|consumers?|customers?|tourists?|users?|subscribers?|readers?|one|you|no one|nobody|anyone|everyone|who|which|children|parents|members"
    r"|right ?-?holders?|commenters?|brand ?owners?|trademark (?:owners?|holders?)|copyright (?:owners?|holders?)|(?:small |medium-sized )*businesses|complainants?|inference|conclusion|absence"
    r"|inclusion|omission|mention|listing|entry|list|review|description|nothing|none|it be|there|order|comments?|submissions?|notices?(?= (?:must|has|have|needs?) )|applicants?|claimants?|payments?|files?"
    r"|goods|items|orders|deliver(?:y|ies)|downloads?|uploaders?|newcomers?|investigators?|anybody|those who (?:buy|wish|want|visit|complain|file|report|use|shop)|person|people|victims?)$",
    re.IGNORECASE,
)
_NOT_ASKED_MUST = re.compile(
    r"\b(?:sellers?|vendors?|merchants?|traders?|tenants?|shopkeepers?|stall ?holders?|suppliers?)$",
    re.IGNORECASE,
)
_PREPOSITIONS = re.compile(
    r"\s+(?:of|in|at|on|from|with|for|to|by|that|who|which|whose|behind|under|over|within|around|near|about|among|like|such as|including)\s+.*$",
    re.IGNORECASE,
)
_DESCRIPTIVE = re.compile(
    r"\b(?:should|must) (?:not )?be (?:noted|read|taken as|understood|construed|inferred|regarded as a finding|remembered|recalled|seen as|stressed|added|emphasi[sz]ed|mentioned|viewed)\b"
    r"|\b(?:should|must) have (?:been|had|known|\w+ed)\b|\bshould not (?:infer|assume|conclude|suppose|take|read|mistake)\b|\bas (?:it|they|one) should\b|\bif (?:\w+ ){0,6}should\b"
    r"|\bshould (?:\w+ ){0,3}(?:fail|arise|occur|happen)\b|\bmust (?:seem|appear|know|surely|certainly|have)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"^(?:if|when|whenever|once|before|after|while|whereas|although|though|because|since|unless|until|where|even|as|given|despite|to|in order|in light|in view|in addition"
    r"|for|with|without|until|at|on|in|by|from|during|beyond|besides|following|building|first|second|third|finally|lastly|moreover|furthermore|however|therefore|accordingly"
    r"|nevertheless|still|meanwhile|also|likewise|similarly|again|here|there|now|next|going)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """`start` and `end` in the text."""

    start: int
    end: int


def find(text: str, blocks: Iterable[tuple[int, int, bool]], name: str) -> list[Ask]:
    """The asks of a listing's text. `blocks`: (start, end, is a bullet) of its paragraphs; `name`: the market's."""
    found: list[Ask] = []
    introduced = False
    for start, end, bullet in blocks:
        if bullet:
            if introduced or is_ask(text[start:end], name):
                found.append(Ask(start, end))
            continue
        spans = sentences(text, start, end)
        introduced = False
        for at, (first, last) in enumerate(spans):
            sentence = text[first:last]
            final = at == len(spans) - 1
            if final and sentence.rstrip().endswith((":", "\u2014", "\u2013")):
                introduced = introduces(sentence, name)
            elif is_ask(sentence, name):
                found.append(Ask(first, last))
    return found


def introduces(sentence: str, name: str) -> bool:
    """Whether a sentence that ends in a colon introduces asks of USTR's own."""
    body = sentence.rstrip(" :\u2014\u2013")
    if is_ask(body + ".", name):
        return True
    if _reported(body):
        return False
    return bool(
        re.search(
            r"\b(?:recommend(?:s|ed|ations?)?|asks? (?:are|is|of)|steps?|measures|actions?|priorities|improvements?|expectations|requests?)\b",
            body,
            re.I,
        )
        and not re.search(
            r"\b(?:has|have|had) (?:\w+ly )?(?:taken|adopted|announced|introduced|begun|put)\b|\b(?:took|adopted|announced|introduced|reports?|includes?d?)\b",
            body,
            re.I,
        )
    )


def is_ask(sentence: str, name: str = "") -> bool:
    """Whether in this one sentence USTR itself asks somebody to do something."""
    text = re.sub(r"\s+", " ", sentence).strip().replace("\u2019", "'")
    if text.endswith("?") or _quoted(text):
        return False
    text = re.sub(r"\([^()]*\)", lambda m: "" if len(m[0]) > 4 else m[0], text)
    if _voice(text):
        return True
    if (
        _NEED.match(text)
        and not _reported(text)
        and not re.search(r"\bto (?:note|remember|stress|recall|recogni[sz]e)\b", text)
    ):
        return True
    return any(_obliges(text, match, name) for match in _MODAL.finditer(text))


def _quoted(text: str) -> bool:
    """Whether most of the sentence is somebody's words."""
    inside = sum(len(match[0]) for match in re.finditer(r"[\"\u201c][^\"\u201d]+[\"\u201d]", text))
    return inside > 0.5 * len(text)


def _voice(text: str) -> bool:
    match = _VOICE.search(text)
    if match is None:
        return False
    said = match[0]
    if re.search(r"\b(?:this|the) (?:review|list|report)\b", said, re.I) and not re.search(
        r"urg|encourag|recommend|call", said, re.I
    ):
        return False
    before = text[: match.start()]
    if re.search(
        r"\b(?:asks?|requests?|seeks?) (?:for )?(?:comments?|information|submissions?|public)\b",
        text[match.start() :],
        re.I,
    ):
        return False
    if re.search(r"\b(?:not|never|no longer)\b", said):
        return False
    # "The operator says that the United States encourages …": what others say of USTR.
    return not (_REPORTED.search(before) and re.search(r"\bthat\s*$", text[: match.start() + 6]))


def _reported(text: str) -> bool:
    """Whether what the sentence says is somebody else's view."""
    if _OWN_VIEW.search(text):
        return False
    view = _VIEW.match(text)
    if view and not re.match(
        r"^(?:as (?:a|an|the|in|with|it|they|of)\b|for (?:its|their|this|that|these|the|example|instance|a)\b)",
        text,
        re.I,
    ):
        return not re.search(rf"\b{_USTR}\b", view[0], re.I) or bool(
            re.search(r"\b(?:sent to|before|to|filed with)\b", view[0])
        )
    return bool(_REPORTED.search(text) or _TRAILING.search(text))


def _obliges(text: str, match: re.Match[str], name: str) -> bool:
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    if not before or _DESCRIPTIVE.search(text[max(0, match.start() - 60) : match.end() + 40]):
        return False
    modal = match["modal"].casefold()
    if modal in ("have to", "has to", "need to", "needs to", "shall") and not re.search(
        r"\b(?:do|take|act|be|end|stop|put|improve|work|show|make|keep|remove|ensure|go|\w+)\b", after
    ):
        return False
    if (
        re.search(r"\bby\b", after[:30])
        and "ed" in modal
        and not re.search(rf"\bby {_USTR}\b", after[:50], re.I)
    ):
        return False
    if _says_others(before):
        return False
    tail = _TRAILING.search(text)
    if tail and tail.start() > match.end() and not re.search(rf"\b{_USTR}\b", tail[0], re.I):
        return False
    return _asked(_subject(before), modal, name)


def _says_others(before: str) -> bool:
    """Whether the clause before the verb reports what others say."""
    if _OWN_VIEW.search(before):
        return False
    view = _VIEW.match(before + ",")
    if view and _reported(before + ", "):
        return True
    clauses = re.split(r"[;]|,\s+(?:but|yet|so|and (?!that))", before)
    clause = clauses[-1]
    if _SUBORDINATE.match(clause) and "," in clause:
        # "Although right holders say that it is slow, the market should …": the main clause counts.
        clause = clause.rsplit(",", 1)[-1]
    return bool(_REPORTED.search(clause)) or bool(
        re.search(
            r"\b(?:whether|if|unless|that|who|which|where|when|what|how|why)\s+(?:[\w'-]+\s+){0,6}$",
            clause + " ",
        )
        and not _OWN_VIEW.search(clause)
        and not _plain_that(clause)
    )


def _plain_that(clause: str) -> bool:
    return False


def _subject(before: str) -> str:
    """The noun phrase before the verb, as near as can be told."""
    clause = re.split(r"[;:]", before)[-1]
    parts = clause.split(",")
    candidate = parts[-1].strip()
    if (
        not candidate
        or re.match(
            r"^(?:and|or|including|in particular|especially|too|however|therefore|therein|then|if|where|when)\b",
            candidate,
            re.I,
        )
        or len(parts) > 1
        and re.match(r"^(?:and|as well as|with|which|who|its|whose|a|an|the)\b", candidate, re.I)
        and not _SUBORDINATE.match(parts[0].strip())
    ):
        candidate = clause.strip()
        if _SUBORDINATE.match(candidate) and "," in candidate:
            candidate = candidate.split(",", 1)[1].strip()
    return candidate


def _asked(subject: str, modal: str, name: str) -> bool:
    """Whether a subject may be one to whom USTR puts an ask: anybody but those who only visit, buy or complain."""
    bare = subject.strip(" ,")
    bare = re.sub(
        r"^(?:and|but|so|thus|therefore|however|also|still|accordingly|moreover|finally|instead)\b,?\s*",
        "",
        bare,
        flags=re.I,
    )
    if not bare:
        return False
    if name and key(bare) == key(name):
        return True
    head = _PREPOSITIONS.sub("", bare)
    head = re.sub(
        r"\s+(?:also|now|still|both|all|therefore|together|alike|again|too|first|themselves|itself|alone|likewise|in turn|jointly|urgently)$",
        "",
        head,
        flags=re.I,
    )
    if not words(head) or len(words(head)) > 22:
        return False
    if _NOT_ASKED.search(head):
        return False
    return not (
        _NOT_ASKED_MUST.search(head) and modal in ("must", "have to", "need to", "has to", "needs to")
    )
