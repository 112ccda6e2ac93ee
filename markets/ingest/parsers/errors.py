"""What stops a parse: going on would give wrong data."""

from __future__ import annotations


class NotUnderstood(Exception):
    """The report cannot be parsed. Its text is one plain sentence that names the page where there is one."""

    def __init__(self, sentence: str, page: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.page = page


class NotTheList(NotUnderstood):
    """The paper is something else. `kind` says what, as far as can be told."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(f"This is not a Notorious Markets List: it calls itself “{name}”.")
        self.kind = kind


class UnknownHeading(NotUnderstood):
    """A heading over listings says of neither kind that they are of it."""

    def __init__(self, heading: str, page: int) -> None:
        super().__init__(
            f"The heading “{heading}” on page {page} is not known, and listings stand under it.", page
        )
        self.heading = heading


class NoResults(NotUnderstood):
    """Neither online nor physical markets were found."""

    def __init__(self) -> None:
        super().__init__(
            "No heading of online or of physical markets was found: this is no report that is known."
        )
