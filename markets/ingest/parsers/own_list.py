"""Whether a paper is USTR's own List: its title, its front, and who speaks before the first market is named."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from markets.ingest.parsers.own_covers import (
    CAPITALIZED_WORDS,
    COVER_WORDS,
    FRONT_LINES,
    GENRE,
    LIST_NAME,
    NAMES_DOCKET,
    OWN_LINE,
    SPEAKS_AS_USTR,
    find_cover_names,
    is_prose,
    list_common_words,
    list_other_words,
    names_author,
    opens_body,
)
from markets.ingest.parsers.own_letters import OFFICE, OFFICE_HOLDER, SIGNATURE
from markets.ingest.parsers.wording import simplify_line

_ADDRESSES_READER = re.compile(
    r"\b(?:you|yours?|welcome (?:back|to)|dear (?:all|friends?|readers?)|(?:new|latest) (?:notorious markets )?list)\b"
)
_WE = re.compile(r"\b(?:we|ours?(?! attention)|it is that)\b|(?:^|[.!?:;,] )here (?:is|it is|are)\b")
_I = re.compile(r"\b(?:i|my)\b")
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]*[\u201d\"]")
_CALLS_ITSELF = re.compile(
    r"\b(?:overview|results) of (?:the )?(?:results|20\d\d|out-of-cycle).{0,60}notorious market"
    r"|\b20\d\d (?:out-of-cycle )?(?:review of )?notorious markets\b|\b(?:review|list) of notorious markets\b"
    r"|\bnotorious markets list\b"
)
_OWN_TITLE = re.compile(
    r"\b(?:review|list|report)s? (?:of|on) (?:the |counterfeiting and piracy \()?notorious market"
    r"|\bnotorious markets? (?:list|review|report)"
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
_PAST_VOICE = re.compile(
    r"(?:\W|[\divx]+[.)] )*(?:issue focus|positive|results|(?:online|physical|internet) market)"
)
_SIGNED = re.compile(rf"{OFFICE_HOLDER.pattern}|{SIGNATURE.pattern}")
_ABOUT_DOCUMENT = re.compile(
    r"^(?:suggested citation|this is|note|notice|disclaimer)\b"
    r"|\b(?:this|the|an archived) (?:document|publication|report"
    r"|(?:web ?)?(?:page|site)|material|version|file|copy|edition)\b"
)
_HOW_MADE = re.compile(
    r"\bdocket\b|\bfederal register\b|\bspecial 301\b|\bout-of-cycle\b|\bcomments\b|\bsubmissions\b|\bsolicit"
)
_SIGNS_COVER = re.compile(
    rf"{OFFICE}|executive office of the president|(?:.{{3,40}}, )?(?:acting )?united states trade representative"
)
_ADDRESSED = re.compile(r"\b(?:for|to|before)(?: the)?$")  # "Prepared for / Office of the …"
# What only those say who file comments, wherever in their paper: "USTR should list Bookmole."
_FILED = re.compile(
    r"(?:^|[.!?] )(?:the )?(?:ustr|trade representative) (?:should|must|ought)\b"
    r"|\bour (?:members|member companies)\b|\bwe (?:re-?)?nominate\b",
    re.MULTILINE,
)
# One of these is wherever `_FILED` matches.
_FILED_SIGNS = (
    *("ustr should", "ustr must", "ustr ought", "representative should", "representative must"),
    *("representative ought", "our member", "we nominate", "we re-nominate", "we renominate"),
)
_MADE_BY = re.compile(
    r"\b(?:made|produced|prepared|edited|compiled|annotated|published|issued|provided) by (?:the )?([A-Z]\w+)"
)
_EARLY = 12  # paragraphs of prose, at most, in which nobody but USTR may speak
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
    common = list_common_words(paragraphs)
    is_signed = is_signed or _signs_cover(lines)
    if _is_filed(_QUOTED.sub("", joined)) or not _is_own_title(named, lines, common, is_signed):
        return False
    if len(joined) > _STATEMENT_STEPS[1] and not _HOW_MADE.search(joined):
        return False
    wanted = sum(len(joined) > letters for letters in _STATEMENT_STEPS)
    spoken = len(list(islice(SPEAKS_AS_USTR.finditer(joined), wanted)))  # no more are needed
    if not spoken or spoken < wanted and spoken + bool(NAMES_DOCKET.search(joined)) < wanted:
        return False
    named_others = find_cover_names(paragraphs, pages, common, is_signed)
    return not any(is_sure for _, is_sure in named_others) and _is_own_voice(paragraphs, is_signed)


def _is_filed(text: str) -> bool:
    """Return whether a text says what only comments do: asked for the signs first, which is much faster."""
    return any(sign in text for sign in _FILED_SIGNS) and _FILED.search(text) is not None


def find_unknown_names(texts: Sequence[str], pages: Sequence[int]) -> list[str]:
    """Return the lines on the cover of a List that may be mottos or the names of others."""
    lines = [simplify_line(text) for text in texts[:FRONT_LINES]]
    names = find_cover_names(texts, pages, list_common_words(texts), _signs_cover(lines))
    return [name for name, is_sure in names if not is_sure]


def _signs_cover(lines: Sequence[str]) -> bool:
    """Return whether the office signs a cover; not where the paper is for it ("Prepared for / Office of the …")."""
    return any(
        _SIGNS_COVER.fullmatch(line) and not _ADDRESSED.search(above)
        for above, line in pairwise(["", *lines[:FRONT_LINES]])
    )


def is_list_title(title: str) -> bool:
    """Return whether a title, in simple form, is that of the List, with nothing said about it."""
    return bool(_OWN_TITLE.search(title)) and not _ABOUT_LIST.search(title) and not list_other_words(title)


def _is_own_title(title: str, lines: Sequence[str], common: frozenset[str], is_signed: bool) -> bool:
    """Return whether a title is that of the List; without one, whether the paper calls itself the List elsewhere."""
    if LIST_NAME.search(title):
        with_subtitle = is_signed and _FULL_TITLE.match(title) and not GENRE.search(title)
        return bool(with_subtitle) or is_list_title(title)
    if _OTHER_TITLE.search(title) or not any(map(_CALLS_ITSELF.search, lines)):
        return False
    is_known = title in lines or title.endswith(".") or opens_body(title)
    return is_known or common.issuperset(list_other_words(COVER_WORDS.sub("", title)))


def _is_own_voice(paragraphs: Sequence[str], is_signed: bool) -> bool:
    """Return whether nobody but USTR speaks before the first market is named."""
    lines = [simplify_line(text) for text in paragraphs]
    signs = [_ADDRESSES_READER]  # that somebody else speaks
    if not any(map(_SIGNED.search, lines[:30])):
        signs += [_WE] if "foreword" in lines else [_WE, _I]
    may_name, silent, count = is_signed, 0, 0
    for text, line in zip(paragraphs, lines, strict=True):
        if not is_prose(line):
            if _PAST_VOICE.match(line):
                break
            may_name = may_name or line.startswith("overview")
            continue
        said, count = _QUOTED.sub("", line), count + 1
        is_own = bool(SPEAKS_AS_USTR.search(said) or NAMES_DOCKET.search(said))
        if is_own:  # from here on it is clear who speaks
            signs, may_name = [_ADDRESSES_READER], True
        silent += not may_name
        if not is_own and names_author(text, _MADE_BY):
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
    if OWN_LINE.search(simplify_line(text)):
        return False
    names = map(simplify_line, CAPITALIZED_WORDS.findall(text))
    return any(list_other_words(COVER_WORDS.sub("", name)) and name not in lines for name in names)
