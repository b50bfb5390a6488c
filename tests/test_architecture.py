"""Data flows one way: stages import nouns, never each other; only a few modules compose."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

PACKAGE = Path(str(files("aggregator")))
STAGES = (
    "read",
    "decode",
    "recognise",
    "extract",
    "normalise",
    "settle",
    "check",
    "write",
    "book",
)
NOUNS = (
    "model", "returned", "rows", "lines", "labelled", "cells", "merged", "received", "settled", "outcome",
    "standing", "outputs", "findings", "errors", "stamp", "campaign", "viet", "registered", "alike", "results",
    "rollup", "plain_text", "office",
)  # fmt: skip
COMPOSERS = (
    "pipeline", "conclude", "one_return", "forms_in_sheet", "gather", "report", "deliver", "deliver_briefing",
    "deliver_rollup", "changes", "summary", "keep_book", "cli", "verify",
)  # fmt: skip
# no stage and no noun; they know nouns only
HELPERS = ("guard", "targets", "terminal", "freeze", "__main__", "__init__")
HEAVY = ("pandas", "numpy", "openpyxl", "xlsxwriter", "click", "rapidfuzz")


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def part(module: str) -> str:
    """The stage, noun or composer that a module belongs to: “aggregator.check.units” is of “check”."""
    name = module.split(".")[1] if "." in module else "__init__"
    return "read" if name == "intake" else name  # what is listed and what is read is one stage


def imports(path: Path) -> Iterator[str]:
    """Every module of ours that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("aggregator"))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            if node.module == "aggregator":
                yield from (f"aggregator.{alias.name}" for alias in node.names)
            elif node.module and node.module.startswith("aggregator."):
                yield node.module


def wrong(module: str, allowed: tuple[str, ...]) -> list[str]:
    """The imports of a module that lead neither to its own part nor to an allowed one."""
    fine = (part(module), *allowed)
    return [name for name in imports(MODULES[module]) if part(name) not in fine]


def of(parts: tuple[str, ...]) -> list[str]:
    return [module for module in MODULES if part(module) in parts]


def test_every_module_has_its_place() -> None:
    known = {*STAGES, *NOUNS, *COMPOSERS, *HELPERS}
    assert {part(module) for module in MODULES} <= known


@pytest.mark.parametrize("module", of(STAGES))
def test_a_stage_imports_nouns_and_never_another_stage(module: str) -> None:
    assert wrong(module, NOUNS) == []


@pytest.mark.parametrize("module", of(NOUNS))
def test_a_noun_imports_no_stage(module: str) -> None:
    assert wrong(module, NOUNS) == []


@pytest.mark.parametrize("module", of(("guard", "targets", "terminal", "freeze")))
def test_a_helper_knows_nouns_only(module: str) -> None:
    assert wrong(module, NOUNS) == []


def test_nobody_imports_the_command_line() -> None:
    assert [
        m for m in MODULES for name in imports(MODULES[m]) if part(name) == "cli" and m != "aggregator.__main__"
    ] == []


def test_the_stages_are_composed_in_few_places_only() -> None:
    """A module that knows two stages composes; only the composers may."""
    several = [m for m, path in MODULES.items() if len({part(n) for n in imports(path)} & set(STAGES)) > 1]
    assert {part(m) for m in several} - {*COMPOSERS, *STAGES} == set()


def loaded(module: str) -> set[str]:
    """The libraries that importing a module pulls in, in a process of its own."""
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["aggregator", "aggregator.understand.document", "aggregator.read.worker"])
def test_what_a_worker_imports_is_light(module: str) -> None:
    assert loaded(module) & set(HEAVY) == set()


def test_the_command_line_starts_without_the_tables() -> None:
    assert loaded("aggregator.cli") & {"pandas", "openpyxl", "xlsxwriter", "numpy"} == set()
