"""Named in `addopts`, so that the addresses are in the environment before pytest-django reads the settings.

Nothing is started here: `conftest.py` does that when a test first needs it.
"""

import os

from notorious.devserver.ensure import find_servers, set_environment
from notorious.devserver.paths import default_var
from notorious.devserver.postgres import OWNER

NUMBER = os.getpid() % 999 + 1
"""This run's Valkey database: several runs may share one server."""

# pytest's own workers inherit the environment of the run that starts them: what that put there is not given.
OURS = "NOTORIOUS_TEST_SERVERS"
if OURS in os.environ:
    for name in os.environ[OURS].split():
        os.environ.pop(f"{name}_URL", None)
else:
    os.environ[OURS] = " ".join(name for name in ("DATABASE", "REDIS") if not os.environ.get(f"{name}_URL"))
    # Apart from the data of `make run`, which may be up.
    os.environ["VAR"] = str(default_var() / "test")
# Thousands of requests come from one address here, also to processes that a test starts.
for name in ("LIMIT_SEARCHES", "LIMIT_EXPORTS", "LIMIT_API"):
    os.environ[name] = "0"
servers = find_servers(default_var(), durable=False)
"""The servers of this run, not yet started; None where they were given."""

if servers:
    set_environment(servers.paths, OWNER, number=NUMBER)
