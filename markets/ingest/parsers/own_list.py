"""Whether a paper is USTR's own List: its title, its front, and who speaks before the first market is named."""

import re
from collections.abc import Sequence
from itertools import chain, islice, pairwise

from markets.ingest.parsers.own_letters import OFFICE, OFFICE_HOLDER, SIGNATURE
from markets.ingest.parsers.wording import simplify_line

LIST_NAME = re.compile(r"\bnotorious[- ]market", re.IGNORECASE)
# How the List speaks: USTR, the United States, or the List itself is the subject of a clause.
_SPEAKS_AS_USTR = re.compile(
    rf"(?:^|[.!?;:,][\u201d\"')]*\s|\band )\s*(?:{OFFICE}|the united states"
    r"|(?:the |this )(?:\d{4} )?(?:out-of-cycle )?(?:nml|(?:notorious markets )?list|review|report)"
    r"(?: of notorious markets)?(?: for counterfeiting and piracy)?(?: \(.{2,40}?\))?|this year's list)"
    r" (?!trade |government|list\b|(?:ha[sd] )?(?:again |also |once )*(?:said|says|told|wrote|added|named|listed"
    r"|included|placed)\b)\w+",
    re.MULTILINE,
)
_ADDRESSES_READER = re.compile(
    r"\b(?:you|yours?|welcome (?:back|to)|dear (?:all|friends?|readers?)|(?:new|latest) (?:notorious markets )?list)\b"
)
_WE = re.compile(r"\b(?:we|ours?(?! attention)|it is that)\b|(?:^|[.!?:;,] )here (?:is|it is|are)\b")
_I = re.compile(r"\b(?:i|my)\b")
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]*[\u201d\"]")
_DOCKET = re.compile(r"\bdocket (?:number|no\.?|ustr)\b|\bfederal register\b")
_CALLS_ITSELF = re.compile(
    r"\b(?:overview|results) of (?:the )?(?:results|20\d\d|out-of-cycle).{0,60}notorious market"
    r"|\b20\d\d (?:out-of-cycle )?(?:review of )?notorious markets\b|\b(?:review|list) of notorious markets\b"
    r"|\bnotorious markets list\b"
)
_OWN_TITLE = re.compile(
    r"\b(?:review|list|report)s? (?:of|on) (?:the )?notorious market|\bnotorious markets? (?:list|review|report)"
    r"|^(?:the )?(?:\d{4} |special 301 )?notorious markets?(?: for counterfeiting and piracy)?(?:,? (?:in )?\d{4})?$"
)
_ABOUT_LIST = re.compile(
    r"\b(?:review|reports?|section|text|publication) (?:of|on|from|in) the (?:\d|annual|out|ustr)"
)
# A title that a subtitle may follow, where the office signs the cover.
_FULL_TITLE = re.compile(
    r"(?:\d{4} )?(?:special 301 )?(?:out-of-cycle )?review of notorious markets"
    r"(?: for counterfeiting and piracy)?(?!:)\b"
)
_OTHER_TITLE = re.compile(
    r"\b(?:report|strategy|plan|act|law|directory|list|agenda|estimate)\b|\bmarkets? of\b|\breview of (?!notorious)"
)
# The words of which titles of the List are made; a headline about it has more.
_TITLE_WORDS = re.compile(
    r"\b(?:(?:ambassador|the honorable) \w+(?: \w\.)?(?: \w+)?"
    r"|notorious|markets?|marketplaces?|review|list|reports?|results?|overview|findings|annual|special|out|of|cycle|for|on"
    r"|counterfeiting|and|piracy|the|in|to|from|year|section|issued|published|final|online|physical|executive|office"
    r"|president|united|states|america|government|federal|trade|representative|u|s|us|ustr|nml"
    r"|ambassador|washington|d|c|docket|number|no|edition|volume|part|series|a|an|at|as|by|under|pursuant|process"
    r"|act|period|covering|date|dated|version|publications?|public|release|released|official|document"
    r"|full|complete|text|revised|updated|corrected|originally|i|ii|iii|iv|v|vi"
    r"|spring|summer|fall|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b|\d+"
)
# What covers say of the document, and of its subject; and words that name nobody.
_COVER_WORDS = re.compile(
    r"\b(?:use|copy|immediate|unclassified|confidential|business|information|deleted|embargoed|cleared|until|before|not|pm|am"
    r"|p|m|e?[sd]t|eastern|time|noon|seal|available|dc|inquiries|phone|telephone|email|web|contact|title|agency|page|type"
    r"|language|english|control|file|size|kb|mb|prepared|interagency"
    r"|intellectual|property|innovation|protect\w*|american|workers|creators)\b"
)
# Where the cover ends: the headings of what comes first in a List.
_BODY = re.compile(
    r"(?:\W|[\divx]+[.)] )*(?:(?:table of )?contents|overview|executive summary|introduction|foreword|issue focus"
    r"|positive|results|background|acknowledge?ments|(?:online|physical|internet) market"
    r"|(?:(?:list of )?(?:acronyms|abbreviations)|glossary|preface|scope|purpose|(?:a )?message from"
    r"|letter of transmittal|disclaimer"
    r"|(?:report )?(?:summary|highlights)$|(?:at|the list at) a glance|key (?:findings|facts)|how to (?:use|read))\b)"
)
_PAST_VOICE = re.compile(
    r"(?:\W|[\divx]+[.)] )*(?:issue focus|positive|results|(?:online|physical|internet) market)"
)
_OWN_LINE = re.compile(
    r"^(?:acting |by )*(?:ambassador|the honorable)\b"
    r"|^(?:(?:prepared )?by )?(?:the )?special 301 (?:sub)?committee\b"
    r"|\bfreedom of information\b|^request (?:no|number)\b"
    r"|^released in (?:full|part)\b|^\d+ \w+ street\b|\bustr\.gov\b"
    r"|, (?:acting |deputy )*(?:united states|u\.s\.) trade representative$|- ambassador [\w. '-]{3,40}$"
    r"|^iss?[bs]n\b|\bleft blank$"
    r"|^(?:skip|home|menu|search|back|print|share|archived|download(?:ed)?|mirrored|retrieved|copy|source|page|figure"
    r"|(?:cover )?photo)\b"
    r"|\b(?:departments? of (?:commerce|justice|state|the treasury|homeland)|(?:copyright|trademark) office"
    r"|customs and border|government (?:printing|publishing) office)\b"
    r"|\b(?:librar(?:y|ies)|depository|docketed|received|scanned|copy|press office)\b"
)
_SIGNED = re.compile(rf"{OFFICE_HOLDER.pattern}|{SIGNATURE.pattern}")
_ABOUT_DOCUMENT = re.compile(
    r"^(?:suggested citation|this is|note|notice|disclaimer)\b"
    r"|\b(?:this|the|an archived) (?:document|publication|report"
    r"|(?:web ?)?(?:page|site)|material|version|file|copy|edition)\b"
)
# Papers about the List, and those who write them: never on its cover, though its sentences may hold the words.
_GENRE = re.compile(
    r"\b(?:analys[ie]s|summar\w+|guide|exhibit|attachment|annex|enclosure|appendix|answers?|response|repl(?:y|ies)|stud(?:y|ies|ents?)"
    r"|model|index|notes|brief\w*|members?|clients?|subscribers?|customers?|users?|lesson|course|proposal|translation"
    r"|guild|group|partners|news|daily|weekly|media|press|council"
    r"|associations?|alliance|coalition|league|union|federation"
    r"|society|institute|university|clinic|firm|consult\w+|advis\w+|research\w*|platforms?)\b"
)
_HOW_MADE = re.compile(
    r"\bdocket\b|\bfederal register\b|\bspecial 301\b|\bout-of-cycle\b|\bcomments\b|\bsubmissions\b|\bsolicit"
)
_SIGNS_COVER = re.compile(
    rf"{OFFICE}|executive office of the president|(?:acting )?united states trade representative"
)
_ADDRESSED = re.compile(r"\b(?:for|to|before)(?: the)?$")  # "Prepared for / Office of the …"
# What only those say who file comments, wherever in their paper: "USTR should list Bookmole."
_FILED = re.compile(
    r"(?:^|[.!?] )(?:the )?(?:ustr|trade representative) (?:should|must|ought)\b"
    r"|\bour (?:members|member companies)\b|\bwe (?:re-?)?nominate\b",
    re.MULTILINE,
)
_BY = re.compile(
    r"\b(?:[Bb]y|BY|[Oo]n behalf of|(?:[Pp]repared|[Pp]roduced|[Ee]dited|[Cc]ompiled) for) (?:the )?([A-Z].*)"
)
_MADE_BY = re.compile(
    r"\b(?:made|produced|prepared|edited|compiled|annotated|published|issued|provided) by (?:the )?([A-Z]\w+)"
)
_COURT_STAMP = re.compile(r"Case \d.* Filed \d")
_FRONT_LINES = 30
_EARLY = 12  # paragraphs of prose, at most, in which nobody but USTR may speak
_NAMES = re.compile(r"(?<=[a-z0-9,;:] )(?!\S*@)[A-Z][\w.&'\u2019-]*")
_SILENT = 4  # paragraphs of prose before USTR speaks, at most
_STATEMENT_STEPS = (0, 1_500, 6_000)  # letters of a paper from which one more statement of USTR is expected


