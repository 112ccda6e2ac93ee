"""A page of lines in one font, as a reader of PDFs gives it."""

from markets.ingest.records import TextLine, TextPage, TextSpan


def set_lines(*texts: str) -> TextPage:
    """A page with one line for each text, one below the other."""
    lines = [
        TextLine(
            text, 1, 72, 540, 72 + 14 * row, "Serif", 11, False, False,
            (TextSpan(0, len(text), "Serif", 11, False, False),),
        )
        for row, text in enumerate(texts)
    ]  # fmt: skip
    return TextPage(1, 612, 792, tuple(lines))
