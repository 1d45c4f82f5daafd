# Everything a newcomer needs: `make demo`, `make test`, `make check`. Needs Python 3.11+, make and git.
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$each >/dev/null && $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$each && break; done)
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo test check lint types layers bench format clean

help:
	@echo "make demo    set up, read the reports in examples/, and show the record over all of them"
	@echo "make test    set up and run every test"
	@echo "make check   lint, types, layers and tests, as CI does"
	@echo "make bench   words a second, share of each stage, memory, start-up time"
	@echo "make format  put the code into the project's form"
	@echo "make clean   remove what was set up"

setup: $(READY)

$(READY): pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "onrecord needs Python 3.11 or newer, and none was found. Install it, or say: make PYTHON=/path/to/python"; exit 2; }
	@test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(RUN)/uv || $(RUN)/python -m pip install --quiet --disable-pip-version-check uv
	UV_PROJECT_ENVIRONMENT=$(VENV) $(RUN)/uv sync --locked --inexact --quiet
	@touch $(READY)

demo: $(READY)
	@sh examples/demo.sh

test: $(READY)
	$(RUN)/python -m pytest

lint: $(READY)
	$(RUN)/ruff check
	$(RUN)/ruff format --check

types: $(READY)
	$(RUN)/mypy

layers: $(READY)
	$(RUN)/lint-imports

check: lint types layers test

bench: $(READY)
	$(RUN)/python benchmarks/throughput.py

format: $(READY)
	$(RUN)/ruff check --fix
	$(RUN)/ruff format

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