def is_own_list(title: str, texts: Sequence[str], pages: Sequence[int], is_signed: bool = False) -> bool:
    """Return whether a paper calls itself the List, has no front of somebody else's, and speaks as USTR.

    `pages`: the page of each text, where there are pages. `is_signed`: a letter of USTR came before it.
    """
    paragraphs = "\n".join(texts)[:40_000].split("\n")
    lines = [simplify_line(text) for text in paragraphs]
    joined = "\n".join(lines)
    named = simplify_line(title)
    common = _list_common_words(paragraphs)
    is_signed = is_signed or any(
        _SIGNS_COVER.fullmatch(line) and not _ADDRESSED.search(above)
        for above, line in pairwise(["", *lines[:_FRONT_LINES]])
    )
    if _FILED.search(_QUOTED.sub("", joined)) or not _is_own_title(named, lines, common, is_signed):
        return False
    if len(joined) > _STATEMENT_STEPS[1] and not _HOW_MADE.search(joined):
        return False
    wanted = sum(len(joined) > letters for letters in _STATEMENT_STEPS)
    spoken = len(list(islice(_SPEAKS_AS_USTR.finditer(joined), wanted)))  # no more are needed
    if not spoken or spoken + bool(_DOCKET.search(joined)) < wanted:
        return False
    return _is_own_cover(paragraphs, pages, common, is_signed) and _is_own_voice(paragraphs, is_signed)


