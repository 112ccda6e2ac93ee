"""What a better parser would make of what we hold: one reading against another, row by row."""

from dataclasses import dataclass
from typing import Any

from markets.text.keys import name_key

FIELDS = ("name", "country", "country_codes", "city", "domains", "page", "text", "recommendations")


@dataclass(frozen=True, slots=True)
class Effect:
    """Rows of a new reading that an old one lacks, rows that differ (with the fields that do), rows it lost."""

    added: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    dropped: tuple[str, ...]
    edition: tuple[str, ...]  # the edition's own values that differ

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.dropped or self.edition)

    def __str__(self) -> str:
        return f"{len(self.added)} rows added, {len(self.changed)} changed, {len(self.dropped)} dropped"


def compare_outputs(old: dict[str, Any], new: dict[str, Any]) -> Effect:
    """Hold two outputs of `parse` of one report against each other; rows are paired by name and kind."""
    before, after = _by_name(old), _by_name(new)
    changed = []
    for key in before.keys() & after.keys():
        fields = tuple(field for field in FIELDS if before[key].get(field) != after[key].get(field))
        if fields:
            changed.append((after[key]["name"], fields))
    return Effect(
        added=tuple(sorted(after[key]["name"] for key in after.keys() - before.keys())),
        changed=tuple(sorted(changed)),
        dropped=tuple(sorted(before[key]["name"] for key in before.keys() - after.keys())),
        edition=tuple(
            sorted(name for name in new["edition"] if new["edition"][name] != old["edition"].get(name))
        ),
    )


def _by_name(parsed: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(name_key(row["name"]), row["kind"]): row for row in parsed["listings"]}
