# make demo    an environment, the installation, and the main job on the demo crisis
# make test    what tests need, and all tests
# make check   format, lint, types, imports, docs that drift, floors that fell
# make floors  the benchmarks that have floors, against the data in ONRECORD_BENCH or ../shared/bench
PYTHON ?= python3
SOURCES := pyproject.toml build_places.py tools/environment.sh $(wildcard src/onrecord/annotate/data/*.csv)

.PHONY: demo test check floors format lock clean

demo: .venv/.onrecord-base
	.venv/bin/onrecord brief --received 2031-05-24 --places demo/harbour/places.csv demo/harbour/reports

test: .venv/.onrecord-dev
	.venv/bin/python -m pytest

check: .venv/.onrecord-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/python tools/check_docs.py
	.venv/bin/python -m benchmarks.floors --history

floors: .venv/.onrecord-dev
	.venv/bin/python -m benchmarks.floors

format: .venv/.onrecord-dev
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

.venv/.onrecord-base: requirements/base.txt requirements/build.txt $(SOURCES)
	PYTHON=$(PYTHON) bash tools/environment.sh base

.venv/.onrecord-dev: requirements/dev.txt requirements/build.txt $(SOURCES)
	PYTHON=$(PYTHON) bash tools/environment.sh dev

# Pins anew what is installed, with hashes. Needs uv.
lock:
	uv pip compile pyproject.toml $(LOCK) --output-file requirements/base.txt
	uv pip compile pyproject.toml $(LOCK) --extra archive --extra documents --extra parquet --extra pdf --extra web --group test --group check \
	  --constraints requirements/base.txt --output-file requirements/dev.txt
	printf 'hatchling\ngeonamescache\neditables\n' | uv pip compile - $(LOCK) --output-file requirements/build.txt
LOCK := --quiet --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11

clean:
	rm -rf .venv .venv.new build dist src/onrecord/annotate/data/places.sqlite
