# reelgraph: everything a newcomer or CI runs. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEMO := demo
FUZZ_SECONDS ?= 60
REELGRAPH := $(BIN)/reelgraph

.PHONY: help install demo test check audit bench eval train torture neo4j clean

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(INSTALLED) ## Make the environment in .venv

$(INSTALLED): pyproject.toml constraints.txt
	@sh scripts/python_ok.sh "$(PYTHON)"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	$(BIN)/python -m compileall -q graph
	touch $@

demo: $(INSTALLED) show-demo ## Read the sample articles, print a path, write its view

.PHONY: show-demo
show-demo:
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(REELGRAPH) add data/articles --workspace $(DEMO)/workspace
	@$(REELGRAPH) path "87North" "Uma Thurman" --workspace $(DEMO)/workspace
	@$(REELGRAPH) view --path "87North" "Uma Thurman" --workspace $(DEMO)/workspace -o $(DEMO)/87north-uma-thurman.html

test: $(INSTALLED) system ## Install what the tests need, and run them all
	$(BIN)/python -m pytest $(if $(REELGRAPH_TEST_NEO4J_URI),,-n 2 --dist loadfile)

.PHONY: system
system: $(INSTALLED)
	@sh scripts/system_needs.sh
	@[ -n "$$REELGRAPH_TEST_NEO4J_URI" ] || $(BIN)/python scripts/neo4j_server.py --get

check: $(INSTALLED) ## Lint, types, direction of imports, the documentation site
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

.PHONY: check-page
check-page: $(INSTALLED) ## Lint the script of the HTML view (needs npm)
	@sh scripts/lint_page.sh $(BIN)/python

AUDIT := .tools/audit
audit: $(INSTALLED) ## Look for known vulnerabilities in what is installed
	@test -x $(AUDIT)/bin/pip-audit || { $(PYTHON) -m venv $(AUDIT) && $(AUDIT)/bin/python -m pip install --quiet pip-audit; }
	@$(BIN)/python scripts/audit.py $(AUDIT)/bin/pip-audit

bench: $(INSTALLED) ## Measure, as ratios against a peer in the same run
	$(BIN)/python -m benchmarks

eval: $(INSTALLED) ## Precision, recall and F1 of the reader
	$(BIN)/python -m benchmarks.eval

train: $(INSTALLED) ## Train the reader's networks anew on data/training (needs PyTorch; about half an hour)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m training

torture: $(INSTALLED) system ## The long counts; FUZZ_SECONDS=600 tries each input longer
	REELGRAPH_FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python -m pytest -m torture --timeout 3600

neo4j: $(INSTALLED) ## Start the tests' Neo4j server for trying things by hand
	$(BIN)/python scripts/neo4j_server.py

clean: ## Remove what the targets made
	rm -rf $(DEMO) $(VENV) .tools build dist
