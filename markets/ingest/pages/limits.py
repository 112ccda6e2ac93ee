"""How much of anybody's file is read. Beyond a limit is a sentence, never a longer wait."""

MAX_BYTES = 60 * 1024 * 1024
MAX_PAGES = 400
MAX_RUNS_PER_PAGE = 50_000  # runs of one style; a full page of a report has about 60
MAX_CHARACTERS = 8_000_000
MAX_OUTPUT = 64 * 1024 * 1024  # bytes of JSON that the parent takes from the child

MEMORY = 384 * 1024 * 1024  # address space of the child
CPU_SECONDS = 8  # a report takes a fifth of one
WALL_SECONDS = 18.0
