"""What a notice or a press release says that the issue focus of a List is."""

import re

from markets.text.sentences import find_sentences

_FOCUS = re.compile(
    r"issue\s+focus\b(?:.{0,120}?\b(?:(?:will\s+)?(?:examines?|explores?|highlights?|address(?:es)?|discuss(?:es)?"
    r"|looks?\s+at|covers?|considers?)|(?:information|comments|input)\s+(?:on|about|regarding)|namely|will\s+be|is)"
    r"\s+(?:on\s+)?|\s*:\s+|\s+on\s+)(.+?)\.?$",
    re.IGNORECASE,
)


def find_issue_focus(text: str) -> str | None:
    """Return the words for the issue focus of the first sentence that names one."""
    text = " ".join(text.split())
    found = (_FOCUS.search(text[start:end]) for start, end in find_sentences(text))
    return next((match.group(1).strip() for match in found if match), None)
