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
    rm -f blank_forms/* && python -m aggregator blank -o blank_forms

# our whole run against the usual script and against bare reading
bench:
    python -m tests.benchmark.bench

# the versions that the released application runs with, and their hashes (needs pip-tools)
lock:
    python .ci/oldest.py --bounds > requirements.in
    pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-annotate --no-header --no-emit-index-url \
        --no-emit-find-links --no-emit-trusted-host -o .ci/requirements.lock requirements.in
    rm requirements.in

# what is tried with hostile files, disks and moments: the long forms behind the table of tests/trust/README.md
trust:
    python -m tests.trust.fuzz
    python -m tests.trust.kills
    python -m tests.trust.disk
    python -m tests.trust.bombs
    python -m tests.trust.laws
    EXAMPLES=2500 python -m pytest -n 2 tests/trust/test_parsers.py
