"""What a person at the keyboard is told in one sentence, without a traceback."""


class LocalProblem(Exception):
    """The servers of this machine cannot be had; the message says why and what to do."""
