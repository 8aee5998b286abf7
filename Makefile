# Each target is one command that works first in a fresh clone: it sets up what it needs in .venv and says so.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out/demo
PORT ?= 8000

# Some tests run on one database: requests of all sorts and the rehearsal on PostgreSQL, which is stricter; on
# SQLite the browser, what asks no database, what brings one of its own, pages, each of which test_query_bounds
# opens on both, and seasons and restores killed half way, where test_deploy backs up and restores PostgreSQL. `make
# long` runs most of them on the other one.
ON_POSTGRESQL := test_api_fuzzed test_rehearsal
ON_SQLITE := test_killed_seasons test_backup test_browser test_look test_languages test_environment test_verifier \
  test_offline_visit test_complaint_journeys test_permit_commands test_deploy test_commands \
  test_complaint_wall test_authority_drawn test_officer_pages test_employer_pages test_worker_pages test_own_pages
# Those of them that `make long` runs on PostgreSQL.
ON_BOTH := test_killed_seasons test_backup test_complaint_wall test_authority_drawn test_officer_pages \
  test_employer_pages test_worker_pages test_own_pages
ignored = $(1:%=--ignore tests/service/%.py)

.DEFAULT_GOAL := help
.PHONY: help demo serve season test browser rehearse check bench nation long effect mutants docs locale lock clean

help:  ## List what can be run here
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

.venv/made:
	@echo "==> Making an environment in .venv (once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/made requirements.txt pyproject.toml
	@echo "==> Installing the pinned packages of requirements.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@echo "==> Installing the pinned packages of requirements-dev.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements-dev.txt
	@touch $@

demo: season  ## Play the season of H-2A job orders of fiscal year 2017, then run the service (SERVE=0: do not)
	@if [ "$(SERVE)" != 0 ] && [ -t 1 ]; then $(BIN)/acuerdo serve --port $(PORT); \
	else echo "==> The service was not started: make serve"; fi

serve: .venv/run  ## Run the service as a demonstration, at http://localhost:8000/ (PORT=8001: elsewhere)
	@$(BIN)/acuerdo serve --port $(PORT)

season: .venv/run
	@echo "==> Playing the season; results go to $(OUT)"
	@$(BIN)/acuerdo season --out $(OUT)

test: .venv/dev  ## Check formatting, types, room contracts and every test, as CI does
	@echo "==> Formatting and lint (ruff)"
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@echo "==> Types (mypy, strict)"
	@$(BIN)/mypy
	@echo "==> Rooms and floors (import-linter)"
	@$(BIN)/lint-imports --no-cache
	@if [ "$$(id -u)" = 0 ]; then $(MAKE) --no-print-directory browser || echo "==> Chromium could not be installed"; fi
	@echo "==> Tests (pytest)"
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "not long" $(call ignored,$(ON_POSTGRESQL))
	@echo "==> Tests of the service again, on PostgreSQL"
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder tests/service --database postgresql \
		-m "not long" $(call ignored,$(ON_SQLITE))

browser:  ## Install Chromium for the tests in a browser (as root, on Debian); nothing where it is there
	@command -v chromium > /dev/null || { echo "==> Installing Chromium" \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium > /dev/null; }

.venv/mutants: .venv/dev requirements-mutants.txt
	@echo "==> Installing the pinned packages of requirements-mutants.txt"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes -r requirements-mutants.txt
	@touch $@

mutants: .venv/mutants  ## Change the rules and clauses a little, many times, and count what the tests notice (hours; ONLY='acuerdo.rules.caps*' for a part)
	@$(BIN)/python tests/mutants.py $(ONLY)

long: .venv/dev  ## Run the tests that take long and are not in `make test`
	@$(BIN)/pytest -n auto -m long
	@$(BIN)/pytest -n auto --dist loadfile $(ON_POSTGRESQL:%=tests/service/%.py)
	@$(BIN)/pytest -n auto --dist loadfile --database postgresql $(ON_BOTH:%=tests/service/%.py)

effect: .venv/dev  ## Change every executed value of every text and list those that change no answer (some minutes)
	@$(BIN)/pytest -n auto tests/effect

rehearse: .venv/dev  ## Play two seasons of the service, 4,000 places and 5,000 workers, on SQLite and on PostgreSQL (long; SIZE='--places 100 --workers 150')
	@$(BIN)/acuerdo rehearse $(SIZE) --out out/rehearsal/sqlite
	@$(BIN)/python tests/databases.py $(BIN)/acuerdo rehearse $(SIZE) --out out/rehearsal/postgresql

bench: .venv/dev  ## Measure, as ratios within one run (a few minutes)
	@$(BIN)/python -m benchmarks

nation: .venv/dev  ## Run the season of 400,000 workers by the service, each step timed (some minutes, 4 GB)
	@$(BIN)/python -m benchmarks.national

docs: season  ## Write the reference, the schemas, the page of the sources and the picture again
	@$(BIN)/python docs/make.py $(OUT)

locale: .venv/dev  ## Bring the Spanish of the service up to date: new strings into django.po, and django.mo from it
	@$(BIN)/python docs/languages.py

lock: .venv/dev  ## Resolve the pins of both requirements files again
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml --extra build -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml --extra mutants -c requirements-dev.txt -o requirements-mutants.txt

clean:  ## Remove the environment and what was built, compiled loops with it
	rm -rf .venv out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
