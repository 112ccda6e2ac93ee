"""Run the fault tests. A test that fails is run once more, alone; if it fails again, so does this script.

They kill real processes and wait for others to notice, on a machine whose speed is unknown.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


class FailureCollector:
    """A pytest plugin that remembers the ids of failed tests."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest after each phase of a test."""
        if report.failed and report.nodeid not in self.ids:
            self.ids.append(report.nodeid)


def main(arguments: list[str]) -> int:
    """Return 0 if every test passed, at the latest alone."""
    sys.path.insert(0, str(ROOT))  # as `python -m pytest` does
    failures = FailureCollector()
    code = int(pytest.main(["-m", "faults", *arguments], plugins=[failures]))
    if not failures.ids:
        return code
    failed_again = []
    for test in failures.ids:
        sys.stdout.write(f"== again, alone: {test}\n")
        sys.stdout.flush()
        if subprocess.run(
            [sys.executable, "-m", "pytest", "-m", "faults", test], cwd=ROOT, check=False
        ).returncode:
            failed_again.append(test)
    for test in failed_again:
        sys.stdout.write(f"== FAILED TWICE: {test}\n")
        sys.stdout.flush()
    return 1 if failed_again else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
