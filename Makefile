# make demo    an environment, the installation, and the main job on the demo crisis
# make serve   the extra [web], and the demo's desk in a browser at http://127.0.0.1:8031/
# make test    what tests need, and all tests
# make check   format, lint, types, imports, docs that drift, floors that fell
# make screenshots  the main pages of the demo's desk as pictures, into docs/pictures
# make floors  the benchmarks that have floors, against the data in ONRECORD_BENCH or ../shared/bench
PYTHON ?= python3
SOURCES := pyproject.toml build_places.py tools/environment.sh $(wildcard src/onrecord/annotate/data/*.csv)

# How many processes share the tests: as many as there are processors. WORKERS=0 runs them in one, as a debugger wants it.
WORKERS ?= auto

DEMO_DESK := build/demo-desk
DEMO_BRIEF := .venv/bin/onrecord brief --desk $(DEMO_DESK) --received 2031-05-24 --places demo/harbour/places.csv demo/harbour/reports

.PHONY: demo serve screenshots test check floors format lock clean

demo: .venv/.onrecord-base
	rm -rf $(DEMO_DESK)
	$(DEMO_BRIEF)
	@printf '\nOpen the same desk in a browser: run "make serve", then go to http://127.0.0.1:8031/\n'

serve: .venv/.onrecord-web $(DEMO_DESK)/desk.sqlite
	.venv/bin/onrecord serve --desk $(DEMO_DESK)

screenshots: .venv/.onrecord-dev $(DEMO_DESK)/desk.sqlite
	.venv/bin/python tools/screenshots.py $(DEMO_DESK) docs/pictures

$(DEMO_DESK)/desk.sqlite: .venv/.onrecord-base
	$(DEMO_BRIEF) >/dev/null

test: .venv/.onrecord-dev
	.venv/bin/python -m pytest --numprocesses $(WORKERS) --dist worksteal

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

.venv/.onrecord-web: requirements/web.txt requirements/build.txt $(SOURCES)
	PYTHON=$(PYTHON) bash tools/environment.sh web

.venv/.onrecord-dev: requirements/dev.txt requirements/build.txt $(SOURCES)
	PYTHON=$(PYTHON) bash tools/environment.sh dev

# Pins anew what is installed, with hashes. Needs uv.
lock:
	uv pip compile pyproject.toml $(LOCK) --output-file requirements/base.txt
	uv pip compile pyproject.toml $(LOCK) --extra web --constraints requirements/base.txt --output-file requirements/web.txt
	uv pip compile pyproject.toml $(LOCK) --extra archive --extra documents --extra parquet --extra pdf --extra web --group test --group check \
	  --constraints requirements/base.txt --output-file requirements/dev.txt
	printf 'hatchling\ngeonamescache\neditables\n' | uv pip compile - $(LOCK) --output-file requirements/build.txt
LOCK := --quiet --generate-hashes --no-header --no-emit-index-url --no-annotate --python-version 3.11

clean:
	rm -rf .venv .venv.new build dist src/onrecord/annotate/data/places.sqlite
