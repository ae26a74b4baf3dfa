# kabar: everything needs only Python 3.11 to 3.14 and make; the rest is installed into .venv on first use.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIMIT ?= 5
CORPUS ?=

.PHONY: help setup setup-dev run demo browser test check format bench prove lock clean
.DEFAULT_GOAL := help

help:           ## show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## ?(.*)/  make \1\t\2/' | expand -t 20

setup: $(VENV)/.installed    ## create .venv with kabar in it
setup-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; ok = (3, 11) <= sys.version_info[:2] <= (3, 14); print("" if ok else "kabar needs Python 3.11 to 3.14; this is " + sys.version.split()[0] + ". Choose another with: make PYTHON=python3.12 ..."); sys.exit(not ok)'
	$(PYTHON) -m venv $(VENV)

# The lists name everything there is to install (tests/test_lock.py), so pip looks for nothing more: older ones do not apply
# the pin of sqlalchemy to sqlalchemy[asyncio], take a newer one for it, and refuse that for want of a hash.
$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

# A first run takes the newest few entries of each feed and says what is left; later ones take all that is due.
run: setup      ## poll the outlets, fetch, extract, publish data/kabar.duckdb, and show what was found
	@$(BIN)/kabar run $$(test -e "$${KABAR_HOME:-data}/kabar.duckdb" || echo --limit $(LIMIT))
	@$(BIN)/kabar sql "select published_at, outlet_id, lang, title from articles order by published_at desc limit 10"

demo: setup-dev ## the same against invented publishers on this machine, without a connection
	@$(BIN)/python -m tests.web.demo

# Pages are looked at in a real browser. It is installed where that needs no question and no password; nothing fails for
# want of it: the tests that need one say that they did not run.
browser:        ## Chromium for the tests, from apt, where it is not there yet
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	root=; test "$$(id -u)" = 0 || root="sudo -n"; \
	if command -v apt-get >/dev/null && $$root true 2>/dev/null; then \
		echo "No browser for the tests yet: installing chromium."; \
		get="timeout 300 $$root env DEBIAN_FRONTEND=noninteractive apt-get -qq"; \
		{ $$get install -y --no-install-recommends chromium || { $$get update && $$get install -y --no-install-recommends chromium; }; } >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "No browser could be installed: the tests that need one will say that they did not run."

test: setup-dev browser ## the tests, under 8 minutes on 2 cores
	$(BIN)/python -m pytest -m "not prove" --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: setup-dev ## ruff, its formatter, and strict mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-dev ## let ruff put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

prove: setup-dev browser ## the long proofs: kills, faults, full disks, days of polling
	$(BIN)/python -m pytest -m prove --timeout 3600

bench: setup-dev ## measurements, side by side; CORPUS=folder adds those on recorded pages
	@$(BIN)/python -m tests.benchmarks $(CORPUS)

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --extra build

lock:           ## pin what pyproject.toml allows now (needs uv)
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra dev -o requirements-dev.txt

clean:          ## remove .venv and caches, never data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
