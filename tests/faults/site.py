"""A site of its own: servers that a test may stop, kill, flush and fill, and a worker with beat on them."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import requests
from django.conf import settings

from notorious.devserver import binaries, postgres, valkey
from notorious.devserver.paths import find_paths
from notorious.devserver.process import has_ended
from notorious.devserver.servers import Servers
from tests.markets.polling.processes import kill, wait_for

ASK = """
import sys
from pathlib import Path
from markets import tasks
from markets.ingest.pipeline import store_snapshot
for name in sys.argv[1:]:
    tasks.ask("read", store_snapshot(Path(name).read_bytes(), file_name=name).sha256)
"""


def none_came() -> requests.Response:
    """In place of an answer."""
    answer = requests.Response()
    answer.status_code = 0
    return answer


class Site:
    """`query` asks the database from outside; `manage` runs a command; `work` starts a worker with beat."""

    def __init__(self, folder: Path, use_template: bool = False) -> None:
        self.folder = folder
        self.servers = Servers(
            find_paths(folder / "var", [binaries.find_postgres() / "postgres", binaries.find_valkey()]),
            durable=False,
            use_template=use_template,
        )
        self.worker: subprocess.Popen[bytes] | None = None
        self.web: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def environment(self) -> dict[str, str]:
        where = self.servers.paths
        return {
            **os.environ,
            "VAR": str(where.var),
            "DATABASE_URL": where.database_url(postgres.OWNER),
            "DATABASE_WEB_ROLE": postgres.WEB_ROLE,
            "REDIS_URL": where.redis_url(),
        }

    def start(self) -> None:
        self.servers.start()
        self.manage("migrate", "--verbosity=0")

    def stop(self) -> None:
        for process in filter(None, (self.worker, self.web)):
            kill(process)
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

    def serve(self, processes: int = 2, ahead: bool = True) -> None:
        """Starts this many web processes, as the image does; the pages that are rendered ahead are there."""
        if ahead:
            self.do("from notorious.tasks import render; render()")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port), "--no-ws",
                   "--workers", str(processes), "--blocking-threads", "4", "--respawn-failed-workers",
                   "notorious.wsgi:application"]  # fmt: skip
        web = {"DATABASE_URL": self.servers.paths.database_url(postgres.WEB_ROLE), "MALLOC_ARENA_MAX": "1"}
        with (self.folder / "web.log").open("ab") as log:
            self.web = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env={**self.environment, **web},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(lambda: self.get("/healthz").status_code == 200, 60, "the site answers")

    def get(self, path: str) -> requests.Response:
        """A page; where no answer comes at all, an answer with status 0."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=10)
        except requests.RequestException:
            return none_came()

    def do(self, code: str, *arguments: str) -> str:
        """Runs lines of Python in a process of their own, as the site's owner; gives what they print."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}", *arguments],
            cwd=settings.BASE_DIR,
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "notorious.settings"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def read(self, *contents: bytes) -> None:
        """Stores these files and asks for each to be read."""
        names = []
        for content in contents:
            path = self.folder / f"{time.monotonic_ns()}.pdf"
            path.write_bytes(content)
            names.append(str(path))
        self.do(ASK, *names)

    def query(self, statement: str, *values: Any, superuser: bool = False) -> list[tuple[Any, ...]]:
        """The rows that a statement gives, in a session of its own, committed at once."""
        role = postgres.SUPERUSER if superuser else postgres.OWNER
        with contextlib.closing(psycopg2.connect(self.servers.paths.database_url(role))) as session:
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
        postgres.stop(self.servers.paths)

    def kill_postgres(self) -> None:
        pid = int((self.servers.paths.state / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: has_ended(pid), 20)

    def start_postgres(self) -> None:
        postgres.ensure_running(self.servers.paths, durable=False)

    def stop_valkey(self) -> None:
        valkey.stop(self.servers.paths)

    def start_valkey(self) -> None:
        valkey.ensure_running(self.servers.paths, durable=False)

    def flush_valkey(self) -> None:
        valkey.send_command(self.servers.paths, "FLUSHALL")


@contextlib.contextmanager
def open_site(use_template: bool = False) -> Iterator[Site]:
    """A site in a folder of its own, which the servers' user may enter; both are gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="notorious-site-"))
    folder.chmod(0o755)
    own = Site(folder, use_template)
    try:
        yield own
    finally:
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)