def is_list_title(title: str) -> bool:
    """Return whether a title, in simple form, is that of the List, with nothing said about it."""
    return bool(_OWN_TITLE.search(title)) and not _ABOUT_LIST.search(title) and not _list_other_words(title)


def names_another(head: str) -> bool:
    """Return whether a running head names another kind of paper, or somebody: "Exhibit 7", "Filed by Lalatube"."""
    if "://" in head or _COURT_STAMP.match(head):  # a browser prints "https://ustr.gov/…/press-office/…"
        return False
    names = map(simplify_line, _NAMES.findall(head))
    is_foreign = any(_list_other_words(_COVER_WORDS.sub("", name)) for name in names)
    return is_foreign or _GENRE.search(simplify_line(head)) is not None


def _is_own_title(title: str, lines: Sequence[str], common: frozenset[str], is_signed: bool) -> bool:
    """Return whether a title is that of the List; without one, whether the paper calls itself the List elsewhere."""
    if LIST_NAME.search(title):
        with_subtitle = is_signed and _FULL_TITLE.match(title) and not _GENRE.search(title)
        return bool(with_subtitle) or is_list_title(title)
    if _OTHER_TITLE.search(title) or not any(map(_CALLS_ITSELF.search, lines)):
        return False
    is_known = title in lines or title.endswith(".") or _BODY.match(title) is not None
    return is_known or common.issuperset(_list_other_words(_COVER_WORDS.sub("", title)))


