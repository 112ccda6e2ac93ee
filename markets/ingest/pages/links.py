"""Which targets of links are handed on."""

import re

# An address of the web or of mail, or one without a scheme ("example.com/a"); never a script, a file, a program.
_ADDRESS = re.compile(r"(?:https?|ftp|mailto):|[^:\s]+$", re.I)
_MAX_LENGTH = 2000


def is_address(target: str) -> bool:
    """Return whether a target leads to an address rather than into the file, the machine or a program."""
    return len(target) <= _MAX_LENGTH and target.isprintable() and _ADDRESS.match(target) is not None
