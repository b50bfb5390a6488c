# The whole ritual; `just` alone lists it.

default:
    @just --list

# install the program and what its tests need
setup:
    python -m pip install -e ".[test]"

test *arguments:
    python -m pytest -n auto {{arguments}}

lint:
    ruff check .
    ruff format --check .

types:
    mypy

# make samples/ anew
samples:
    python -m tests.samples.make_samples

# make blank_forms/ anew
blanks:
    python -m aggregator blank -o blank_forms

# our whole run against the usual script and against bare reading
bench:
    python -m tests.benchmark.bench