def _is_own_cover(
    texts: Sequence[str], pages: Sequence[int], common: frozenset[str], is_signed: bool
) -> bool:
    """Return whether no line above the body names another author or another kind of paper.

    A line is a name if its words begin large; on a cover that the office signs, it is a motto or a stamp.
    """
    lines = [simplify_line(text) for text in texts[: _FRONT_LINES + 1]]
    for at, (line, below) in enumerate(pairwise([*lines, ""])):
        is_inside = bool(pages) and pages[at] > pages[0]
        if _BODY.match(line) and len(line) < 200 or is_inside and _is_prose(below):
            return True
        if _is_prose(line):
            if _SPEAKS_AS_USTR.search(line) or _DOCKET.search(line):
                return True
            continue
        others = _list_other_words(_COVER_WORDS.sub("", line))
        if not others or _OWN_LINE.search(line) or OFFICE_HOLDER.search(below):
            continue
        is_name = (
            not is_signed and not common.issuperset(others) and set(others).isdisjoint(texts[at].split())
        )
        if _names_author(texts[at]) or not is_inside and (_GENRE.search(line) or is_name):
            return False
    return True


def _names_author(text: str, pattern: re.Pattern[str] = _BY) -> bool:
    """Return whether a line says by whom or for whom: "Prepared by Jamie Lee"; not "by the Office of …"."""
    found = pattern.search(text)
    return found is not None and bool(_list_other_words(_COVER_WORDS.sub("", simplify_line(found[1]))))


def _is_own_voice(paragraphs: Sequence[str], is_signed: bool) -> bool:
    """Return whether nobody but USTR speaks before the first market is named."""
    lines = [simplify_line(text) for text in paragraphs]
    signs = [_ADDRESSES_READER]  # that somebody else speaks
    if not any(map(_SIGNED.search, lines[:30])):
        signs += [_WE] if "foreword" in lines else [_WE, _I]
    may_name, silent, count = is_signed, 0, 0
    for text, line in zip(paragraphs, lines, strict=True):
        if not _is_prose(line):
            if _PAST_VOICE.match(line):
                break
            may_name = may_name or line.startswith("overview")
            continue
        said, count = _QUOTED.sub("", line), count + 1
        is_own = bool(_SPEAKS_AS_USTR.search(said) or _DOCKET.search(said))
        if is_own:  # from here on it is clear who speaks
            signs, may_name = [_ADDRESSES_READER], True
        silent += not may_name
        if not is_own and _names_author(text, _MADE_BY):
            return False
        if _ABOUT_DOCUMENT.search(line):
            continue
        if any(sign.search(said) for sign in signs) or not may_name and _names_somebody(text, lines):
            return False
        if silent > _SILENT or count > _EARLY:
            return silent <= _SILENT
    return True


def _names_somebody(text: str, lines: Sequence[str]) -> bool:
    """Return whether a sentence holds a name that is in no title of the List and no heading of the paper."""
    if _OWN_LINE.search(simplify_line(text)):
        return False
    names = map(simplify_line, _NAMES.findall(text))
    return any(_list_other_words(_COVER_WORDS.sub("", name)) and name not in lines for name in names)


def _is_prose(line: str) -> bool:
    return len(line) >= 200 or line.endswith((".", "!", "?")) and line.count(" ") >= 5


def _list_common_words(paragraphs: Sequence[str]) -> frozenset[str]:
    """Return the words that the sentences of a paper hold in small letters: on its cover they name nobody."""
    words = (re.findall(r"\b[a-z]{2,}\b", text) for text in paragraphs if _is_prose(text))
    return frozenset(chain.from_iterable(words))


def _list_other_words(line: str) -> list[str]:
    """Return the words of a line of the front that are in no title of the List ("… names five sites")."""
    return re.findall(r"\w+", _TITLE_WORDS.sub("", line))
