# The commands everyone remembers; `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

# The first Python on the path that is new enough; override with `make PYTHON=/usr/bin/python3.12 …`.
PYTHON ?= $(shell for each in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$each"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-input --quiet

PDF_LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
EVIDENCE_LIBRARIES := libmagic1
TEST_PROGRAMS := chromium poppler-utils postgresql tesseract-ocr tesseract-ocr-eng openssl ffmpeg

DEMO_CASE := examples/cases/case-01-vehicle-stop.yaml

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- setting up ------------------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "forcereview needs Python 3.11 or newer; found none. Install it (Debian: apt-get install python3 python3-venv) or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || tools/debian_packages.sh python3-venv
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/%: requirements/%.txt | $(BIN)/python
	@echo "installing requirements/$*.txt, hashes checked …"
	@$(PIP) --require-hashes -r $<
	@mkdir -p $(@D) && touch $@

# The package itself, editable: again only when pyproject.toml changes.
PACKAGE := $(STAMPS)/package
$(PACKAGE): pyproject.toml | $(BIN)/python
	@echo "installing forcereview …"
	@$(PIP) --no-deps --no-build-isolation --editable .
	@mkdir -p $(@D) && touch $@

.PHONY: setup core-setup python-setup
setup: pdf-libraries evidence-libraries test-programs python-setup validators ## set up everything that developing and testing need

core-setup: pdf-libraries $(STAMPS)/core
	@$(MAKE) --silent $(PACKAGE)

python-setup: $(STAMPS)/dev
	@$(MAKE) --silent $(PACKAGE)

# Outside validators live apart, since they need other versions of what we use ourselves.
VALIDATORS := $(VENV)/validators
.PHONY: validators
validators: $(STAMPS)/validators
$(STAMPS)/validators: requirements/validators.txt | $(BIN)/python
	@echo "installing requirements/validators.txt, hashes checked …"
	@$(BIN)/python -m venv $(VALIDATORS)
	@$(VALIDATORS)/bin/python -m pip install --disable-pip-version-check --no-input --quiet --require-hashes -r $<
	@mkdir -p $(@D) && touch $@

.PHONY: pdf-libraries evidence-libraries test-programs
pdf-libraries:
	@tools/debian_packages.sh $(PDF_LIBRARIES)
evidence-libraries: | pdf-libraries
	@tools/debian_packages.sh $(EVIDENCE_LIBRARIES)
test-programs: | evidence-libraries
	@tools/debian_packages.sh $(TEST_PROGRAMS)

# --- using -----------------------------------------------------------------------------------

.PHONY: demo
demo: core-setup ## set up, review the bundled vehicle stop, write demo/report.html and .pdf
	@mkdir -p demo
	$(BIN)/forcereview review $(DEMO_CASE) --html demo/report.html --pdf demo/report.pdf
	@echo
	@echo "The report: file://$(CURDIR)/demo/report.html"
	@echo "For print:  $(CURDIR)/demo/report.pdf"

# --- checking --------------------------------------------------------------------------------

.PHONY: test lint types contracts
test: setup lint types contracts ## set up, lint, types, contracts and all tests with coverage
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

lint: python-setup ## style: ruff check and ruff format --check
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: python-setup ## mypy --strict over the whole package
	$(BIN)/mypy

contracts: python-setup ## which room may import which (.importlinter)
	$(BIN)/lint-imports --no-logo

.PHONY: bench
bench: python-setup $(STAMPS)/bench ## run every benchmark; print the ratios and keep them in benchmarks/
	$(BIN)/python benchmarks/run.py

.PHONY: docs screenshots
docs: python-setup ## write the generated parts of docs/reference anew, and check every link
	$(BIN)/python tools/write_reference.py
	$(BIN)/python tools/check_links.py

screenshots: setup demo ## pictures of the demo report for README and docs/
	$(BIN)/python tools/screenshots.py demo/report.html docs/images

# --- keeping house ---------------------------------------------------------------------------

# Keeps the versions already locked unless pyproject.toml forbids them; `make lock UPGRADE=1` takes the newest.
EXTRAS := --extra pdf --extra evidence --extra postgres --extra timestamps
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.PHONY: lock
lock: python-setup ## write requirements/*.txt anew from pyproject.toml, with hashes
	$(COMPILE) $(EXTRAS) --group dev --output-file requirements/dev.txt
	$(COMPILE) --extra pdf --group build --constraint requirements/dev.txt --output-file requirements/core.txt
	$(COMPILE) --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt
	$(subst pyproject.toml,,$(COMPILE)) --group validators --output-file requirements/validators.txt

.PHONY: clean
clean: ## remove what the other commands made, the virtual environment included
	rm -rf $(VENV) demo dist build .coverage .coverage.* htmlcov .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
