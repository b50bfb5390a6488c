"""The house has nine rooms; imports point one way, by room, and nobody is excepted."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest

from aggregator.vietnamese.fold import regex

PACKAGE = Path(str(files("aggregator")))
NOUNS = {"nouns"}
FACTS = NOUNS | {"campaign", "vietnamese"}
# what a room may import beside itself, in the order in which data flows
ROOMS = {
    "nouns": set[str](),
    "campaign": NOUNS | {"vietnamese"},
    "vietnamese": NOUNS,
    "read": FACTS,
    "understand": FACTS,
    "judge": FACTS,
    "office": NOUNS | {"vietnamese"},  # it knows no campaign
    "book": FACTS | {"office"},
    "write": FACTS | {"office"},
}
TOP = {"__init__", "__main__", "cli", "run"}
HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "jinja2", "pdfplumber"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def room(module: str) -> str:
    """The room of a module: “aggregator.judge.quotas” is of “judge”; “run” stands alone."""
    return module.split(".")[1] if "." in module else "__init__"


def imports(path: Path) -> Iterator[str]:
    """Every module of ours that a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("aggregator"))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            if node.module == "aggregator":
                names = (f"aggregator.{alias.name}" for alias in node.names)
                yield from (name if name in MODULES else "aggregator" for name in names)
            elif node.module and node.module.startswith("aggregator."):
                yield node.module


def test_every_module_is_in_a_room_or_one_of_the_four_at_the_door() -> None:
    assert {room(module) for module in MODULES} - set(ROOMS) <= TOP


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_what_flows_and_never_another_room(name: str) -> None:
    here = {module: path for module, path in MODULES.items() if room(module) == name}
    wrong = {
        f"{module} → {other}"
        for module, path in here.items()
        for other in imports(path)
        if room(other) not in ROOMS[name] | {name}
    }
    assert wrong == set()


def test_run_alone_composes() -> None:
    """``cli`` knows the run and plain nouns; nobody imports the door."""
    assert {room(name) for name in imports(MODULES["aggregator.cli"])} <= {
        "__init__",
        "__version__",
        "run",
        "nouns",
        "campaign",
    }
    assert [m for m, path in MODULES.items() if room(m) in ROOMS for n in imports(path) if room(n) in TOP] == []


def test_no_imports_run_in_a_circle() -> None:
    """A module that is imported at the beginning of another never needs that one to begin itself."""
    graph = {m: {n for n in at_the_beginning(p) if n in MODULES} for m, p in MODULES.items()}
    while free := [m for m, needs in graph.items() if not needs & set(graph)]:
        for module in free:
            del graph[module]
    assert sorted(graph) == []


def at_the_beginning(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tops = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    return {str(node.module) for node in tops} | {f"{n.module}.{a.name}" for n in tops for a in n.names}


def loaded(module: str) -> set[str]:
    """The libraries that importing a module pulls in, in a process of its own."""
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["aggregator", "aggregator.cli", "aggregator.run"])
def test_what_starts_and_what_a_worker_imports_is_light(module: str) -> None:
    assert loaded(module) & HEAVY == set()


def test_patterns_are_compiled_when_they_are_first_asked() -> None:
    home = "aggregator.vietnamese.fold"
    at_once = {m for m, path in MODULES.items() if "re.compile(" in path.read_text(encoding="utf-8")}
    assert {m for m in at_once if room(m) != "nouns"} == {home}


@pytest.mark.parametrize("name", ROOMS)
def test_every_pattern_of_a_room_is_one(name: str) -> None:
    modules = [import_module(module) for module in MODULES if room(module) == name]
    values = [value for module in modules for value in vars(module).values()]
    values += [each for value in values if isinstance(value, tuple) for each in value]
    values += [each for value in values if isinstance(value, dict) for each in value.values()]
    for pattern in [value for value in values if type(value) is type(regex(""))]:
        assert callable(pattern.search), pattern.pattern


def test_every_rule_that_the_code_cites_is_told_in_rules_md() -> None:
    rules = (PACKAGE / "campaign" / "RULES.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^## (R\d+)\b", rules, re.MULTILINE))
    texts = [p.read_text(encoding="utf-8") for p in (*MODULES.values(), *PACKAGE.rglob("*.toml"))]
    cited = {rule for text in texts for rule in re.findall(r"\bR\d{1,2}\b", text)}
    assert cited <= told
    assert told == {f"R{n}" for n in range(1, 12)}
