"""A site of its own: servers that a test may stop, kill, flush and fill, and a worker with beat on them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings

from notorious.local import binaries, postgres, valkey
from notorious.local.place import place
from notorious.local.servers import Servers
from tests.looking.processes import kill, wait_for

ASK = """
import sys
from pathlib import Path
from markets import tasks
from markets.ingest.pipeline import store
for name in sys.argv[1:]:
    tasks.ask("read", store(Path(name).read_bytes(), file_name=name).sha256)
"""


class Site:
    """`query` asks the database from outside; `manage` runs a command; `work` starts a worker with beat."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers = Servers(
            place(folder / "var", [binaries.postgres() / "postgres", binaries.valkey()]), durable=False
        )
        self.worker: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        where = self.servers.place
        return {
            **os.environ,
            "VAR": str(where.var),
            "DATABASE_URL": where.database_url(postgres.OWNER),
            "DATABASE_WEB_ROLE": postgres.WEB,
            "REDIS_URL": where.redis_url(),
        }

    def start(self) -> None:
        self.servers.start()
        self.manage("migrate", "--verbosity=0")

    def stop(self) -> None:
        if self.worker:
            kill(self.worker)
        with contextlib.suppress(Exception):
            self.servers.start()
        self.servers.stop()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def work(self, *options: str, **more: str) -> None:
        """Starts a worker with beat, as `make run` does."""
        schedule = f"--schedule={self.folder / f'beat-{time.monotonic_ns()}'}"
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=error")
        command = [sys.executable, "-m", "celery", "-A", "notorious", "worker", "--beat", "--concurrency=1",
                   schedule, *quiet, *options]  # fmt: skip
        environment = {**self.environment, **more}
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def read(self, *contents: bytes) -> None:
        """Stores these files and asks for each to be read."""
        names = []
        for content in contents:
            path = self.folder / f"{time.monotonic_ns()}.pdf"
            path.write_bytes(content)
            names.append(str(path))
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(){ASK}", *names],
            cwd=settings.BASE_DIR,
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "notorious.settings"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    def query(self, statement: str, *values: Any, superuser: bool = False) -> list[tuple[Any, ...]]:
        """The rows that a statement gives, in a session of its own, committed at once."""
        role = postgres.SUPERUSER if superuser else postgres.OWNER
        with contextlib.closing(psycopg2.connect(self.servers.place.database_url(role))) as session:
            session.autocommit = True
            with session.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if cursor.description else []

    def jobs(self) -> dict[str, int]:
        """How many jobs are in each state."""
        return dict(self.query("SELECT state, count(*) FROM markets_job GROUP BY state"))

    def all_done(self, seconds: float = 60) -> float:
        """Waits until no job is open; gives the seconds that it took."""
        begun = time.monotonic()
        wait_for(lambda: not set(self.jobs()) & {"queued", "running"}, seconds, "all jobs are done")
        return time.monotonic() - begun

    def stop_postgres(self) -> None:
        postgres.stop(self.servers.place)

    def start_postgres(self) -> None:
        postgres.ensure(self.servers.place, durable=False)

    def stop_valkey(self) -> None:
        valkey.stop(self.servers.place)

    def start_valkey(self) -> None:
        valkey.ensure(self.servers.place, durable=False)

    def flush_valkey(self) -> None:
        valkey._say(self.servers.place, "FLUSHALL")
