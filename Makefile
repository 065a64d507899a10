# What a change must pass, and what takes longer. Each target uses the tools of the active environment.

SHELL = /bin/bash
PAGES = README.md $(shell find docs -name "*.md" | sort)
COMPILE = uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make locks"
.PHONY: check lint types layers docs bundle bundled pictures sessions schemas audit test slow bench locks lowest newest pythons published

check: lint types layers docs bundled audit

lint:
	ruff check .
	ruff format --check .

types:
	mypy

layers:
	lint-imports

# The sessions in the documentation are what a new machine shows: with an empty cache.
docs:
	cache=$$(mktemp -d) && trap 'rm -r "$$cache"' EXIT && SQLGYM_CACHE="$$cache" cog --check --diff -I docs/ci $(PAGES)

sessions:
	cache=$$(mktemp -d) && trap 'rm -r "$$cache"' EXIT && SQLGYM_CACHE="$$cache" cog -r -I docs/ci $(PAGES)

# The page's script and styles, made from web/ by Node; `bundled` needs Node only where web/ changed since.
bundle:
	python tools/bundle.py build

bundled:
	python tools/bundle.py check

# The pictures of the page in docs, taken by the tests.
pictures:
	SQLGYM_SCREENSHOTS=$(CURDIR)/docs/images pytest tests/web/test_web_browser.py -m "slow or not slow"

# The JSON Schemas of the settings and of the report, from the types in the code.
schemas:
	python -m sqlgym.report.settings_pages docs/schemas
	python -m sqlgym.report.json_schema docs/json-schema.json
	python -m sqlgym.web.openapi docs/openapi.json

# The exact versions that README's commands install. What is there is kept as far as pyproject.toml allows;
# RAISE="--upgrade" or RAISE="--upgrade-package duckdb" takes newer ones: see docs/versions.md.
locks:
	$(COMPILE) $(RAISE) --extra build --output-file requirements.txt pyproject.toml
	$(COMPILE) $(RAISE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

# A part of the built-in course; `make slow` audits all of it.
audit:
	sqlgym audit --strict $$(python tools/sample.py)

test:
	pytest

slow: published
	sqlgym audit --strict
	pytest -m slow
	SQLGYM_EXAMPLES=1000 pytest tests/normalform

# Environments of their own: engines and answers of every kind with the oldest and the newest versions that pyproject.toml
# allows, and with the lock on every other Python from 3.11 up. `published` allows all versions, and only reports.
lowest newest pythons published:
	python tools/versions.py $@

bench:
	python benchmarks/run.py
	python benchmarks/judging.py
