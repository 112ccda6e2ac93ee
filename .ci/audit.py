"""`make audit`: report known vulnerabilities of locked packages.

Exit with 1 for a known vulnerability, or if pip-audit itself failed. Exit with 0 if nothing is known, or if the service
could not be reached, which the output says: pip-audit's own exit code does not distinguish these.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

# The last line of pip-audit's output if the network or the service failed.
_UNREACHABLE = re.compile(
    r"(requests|urllib3)\.exceptions\.|ConnectionError|ServiceError|Could not connect|[Tt]imed? ?out"
)


def verdict(written: str, complaints: str) -> tuple[int, str]:
    """Return the exit code and the message for pip-audit's JSON and its standard error."""
    try:
        packages = json.loads(written)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (complaints.strip().splitlines() or ["it said nothing"])[-1][:500]
        if _UNREACHABLE.search(last):
            return 0, f"COULD NOT BE ASKED: nothing is known of any package. {last}"
        return 1, f"The audit itself failed: {last}"
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}"
        f" ({'fixed in ' + ', '.join(hole['fix_versions']) if hole['fix_versions'] else 'no fix yet'})"
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
    """Ask about the locks that are named, with the pip-audit of `make tools`."""
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
