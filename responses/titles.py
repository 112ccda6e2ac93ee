"""The title of a response where no column beside it says who answers, and about what."""

from django.utils.text import capfirst

from responses.models import Response

SHORTEST_NAMING_WORD = 3


def write_full_title(response: Response) -> str:
    """Return `Indonesia Trade Ministry on the 2024 List: Minister Budi Santoso cites an earlier seizure`.

    Who answers and about what stand before the title where the title does not name them.
    """
    who, title = response.party.name, response.title
    market = response.market and response.market.canonical
    about = market.name if market else f"the {response.edition}"
    key = market.name if market else str(response.edition.year)
    names_who = _names(title, who)
    names_what = _names(title if names_who else f"{title} {who}", key)
    if names_who:
        return title if names_what else f"{capfirst(about)}: {title}"
    return f"{who}: {title}" if names_what else f"{who} on {about}: {title}"


def _names(text: str, name: str) -> bool:
    """Return whether a text names somebody or something by the first word of its name that is long enough."""
    words = [word for word in name.casefold().split() if len(word) >= SHORTEST_NAMING_WORD and word != "the"]
    return (words[0] if words else name.casefold()) in text.casefold()
