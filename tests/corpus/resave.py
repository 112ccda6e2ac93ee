"""`python -m tests.corpus.resave FOLDER TARGET [NAME…]`: the reports of a folder saved again by other programs."""

import shutil
import sys
from pathlib import Path

from tests.corpus.programs import RESAVERS, reported_failure


def main(folder: Path, target: Path, names: list[str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted(folder.glob("*.pdf")):
        if names and source.stem not in names:
            continue
        for program, resave in RESAVERS.items():
            made = target / f"{source.stem}.{program}.pdf"
            expected = target / f"{source.stem}.{program}.expected.json"
            with reported_failure(made.name):
                resave(source, made)
                shutil.copy(source.with_suffix(".expected.json"), expected)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
