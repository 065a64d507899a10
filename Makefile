# What a change must pass, and what takes longer. Each target uses the tools of the active environment.

.PHONY: check lint types layers docs audit test slow bench

check: lint types layers docs audit

lint:
	ruff check .
	ruff format --check .

types:
	mypy

layers:
	lint-imports

docs:
	cog --check README.md docs/*.md

audit:
	sqlgym audit

test:
	pytest

slow:
	pytest -m slow

bench:
	python benchmarks/run.py
