"""`--update-expected` writes what a parse now gives, and then fails, so that a person reads the difference."""

import pytest


@pytest.fixture
def update_expected(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-expected"))
