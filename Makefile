# Nothing here touches what is outside this folder, the browser of the tests aside.
#   make run    the dashboard with the demo company, on http://127.0.0.1:8501
#   make test   lint, types, tests            make ci   the same and the long tests
#   make lock   pin the packages anew         make documents   write data/README.md anew
#   make screenshots  pictures of every page, into docs/screenshots
#   make bench  how fast it is, into bench/RESULTS.md

MINIMUM := 3.11
PYTHON ?= $(shell .ci/python $(MINIMUM))
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
DEMO := demo/trust/builds/current
PORT ?= 8501
# More than the two cores we reckon with: tests wait for browsers and servers.
WORKERS ?= 3
# The workers take over from each other what is left, as some tests take minutes.
SHARED := -n $(WORKERS) --dist worksteal --durations 15 --durations-min 5

# Empty: Python keeps what it compiled, for the hundreds of processes that the tests start.
export PYTHONDONTWRITEBYTECODE :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_CACHE_DIR := 1
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/$(VENV)/browsers

.PHONY: run test ci lint long install bench screenshots documents lock
.DELETE_ON_ERROR:

run: $(INSTALLED) $(DEMO)
	@$(BIN)/bigtrust serve --home demo --port $(PORT)

test: lint
	@.ci/browser $(BIN)
	$(BIN)/pytest -m "not long" $(SHARED)

ci: test long

long: $(INSTALLED)
	$(BIN)/pytest -m long $(SHARED)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
# Its workers have three seconds to start, which a busy machine may not give them (status 2).
	$(BIN)/mypy || { test $$? -eq 2 && $(BIN)/mypy --num-workers 0; }

install: $(INSTALLED)

# Every package is pinned and its hash checked; this checkout itself is built without the network.
# Of what the packages bring little is ever used: Python compiles that, when it is first used.
$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Big Trust needs Python $(MINIMUM) or newer." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing \
	(on Debian: apt install python3-venv)." >&2; exit 1; }
	$(BIN)/pip install --quiet --no-compile --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The pointer to the current build is written last: without it the demo company is half made.
$(DEMO): | $(INSTALLED)
	@rm -rf demo
	@$(BIN)/bigtrust demo --folder demo

# At 1 and 10 million contacts: some minutes, and some gigabytes in .bench.
bench: $(INSTALLED)
	$(BIN)/python -m bench

screenshots: $(INSTALLED) $(DEMO)
	@.ci/browser $(BIN)
	$(BIN)/python -m docs.screenshots $(PAGES)

documents: $(INSTALLED)
	$(BIN)/bigtrust contract > data/README.md
	$(BIN)/bigtrust contract --datapackage data/sample/datapackage.json

lock:
	uv pip compile --generate-hashes --no-header --no-emit-index-url --no-annotate --extra dev \
	  --universal --python-version $(MINIMUM) pyproject.toml -o requirements.lock
