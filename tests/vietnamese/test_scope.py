"""The campaign by which a process reads texts: what goes by it is forgotten with it."""

import ast
import os
import subprocess
import sys
from pathlib import Path

from aggregator.vietnamese.fold import key, of_campaign
from aggregator.vietnamese.scope import enter, memory
from tests.sheets import CAMPAIGN
from tests.test_architecture import MODULES

_CONSTANTS = """
import re, sys
from collections.abc import Mapping
from importlib import import_module
from msgspec import convert, structs
from aggregator.nouns.finding import data_file
from aggregator.nouns.unit import Office, PlaceKind
from aggregator.vietnamese.scope import enter

def shown(value):
    if isinstance(value, Mapping):
        return sorted((repr(code), shown(each)) for code, each in value.items())
    if isinstance(value, frozenset | set):
        return sorted(map(repr, value))
    if type(value).__name__ == "_Pattern":
        return repr(value.pattern)
    return repr(value) if isinstance(value, str | tuple | list) else ""

year, kind, *modules = sys.argv[1:]
data = data_file("campaign.toml")
place = convert(next(each for each in data["place"] if each["kind"] == kind), PlaceKind)
enter(int(year), structs.replace(convert(data["office"], Office), district=f"Huyện {year}", place=place))
for name in modules:
    for constant, value in sorted(vars(import_module(name)).items()):
        print(ascii((name, constant, re.sub("0x[0-9a-f]+", "", str(shown(value))))))
"""


def test_no_constant_of_a_module_goes_by_the_campaign() -> None:
    modules = [module for module in MODULES if not module.endswith("__main__")]
    first, second = (
        subprocess.run(
            [sys.executable, "-c", _CONSTANTS, *campaign, *modules],
            env={**os.environ, "PYTHONHASHSEED": "0"},  # sets within tuples are shown in one order
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()
        for campaign in (("2024", "huyện"), ("2031", "thị xã"))
    )
    assert len(first) > 1000
    assert set(first) == set(second)


def _imported(tree: ast.Module) -> set[str]:
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.asname or alias.name for node in froms for alias in node.names}


def _decorators(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(each).partition("(")[0] for each in function.decorator_list}


def test_what_goes_by_the_campaign_is_in_no_cache_of_its_own() -> None:
    trees = {name: ast.parse(Path(path).read_text(encoding="utf-8")) for name, path in MODULES.items()}
    functions = [
        (name, node) for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]
    by_campaign = {node.name for _, node in functions if "memory" in _decorators(node)}
    by_campaign |= {"in_district_words", "in_place_words", "campaign_year", "words", "sound", "squeezed"}
    assert {"key", "fold", "keys", "pattern"} <= by_campaign
    wrong = [
        f"{name}.{node.name}"
        for name, node in functions
        if _decorators(node) & {"cache", "lru_cache"}
        and {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        & by_campaign
        & _imported(trees[name])
    ]
    assert wrong == []


def test_another_campaign_empties_memories_and_patterns_and_the_same_one_none() -> None:
    asked: list[str] = []

    @memory()
    def folded(text: str) -> str:
        asked.append(text)
        return key(text)

    def source() -> str:
        asked.append("pattern")
        return "a"

    pattern = of_campaign(source)
    for year in (2024, 2024, 2025):
        enter(year, CAMPAIGN.office)
        assert folded("Xã Cao Xá") == "xa cao xa"
        assert pattern.search("cao")
    assert asked == ["Xã Cao Xá", "pattern"] * 2
