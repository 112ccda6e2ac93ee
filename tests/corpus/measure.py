"""`python -m tests.corpus.measure FOLDER [NAME…]`: every report of a folder, read and compared with what it holds.

Prints a table of figures, and for each report what went wrong without a word.
"""

import json
import sys
from pathlib import Path
from typing import Any

from markets.ingest.parse_command import answer_command
from tests.markets.ingest.parsers.scoring import figures, key

NAMES = ("listings", "country", "domains", "asks", "pages", "edition", "text", "city", "clean", "words")


def read(file: Path) -> tuple[int, dict[str, Any] | None, str]:
    given = answer_command(file)
    return given.status, json.loads(given.json) if given.json else None, given.refusal


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What differs in listings of the same name."""
    by_name = {(key(row["name"]), row["kind"]): row for row in found["listings"]}
    lines = []
    for row in wanted["listings"]:
        other = by_name.get((key(row["name"]), row["kind"]))
        if other is None:
            continue
        if sorted(row["domains"]) != sorted(other["domains"]):
            lines.append(f"{row['name']}: domains {row['domains']} / {other['domains']}")
        if list(row["recommendations"]) != [r["text"] for r in other["recommendations"]]:
            lines.append(
                f"{row['name']}: {len(row['recommendations'])} / {len(other['recommendations'])} asks"
            )
        a, b = row["text"].split(), other["text"].split()
        at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        if a != b:
            wanted_words, read_words = a[max(at - 3, 0) : at + 5], b[max(at - 3, 0) : at + 5]
            lines.append(f"{row['name']}: …{' '.join(wanted_words)}… / …{' '.join(read_words)}…")
    return lines


def main(folder: Path, names: list[str], verbose: bool) -> None:
    print(f"{'':34} rc " + " ".join(f"{name[:6]:>6}" for name in NAMES))
    good = total = silent = 0
    for path in sorted(folder.glob("*.pdf")):
        expected = path.parent / f"{path.name[:-4]}.expected.json"
        if names and not any(name in path.name for name in names) or not expected.exists():
            continue
        wanted = json.loads(expected.read_text(encoding="utf-8"))
        status, found, refusal = read(path)
        total += 1
        if found is None:
            print(f"{path.stem:34} {status}  {refusal}")
            continue
        scores, said = figures(wanted, found)
        passed = min(scores.values()) >= 0.95
        good += passed
        wrong = min(scores.values()) < 1 or bool(differences(wanted, found))
        silent += status == 0 and wrong
        marks = " ".join(f"{scores[name]:6.3f}" if scores[name] < 1 else "     ." for name in NAMES)
        print(f"{path.stem:34} {status}  {marks}")
        if verbose:
            for line in differences(wanted, found):
                print(f"      ~ {line}")
            for line in said:
                print(f"      - {line}")
            for problem in found["problems"]:
                print(f"      ! {problem}")
    print(f"{good} of {total} reach 0.95 in every figure; {silent} are wrong at exit 0")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [name for name in sys.argv[2:] if name != "-v"], "-v" in sys.argv)
