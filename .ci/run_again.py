"""Run the tests with one mark. A test that fails is run once more, alone; if it fails again, so does this script.

For tests that kill real processes or drive a browser, and wait for both, on a machine whose speed is unknown. Its
arguments are the mark, then options of pytest.
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


def main(mark: str, *arguments: str) -> int:
    """Return 0 if every test passed, at the latest alone."""
    sys.path.insert(0, str(ROOT))  # as `python -m pytest` does
    failures = FailureCollector()
    code = int(pytest.main(["-m", mark, *arguments], plugins=[failures]))
    if not failures.ids:
        return code
    failed_again = []
    for test in failures.ids:
        sys.stdout.write(f"== again, alone: {test}\n")
        sys.stdout.flush()
        if subprocess.run(
            [sys.executable, "-m", "pytest", "-m", mark, test], cwd=ROOT, check=False
        ).returncode:
            failed_again.append(test)
    for test in failed_again:
        sys.stdout.write(f"== FAILED TWICE: {test}\n")
        sys.stdout.flush()
    return 1 if failed_again else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
