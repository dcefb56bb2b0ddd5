# Heyi (合一): verbs only. `make run` needs nothing but make, a Python 3.11 to 3.13 and the package registry.

export UV_PYTHON_DOWNLOADS := never
unexport PYTHONDONTWRITEBYTECODE  # where it is set, each of our many processes would compile everything anew
BIN := .venv/bin
MATTERS ?= 10000
WHAT ?= all
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run check test bench

help:  ## Tell what there is to say
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## Install everything, development tools too, into .venv

run: $(READY)  ## Start database, web and worker; print the address and a sign-in for each role (HEYI_PORT, HEYI_HOME)
	@exec $(BIN)/heyi up

check: $(READY)  ## Style, types, import contracts, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint heyi --quiet --lint
	DJANGO_SETTINGS_MODULE=heyi.config.settings $(BIN)/python -W ignore -m django makemigrations --check --dry-run

test: $(READY)  ## Every test, on a PostgreSQL and in a Chromium of its own; ARGS="-k name" for some
	@sh scripts/chromium
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --durations 10 $(ARGS)

bench: $(READY)  ## Measure the hot paths on a database of its own (MATTERS=10000, WHAT=receive)
	$(BIN)/heyi bench $(WHAT) --matters $(MATTERS) --json --write .

$(READY): pyproject.toml uv.lock scripts/setup $(wildcard heyi/web/locale/*/LC_MESSAGES/*.po)
	@sh scripts/setup
	@touch $@
