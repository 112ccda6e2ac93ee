"""`make audit`: has any locked package a known hole? Says apart what pip-audit's exit code mixes up.

Exit 1 for a known hole, and where pip-audit itself failed; 0 where nothing is known, and where nobody could be
asked: a machine without a way to the service must not look as if something had been found, nor as if all were well.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

# The last line of what pip-audit writes when the network, or the service, let it down.
_NOBODY_THERE = re.compile(
    r"(requests|urllib3)\.exceptions\.|ConnectionError|ServiceError|Could not connect|[Tt]imed? ?out"
)


def verdict(written: str, complaints: str) -> tuple[int, str]:
    """The exit code and what to say of pip-audit's JSON and of its standard error."""
    try:
        packages = json.loads(written)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (complaints.strip().splitlines() or ["it said nothing"])[-1][:500]
        if _NOBODY_THERE.search(last):
            return 0, f"COULD NOT BE ASKED: nothing is known of any package. {last}"
        return 1, f"The audit itself failed: {last}"
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}"
        f" ({'mended in ' + ', '.join(hole['fix_versions']) if hole['fix_versions'] else 'not mended yet'})"
        for package in packages
        for hole in package.get("vulns", ())
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    asked = len(packages) - len(skipped)
    if not asked:
        return 0, f"COULD NOT BE ASKED: the service knows none of {len(packages)} packages; nothing is known."
    unasked = f" Could not be asked about: {', '.join(skipped)}." if skipped else ""
    if holes:
        return 1, "\n".join(["KNOWN HOLES:", *holes]) + unasked
    return 0, f"Nothing is known against {asked} packages.{unasked}"


def main() -> int:
    """Asks about the locks that are named, with the pip-audit of `make tools`."""
    program = Path(__file__).resolve().parents[1] / ".venv-tools" / "bin" / "pip-audit"
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    worst = 0
    for lock in sys.argv[1:]:
        asked = subprocess.run([program, "-r", lock, *options], capture_output=True, text=True, check=False)
        code, says = verdict(asked.stdout, asked.stderr)
        sys.stdout.write(f"{lock}: {says}\n")
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
