"""Numbers with their nouns: `1 problem`, `4 problems`."""


def format_count(number: int, noun: str) -> str:
    """Return the number and the noun, with an `s` where there is not exactly one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
