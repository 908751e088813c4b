# `make run` and `make test` need Python 3.11 or newer, nothing else; the playground also needs Node.js 20 or newer.
# What was installed or built is not done again until its sources change, so both work offline after the first time.

PYTHON ?= python3
PYTEST_ARGS ?=
EVAL_ARGS ?=

BIN := .venv/bin
ITSELF := .[postgres,html]
READY := .venv/.ready
READY_DEV := .venv/.ready-dev
MODULES := playground/node_modules/.package-lock.json
AUDITS := tests/audits/node_modules/.package-lock.json
WIDGETS := tests/widgets/node_modules/.package-lock.json
PEERS := benchmarks/peers/node_modules/.package-lock.json
PLAYGROUND := timeline/web/static/playground/index.html

# uv where it is there; pip where it is not, or where uv cannot reach what pip can.
UV := $(shell command -v uv)
define install
$(if $(UV),uv pip install --quiet --python $(BIN)/python --constraint constraints.txt $(1) ||) \
$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt $(1)
endef

# The three that `make run` takes; a password with a dollar sign stays as it is.
ifdef DATABASE_URL
export TIMELINE_DATABASE_URL = $(value DATABASE_URL)
endif
ifdef HOST
export TIMELINE_HOST = $(HOST)
endif
ifdef PORT
export TIMELINE_PORT = $(PORT)
endif

.NOTPARALLEL:
.PHONY: help run test eval check lint format audits audits-if-possible playground playground-if-possible readme bench wheel constraints clean

help:
	@echo 'make run         install, load seed_data/ and serve; PORT=8123 HOST=0.0.0.0 DATABASE_URL=postgresql://...'
	@echo 'make test        everything the tests need, then the tests; PYTEST_ARGS="-k dates"'
	@echo 'make eval        measure the extraction on articles with known findings; EVAL_ARGS=--misses'
	@echo 'make check       format, lint, types, import contracts, tests'
	@echo 'make lint        the same without the tests'
	@echo 'make format      put the code into shape'
	@echo 'make audits      fetch the HTTP audits and widgets that the tests run, with npm'
	@echo 'make playground  build the playground with npm'
	@echo 'make readme      write the outputs and settings the README shows anew'
	@echo 'make bench       measure beside other servers (needs npm, wrk, PostgreSQL); BENCH_ARGS="--entries 10000"'
	@echo 'make wheel       build wheel and sdist into dist/'
	@echo 'make constraints pin the newest versions of everything installed (needs uv)'
	@echo 'make clean       remove what was installed and built; databases stay'

run: $(READY) playground-if-possible
	@$(BIN)/timeline init
	@$(BIN)/timeline load seed_data
	@$(BIN)/timeline serve

test: $(READY_DEV) playground-if-possible audits-if-possible
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST_ARGS)

eval: $(READY_DEV)
	@PYTHONPATH=tests $(BIN)/python -m evaluation $(EVAL_ARGS)

check: lint test

lint: $(READY_DEV)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY_DEV)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

playground: $(PLAYGROUND)

# A program without its playground is still a program: say what is missing and go on.
playground-if-possible:
	@if ! command -v npm >/dev/null; then \
		test -f $(PLAYGROUND) || echo 'No npm here: going on without the playground (see: make playground).'; \
	elif ! $(MAKE) --silent --no-print-directory playground; then \
		echo 'The playground could not be built; going on with what is there.'; \
	fi

readme: $(READY_DEV)
	$(BIN)/python tests/test_readme.py

bench: $(PEERS)
	@$(BIN)/python benchmarks/peers.py $(BENCH_ARGS)
	@$(BIN)/python benchmarks/growth.py
	@$(BIN)/python benchmarks/bulk.py
	@$(BIN)/python benchmarks/startup.py
	@$(BIN)/python benchmarks/extraction.py

audits: $(AUDITS) $(WIDGETS)

audits-if-possible:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory audits || echo 'The audits and widgets could not be fetched.'; fi

wheel: $(READY_DEV) playground
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist

constraints:
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --group dev --group bench \
		--no-annotate --custom-compile-command 'make constraints' --output-file constraints.txt pyproject.toml

clean:
	rm -rf .venv dist playground/node_modules tests/audits/node_modules tests/widgets/node_modules benchmarks/peers/node_modules \
		timeline/web/static/playground .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find timeline schema alembic tests -name __pycache__ -type d -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@command -v '$(PYTHON)' >/dev/null || { echo 'There is no $(PYTHON) here: install Python 3.11 or newer, or say make PYTHON=/path/to/python.' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $(PYTHON) is $$('$(PYTHON)' -c 'import platform; print(platform.python_version())'); say make PYTHON=/path/to/python." >&2; exit 1; }
	@echo 'Installing into .venv ...'
	@if '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null; then '$(PYTHON)' -m venv .venv; \
	elif test -n '$(UV)'; then uv venv --quiet --allow-existing --python "$$(command -v '$(PYTHON)')" .venv; \
	else echo '$(PYTHON) comes without venv: install it (Debian: apt-get install python3-venv) or uv.' >&2; exit 1; fi
	@$(call install,pip hatchling editables)
	@$(call install,--no-build-isolation --editable '$(ITSELF)')
	@touch $@

$(READY_DEV): $(READY)
	@echo 'Installing what the tests need ...'
	@$(call install,--group dev)
	@touch $@

$(MODULES): playground/package.json playground/package-lock.json
	@echo 'Fetching what the playground is made of ...'
	@cd playground && npm ci --prefer-offline --no-progress --no-update-notifier --loglevel=error
	@touch $@

$(AUDITS): tests/audits/package.json tests/audits/package-lock.json
	@cd tests/audits && npm ci --no-progress --no-update-notifier --loglevel=error
	@touch $@

$(WIDGETS): tests/widgets/package.json tests/widgets/package-lock.json
	@cd tests/widgets && npm ci --no-progress --no-update-notifier --loglevel=error
	@touch $@

$(PEERS): benchmarks/peers/package.json benchmarks/peers/package-lock.json | $(READY_DEV)
	@$(call install,--group bench)
	@cd benchmarks/peers && npm ci --no-progress --no-update-notifier --loglevel=error
	@touch $@

$(PLAYGROUND): $(MODULES) playground/build.mjs $(wildcard playground/src/* playground/src/*/*)
	@cd playground && npm run --silent build
