"""The fingerprint of the reader covers the code that reads."""

from pathlib import Path

from markets.ingest import parser_version


def test_every_part_of_the_reader_is_in_the_fingerprint() -> None:
    here = Path(parser_version.__file__).parent
    assert all((here / part).exists() for part in parser_version.READ_BY), (
        "a part that moved would be left out"
    )
