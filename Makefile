# What each does stands in the README, "Commands".
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run env test lint audit faults bench wide look tools lock

run: .venv/.run .venv/.cluster
	@$(BIN)/python -m notorious.devserver.run

env: .venv/.dev .venv/.cluster

# Files in their order: those of a folder share its record, and the longest are not the last.
test: .venv/.dev .venv/.cluster
	@$(BIN)/python -m pytest -m "not bench and not faults and not wide and not look" -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/.dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

# Has any locked package a known hole? Where the service cannot be reached it says so, and passes.
audit: .venv-tools/.made
	@$(PYTHON) .ci/audit.py requirements.lock

# pytest says 5 where no test carries the mark: nothing to run is nothing wrong.
faults: .venv/.dev
	@$(BIN)/python -m pytest -m faults || test $$? -eq 5

bench: .venv/.dev
	@$(BIN)/python -m pytest -s -m bench || test $$? -eq 5

wide: .venv/.dev .venv/.cluster
	@$(BIN)/python -m pytest -m wide -n auto --dist loadfile --no-loadscope-reorder

# Pictures of every page under var/screenshots, for a person to look at.
look: .venv/.dev .venv/.cluster
	@$(BIN)/python -m pytest -m look

# Programs that check what we publish; tests that need them skip where they are absent.
tools: .venv-tools/.made

.venv-tools/.made: requirements-tools.lock
	@$(PYTHON) -m venv .venv-tools
	@.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "notorious needs Python 3.11 or newer; say which with PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.lock | .venv/bin/python
	@test -f .venv/.dev || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ .venv/.run

# Tables and record, which a first start copies.
.venv/.cluster: requirements.lock $(wildcard */migrations/*.py */record/* notorious/devserver/*.py) | .venv/.run
	@$(BIN)/python -m notorious.devserver.cluster
	@touch $@

# Needs uv; the lock holds hashes and no host.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements-dev.lock
	uv pip compile --group tools --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements-tools.lock
	uv pip compile pyproject.toml -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock
