# README, "Commands", says what each does.
PYTHON ?= python3
BIN := .venv/bin
PIP := -m pip install --quiet --disable-pip-version-check --require-hashes

# Tests and servers start many processes: each would compile our code again where an environment forbids to keep it.
export PYTHONDONTWRITEBYTECODE :=

# $(call step,TITLE,COMMAND): one line for each step of an installation, with its seconds.
step = printf '%s … ' '$(1)'; start=$$(date +%s); { $(2); } || { echo failed; exit 1; }; echo "$$(($$(date +%s) - start)) s"

.PHONY: run env test lint audit faults bench wide look lighthouse tools lock

run: .venv/.run .venv/.cluster
	@$(BIN)/python -m notorious.devserver.run

env: .venv/.dev .venv/.cluster

# In file order: the tests of a folder share what they read, and the longest files do not come last. One worker more
# than there are cores: tests wait for processes that they start.
test: .venv/.dev .venv/.cluster
	@$(BIN)/python -m pytest -m "not bench and not faults and not wide and not look" \
		-n $$(($$($(BIN)/python -c 'import os; print(os.cpu_count())') + 1)) --dist loadfile --no-loadscope-reorder

lint: .venv/.dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

# Known vulnerabilities of locked packages. It passes, and says so, if the service cannot be reached.
audit: .venv-tools/.made
	@$(PYTHON) .ci/audit.py requirements.lock

faults: .venv/.dev
	@$(BIN)/python .ci/run_again.py faults

# pytest exits with 5 if no test has the mark.
bench: .venv/.dev
	@$(BIN)/python -m pytest -s -m bench || test $$? -eq 5

wide: .venv/.dev .venv/.cluster
	@$(BIN)/python .ci/run_again.py wide -n auto --dist loadfile --no-loadscope-reorder

# Pictures of every page under var/screenshots, for a person to look at.
look: .venv/.dev .venv/.cluster
	@$(BIN)/python -m pytest -m look

# Lighthouse's scores of ten page types, the median of five runs each. Needs Node.js, Chromium and OpenSSL.
lighthouse: .venv/.dev .venv/.cluster
	@PYTHONPATH=. $(BIN)/python .ci/lighthouse.py

# Programs that check what we publish; tests that need them are skipped without them.
tools: .venv-tools/.made

.venv-tools/.made: requirements-tools.lock
	@$(call step,Creating .venv-tools,$(PYTHON) -m venv .venv-tools)
	@$(call step,Installing the tools,.venv-tools/bin/python $(PIP) -r requirements-tools.lock)
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "notorious needs Python 3.11 or newer: name one with PYTHON=…"; exit 1; }
	@$(call step,Creating .venv,$(PYTHON) -m venv .venv)

.venv/.run: requirements.lock | .venv/bin/python
	@test -f .venv/.dev || { $(call step,Installing the packages,$(BIN)/python $(PIP) -r requirements.lock); }
	@touch $@

.venv/.dev: requirements-dev.lock | .venv/bin/python
	@$(call step,Installing the packages and test tools,$(BIN)/python $(PIP) -r requirements-dev.lock)
	@touch $@ .venv/.run

# A database with the bundled record, which a first start and the tests copy.
.venv/.cluster: requirements.lock $(wildcard */migrations/*.py */record/* notorious/devserver/*.py) | .venv/.run
	@$(call step,Creating the database with the bundled record,$(BIN)/python -m notorious.devserver.cluster)
	@touch $@

# Needs uv; the lock holds hashes and no host.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements-dev.lock
	uv pip compile --group tools --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements-tools.lock
	uv pip compile pyproject.toml -c requirements-dev.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock
