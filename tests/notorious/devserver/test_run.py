"""`make run`, up to the point where it refuses: each refusal is one sentence and an exit code."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from notorious.devserver import DevServerError, stack
from notorious.devserver.child import MAX_RESTARTS, Child
from notorious.devserver.paths import Paths
from notorious.devserver.postgres import ensure_running
from notorious.devserver.process import wait_until
from notorious.devserver.run import only_run

ROOT = Path(__file__).resolve().parents[3]


def run(var: Path, **given: str) -> subprocess.CompletedProcess[str]:
    plain = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "-m", "notorious.devserver.run"],
        env={**plain, "VAR": str(var), "PORT": "8999", **given},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def assert_one_sentence(refused: subprocess.CompletedProcess[str], words: str) -> None:
    assert refused.returncode == 1
    assert refused.stderr.startswith("notorious: ")
    assert words in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_taken_port_is_named_with_the_way_out(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_one_sentence(
            run(folder / "var", PORT=str(port)), f"Port {port} is taken: take another with PORT="
        )
    assert not (folder / "var").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_is_none_is_named(folder: Path, port: str) -> None:
    assert_one_sentence(run(folder / "var", PORT=port), f"PORT={port} is not a port")


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "file").touch()
    assert_one_sentence(run(folder / "file" / "var"), "cannot be written (Not a directory)")


def test_a_second_start_in_the_same_folder_says_where_the_first_one_serves(folder: Path) -> None:
    with only_run(folder / "var", 8123):
        assert_one_sentence(run(folder / "var"), "already serves http://127.0.0.1:8123/")
    assert not (folder / "var" / "postgres").exists()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SITE_URL"])
def test_production_names_the_secret_that_is_missing(folder: Path, missing: str) -> None:
    given = dict.fromkeys(["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SITE_URL"], "x" * 60)
    del given[missing]
    refused = run(folder / "var", NOTORIOUS_ENV="production", **given)
    assert_one_sentence(refused, f"Set {missing} in the environment")
    assert not (folder / "var").exists()


def test_a_missing_binary_is_named_with_the_way_out(where: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTORIOUS_POSTGRES", "/nowhere")
    with pytest.raises(DevServerError, match="No PostgreSQL was found .* DATABASE_URL"):
        ensure_running(where, durable=False)


def test_a_child_that_keeps_dying_ends_everything_after_a_bounded_number_of_starts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stack.SignalWatcher, "__init__", lambda self: setattr(self, "received", False))
    everything = stack.Stack(folder, 8999, stack.SignalWatcher())
    everything.children = [
        Child("worker", [sys.executable, "-c", "raise SystemExit(7)"], folder / "log", dict(os.environ))
    ]
    with pytest.raises(
        DevServerError, match=f"The worker ended with exit code 7, after {MAX_RESTARTS} restarts"
    ):
        everything.watch()
    assert capsys.readouterr().out.count("it is restarted") == MAX_RESTARTS


def test_the_whole_group_of_a_child_goes_with_it(folder: Path) -> None:
    pid_file = folder / "pid"
    program = (
        "import subprocess, sys, time; p = subprocess.Popen(['sleep', '99']);"
        "open(sys.argv[1], 'w').write(str(p.pid)); time.sleep(99)"
    )
    child = Child(
        "web server", [sys.executable, "-c", program, str(pid_file)], folder / "log", dict(os.environ)
    )
    assert wait_until(lambda: pid_file.exists() and pid_file.read_text() != "", None, 20)
    os.kill(child.process.pid, signal.SIGKILL)
    assert wait_until(lambda: child.process.poll() is not None, None, 5)
    assert child.describe_end() == "The web server was killed by SIGKILL"
    grandchild = int(pid_file.read_text())
    assert wait_until(lambda: not Path(f"/proc/{grandchild}").exists() or _zombie(grandchild), None, 5)


def _zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
