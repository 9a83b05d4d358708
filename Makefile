# make run    a living demo on http://127.0.0.1:8000
# make test   every check and every test
# The rest is for people who work on Tanu: make lint, fast, browser, bench, bench-national, strings, lock, shots, shots-all.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: run test lint fast browser bench bench-national lock strings shots shots-all

run: $(VENV)/ready
	DEMO=1 $(BIN)/python manage.py migrate --verbosity 0
	DEMO=1 $(BIN)/python manage.py demo
	DEMO=1 $(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@echo "Tanu is open on http://127.0.0.1:$(PORT)"
	DEMO=1 $(BIN)/gunicorn --no-control-socket --chdir site --workers 2 --threads 4 --bind 127.0.0.1:$(PORT) tanu.wsgi

test: lint fast browser

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=site $(BIN)/lint-imports
	PYTHONPATH=site $(BIN)/mypy
	$(BIN)/djlint --lint --quiet site
	DEMO=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEMO=1 $(BIN)/python manage.py check_content
	DEMO=1 $(BIN)/python manage.py format_content --check

fast: $(VENV)/ready
	DEMO=1 $(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not browser"

browser: $(VENV)/ready
	DEMO=1 $(BIN)/python -m pytest -q -n 2 --dist loadfile -m browser

bench: $(VENV)/ready
	$(BIN)/python -m tests.bench

# The promises of coverage on 822,000 invented people, on PostgreSQL: ten minutes the first time.
bench-national: $(VENV)/ready
	PYTHONPATH=site:. $(BIN)/python -m tests.bench.national

# Every string in kk, ru and en: brings the catalogues in line with the tree and says what is still to translate.
strings: $(VENV)/ready
	$(BIN)/python -m tests.architecture.catalogue

# The pictures of the README.
shots: $(VENV)/ready
	DEMO=1 PYTHONPATH=site DJANGO_SETTINGS_MODULE=tanu.settings $(BIN)/python -m tests.browser.shots

# Every page in every language, width and look, into var/shots/index.html.
shots-all: $(VENV)/ready
	DEMO=1 PYTHONPATH=site DJANGO_SETTINGS_MODULE=tanu.settings $(BIN)/python -m tests.browser.shots --all

# The virtual environment is made anew when the lock changes. --clear: a half-made one breaks in strange ways.
$(VENV)/ready: requirements.lock $(wildcard site/tanu/locale/*/LC_MESSAGES/django.po)
	@if ! cmp -s requirements.lock $(VENV)/lock; then \
		$(PYTHON) -m venv --clear $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		cp requirements.lock $(VENV)/lock; \
	fi
	$(BIN)/pybabel -q compile -D django -d site/tanu/locale
	@touch $@

# Needs uv. The lock holds hashes and no address of an index.
lock:
	uv pip compile pyproject.toml --group dev --python-version 3.11 --universal --generate-hashes \
		--no-emit-index-url --no-header --no-annotate -o requirements.lock
