# Groundswell: everything a person types. Each target does all of its own set-up.
PORT ?= 8000
GROUNDSWELL_HOME ?= $(CURDIR)/var/demo
PYTHON ?= python3
BIN := .venv/bin
export PORT GROUNDSWELL_HOME

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix bench docs lock room clean

help: ## What can be typed here
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Groundswell needs Python 3.11 or newer; set PYTHON=... to name one.")'
	@echo "Setting up .venv (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch .venv/ready

setup: .venv/ready ## The environment alone, in .venv

demo: .venv/ready ## The example network on http://127.0.0.1:8000 (PORT=, GROUNDSWELL_HOME=)
	@$(BIN)/groundswell demo --port $(PORT)

test: .venv/ready ## Everything CI checks, with each suite's count and time
	@$(BIN)/python -m tests.run

check: .venv/ready ## Fast checks that never write: lint, format, types, contracts, templates
	@$(BIN)/python -m tests.run --only lint

fix: .venv/ready ## Format and mend what can be mended by itself
	@$(BIN)/ruff check --fix --quiet src tests tools benchmarks || true
	@$(BIN)/ruff format --quiet src tests tools benchmarks
	@find src/groundswell/templates -name '*.html' | xargs $(BIN)/djade --target-version 5.2 || true

bench: .venv/ready ## Benchmarks: a table of ratios (JSON=FILE for the same as {name: value})
	@$(BIN)/python -m benchmarks $(if $(JSON),--json $(JSON))

docs: .venv/ready ## Build the documentation into docs/_build
	@$(BIN)/sphinx-build -E -q -W -b html docs docs/_build

lock: .venv/ready ## Resolve the dependencies again into requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --extra postgres --extra spark --group dev --group bench --generate-hashes --no-header --quiet --upgrade -o requirements.lock

room: ## List every file of a room over all floors: make room cycles
	@$(PYTHON) tools/room.py $(filter-out room,$(MAKECMDGOALS)) $(NAME)

clean: ## Remove what the other targets made
	rm -rf .venv var docs/_build dist

# lets "make room cycles" name a room without make looking for a target of that name
ifeq (room,$(firstword $(MAKECMDGOALS)))
$(eval $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS)):;@:)
endif
