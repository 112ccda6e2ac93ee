"""The readers are pure: text in, records out."""

import subprocess
import sys
from pathlib import Path

MODULES = "responses.claims, responses.claims.article, responses.quotations, responses.comparable"


def test_reading_claims_and_quotations_needs_no_django() -> None:
    code = f"import {MODULES}, sys; print(sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
