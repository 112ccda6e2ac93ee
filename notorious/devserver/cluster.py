"""Create a cluster with our tables and the bundled record, which the first `make run` copies.

It only saves time: migrations, permissions and record are checked after the copy as after any other start.
"""

import contextlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
from django.db import connections

from notorious.devserver import DevServerError, binaries
from notorious.devserver.paths import Paths, find_paths
from notorious.devserver.postgres import OWNER, TEMPLATE_CLUSTER, WEB_ROLE, data_folder
from notorious.devserver.prepare import load_record, migrate_and_grant
from notorious.devserver.servers import Servers


def main() -> int:
    """Replace the template cluster. A failure stops nothing: the first start only takes longer."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the servers' user must pass
        try:
            paths = find_paths(Path(folder) / "var", [binaries.find_postgres() / "postgres"])
            _fill(paths)
            _replace_template(data_folder(paths))
        except (DevServerError, OSError) as problem:
            sys.stderr.write(f"notorious: no cluster was prepared, the first start will do it: {problem}\n")
        else:
            if paths.state != paths.var:
                shutil.rmtree(paths.state)
    return 0


def _fill(paths: Paths) -> None:
    servers = Servers(paths, durable=False, valkey=False)
    servers.start()
    try:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "notorious.settings",
            "VAR": str(paths.var),
            "DATABASE_URL": paths.database_url(OWNER),
            "DATABASE_WEB_ROLE": WEB_ROLE,
            "RECORD": "",
            "REDIS_URL": paths.redis_url(),  # no server listens there, and none is needed
        }
        django.setup()
        with contextlib.redirect_stderr(io.StringIO()):
            migrate_and_grant()
            load_record()
        connections.close_all()
    finally:
        servers.stop()


def _replace_template(cluster: Path) -> None:
    """Give it its name only when it is complete."""
    draft = Path(f"{TEMPLATE_CLUSTER}.new")
    for old in (draft, TEMPLATE_CLUSTER):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(cluster, draft)
    draft.rename(TEMPLATE_CLUSTER)


if __name__ == "__main__":
    sys.exit(main())
