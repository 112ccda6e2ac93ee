"""Text of a source or of a reader inside a line of ours."""

import unicodedata


def put_on_one_line(text: str, longest: int) -> str:
    """Return the text without control characters and line ends, so that it begins no line or header of its own.

    What is longer than `longest` characters is cut and ends with an ellipsis.
    """
    seen = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in text)
    line = " ".join(seen.split())
    return line if len(line) <= longest else f"{line[:longest]} …"
