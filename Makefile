# What a developer can do here. The first two need nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DISPATCHES := examples/dispatches

.PHONY: brief test check bench train serve clean

brief: $(VENV)/.installed            ## read the sample dispatches and print the brief
	$(BIN)/detente brief $(DISPATCHES)

test: $(VENV)/.developer             ## run the tests, with coverage
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

check: $(VENV)/.developer            ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.developer            ## accuracy and speed against their floors
	$(BIN)/python -m benchmarks

train: $(VENV)/.training             ## rebuild the shipped model from public data (needs ../shared/train)
	$(BIN)/python -m training.language --ship

serve: $(VENV)/.installed            ## the brief as a page on this machine, http://127.0.0.1:8000/brief.html
	mkdir -p build
	$(BIN)/detente brief $(DISPATCHES) --format html --output build/brief.html
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory build 8000

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.developer: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

$(VENV)/.training: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,train]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache
