"""The one catalogue of findings: every code is used, every use is known, every word is Vietnamese."""

from __future__ import annotations

import ast
import re
import shutil
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from aggregator.book.layout import book_layout
from aggregator.campaign.load import code_words
from aggregator.nouns.finding import (
    SEVERITIES,
    CannotWork,
    catalogue,
    data_file,
    doubt_words,
    finding,
    topics,
    violations,
)

PACKAGE = Path(str(files("aggregator")))
FIXED = [
    "quota-province-below", "quota-province-above", "quota-district-below", "quota-district-above",
    "quota-undetermined", "late", "missing", "empty", "revised-after-deadline", "entry-withdrawn", "unreadable",
    "unknown-unit", "unit-conflict",
]  # fmt: skip
# the reasons of ``Possible``, each of which is a doubt
WHY_POSSIBLE = (
    "name-unread",
    "picture-over",
    "name-missing",
    "name-alone",
    "several-names",
    "names-beside",
    "in-words",
    "line-unread",
    "no-head",
    "second-table",
    "embedded",
    "row-deleted",
    "unread-part",
)
# words of the catalogue that are no Vietnamese and yet meant: names of programs, formats and forms
NAMES = {
    "excel",
    "word",
    "xlsx",
    "docx",
    "unicode",
    "track",
    "changes",
    "tcvn",
    "vni",
    "link",
    "zalo",
    "cell",
    "name",
}
ENGLISH = {
    "the", "a", "an", "is", "are", "not", "file", "files", "sheet", "row", "rows", "column", "error", "missing",
    "unknown", "invalid", "warning", "unit", "please", "of", "and", "or", "in", "with", "no", "none", "null",
    "true", "false", "found", "entry", "entries", "level", "field", "date", "time", "late", "empty", "value",
}  # fmt: skip
# Vietnamese syllables without marks that are spelt like English words
ALSO_VIETNAMESE = {"in", "no", "an", "a"}


def strings(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings, with the f-strings' holes as stars."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(v.value if isinstance(v, ast.Constant) else "*" for v in node.values)  # type: ignore[misc]


def finding_codes(path: Path) -> Iterator[str]:
    """The codes given to ``finding(…)`` as they stand there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding":
            for inner in ast.walk(node.args[0]):
                if (
                    isinstance(inner, ast.Constant)
                    and isinstance(inner.value, str)
                    and "-" in inner.value.strip("-")
                ):
                    yield inner.value


MODULES = sorted(PACKAGE.rglob("*.py"))
ALL_STRINGS = {text for path in MODULES for text in strings(path)}
CODES = sorted(catalogue())


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


VARIANTS = [(code, variant) for code, entry in catalogue().items() for variant in entry.variants]
DOUBTS = tomllib.loads((PACKAGE / "campaign" / "data" / "doubts.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_it_is_about_where_it_is_told_and_what_lifts_it(code: str) -> None:
    entry = catalogue()[code]
    assert entry.topic in topics()
    assert entry.place in {"content", "quota", "deadline", "receipt"}
    lifted = {code for codes in book_layout().waivable.values() for code in codes}
    assert (code in lifted) == bool(entry.waivable)


def test_no_topic_is_without_a_code() -> None:
    assert {entry.topic for entry in catalogue().values()} == set(topics())


@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_a_special_case_is_milder_or_only_worded_otherwise_and_is_a_sentence_too(code: str, variant: str) -> None:
    entry = catalogue()[code]
    case = entry.variants[variant]
    assert set(case) <= {"severity", "message", "remedy"}
    assert "severity" not in case or SEVERITIES.index(case["severity"]) > SEVERITIES.index(entry.severity)
    assert all(case[part].endswith((".", "}")) for part in ("message", "remedy") if part in case)


@pytest.mark.parametrize("code", DOUBTS)
def test_every_doubt_has_words_that_end_a_sentence_and_say_what_settles_it(code: str) -> None:
    entry = DOUBTS[code]
    names = facts(entry["why"]) | facts(entry["remedy"])
    why, remedy = doubt_words(code, {name: f"<{name}>" for name in names})
    assert why[0].islower()
    assert not why.endswith(".")
    assert remedy[0].isupper()
    assert remedy.endswith(".")
    assert entry["paper"][0].islower()
    assert facts(entry["paper"]) == set()
    assert code in ALL_STRINGS | set(WHY_POSSIBLE)


@pytest.mark.parametrize("code", FIXED)
def test_the_codes_that_the_contract_fixes_exist(code: str) -> None:
    assert code in catalogue()


def test_every_code_that_the_source_gives_is_in_the_catalogue() -> None:
    codes = {code for path in MODULES for code in finding_codes(path)}
    assert len(codes) > 20
    assert {code for code in codes if not code.startswith("quota--")} - set(CODES) == set()


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_catalogue_is_used(code: str) -> None:
    by_level = "quota-*-*" if re.fullmatch(r"quota-\w+-(below|above)", code) else code
    assert {code, by_level} & ALL_STRINGS


@pytest.mark.parametrize("code", CODES)
def test_severities_are_known_and_codes_are_slugs(code: str) -> None:
    assert catalogue()[code].severity in SEVERITIES
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)


@pytest.mark.parametrize("code", CODES)
def test_every_message_is_a_sentence_and_every_remedy_says_what_to_do(code: str) -> None:
    entry = catalogue()[code]
    assert entry.message[0].isupper() or entry.message[0] in "{“"
    assert entry.message.endswith((".", "}"))
    assert entry.remedy.endswith((".", "}"))
    assert entry.remedy != entry.message


@pytest.mark.parametrize("code", CODES)
def test_no_message_has_english_words(code: str) -> None:
    entry = catalogue()[code]
    text = re.sub(r"\{\w+\}", " ", f"{entry.message} {entry.remedy}")
    words = set(re.findall(r"[^\W\d_]+", text.casefold())) - NAMES - ALSO_VIETNAMESE
    assert words & ENGLISH == set()
    # a word of English letters alone with a shape no Vietnamese syllable has
    odd = {w for w in words if w.isascii() and re.search(r"[fjwz]|[bcdfghjklpqrstvx]{2,}$|ee|oo", w)}
    assert {w for w in odd if not re.fullmatch(r"\w*(?:nh|ng|ch)", w)} == set()


@pytest.mark.parametrize("code", CODES)
def test_a_message_takes_its_facts_and_leaves_no_brace(code: str) -> None:
    entry = catalogue()[code]
    names = facts(entry.message) | facts(entry.remedy)
    values = {name: f"<{name}>" for name in names - {"unit", "unit_name", "file", "sheet", "cell_name"}}
    point = finding(code, unit="cao-xa", file="M3.xlsx", sheet="M3", cell="C3", unit_name="Xã Cao Xá", **values)
    assert not re.search(r"[{}]", point.message + point.remedy)
    assert all(f"<{name}>" in point.message + point.remedy for name in values)
    assert "cao-xa" not in point.message + point.remedy


def test_a_forgotten_fact_is_an_error_and_no_silent_gap() -> None:
    with pytest.raises(KeyError, match="reason"):
        finding("unreadable", file="M3.xlsx", unit_name="Xã Cao Xá")


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        finding("no-such-code")


def test_the_severity_of_the_case_replaces_the_usual_one() -> None:
    facts = {"unit_name": "Xã Cao Xá", "deadline": "hôm qua", "others": ""}
    point = finding("missing", severity="warning", **facts)
    assert point.severity == "warning"
    assert violations([point]) == []


BROKEN = [  # file, what is changed in it to what, what the sentence names
    ("findings.toml", '[missing]\ntopic = "', '[missing]\ntopik = "', ["findings.toml", "“missing”", "“topik”"]),
    ("findings.toml", '["missing"]\nseverity = "violation"', '["missing"]\nseverity = "violent"', ["“missing”"]),
    ("words.toml", "\ntitles = [", "\ntitles = [3, ", ["words.toml", ".titles”"]),
    ("doubts.toml", "[levels-unknown]\nwhy = ", "[levels-unknown]\nwhy = 3 # ", ["levels-unknown.why"]),
    ("codes.toml", "late = ", "lat = ", ["codes.toml", "“receipt.late”"]),
    ("reasons.toml", "damaged = ", "damaged = 3 # ", ["reasons.toml", "reading.damaged"]),
    ("letters.toml", "[ask]", "[ask", ["letters.toml", "TOML"]),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[f"{name} {new}" for name, _, new, _ in BROKEN])
def test_an_error_in_the_words_names_file_and_entry_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken: tuple[str, str, str, list[str]]
) -> None:
    name, old, new, words = broken
    shutil.copytree(PACKAGE / "campaign" / "data", tmp_path / "data")
    text = (tmp_path / "data" / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "data" / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr("aggregator.nouns.finding.files", lambda _: tmp_path)
    for known in (data_file, catalogue, code_words):
        known.cache_clear()
    try:
        with pytest.raises(CannotWork) as raised:
            _ = catalogue(), code_words(), data_file(name)
    finally:
        monkeypatch.undo()
        for known in (data_file, catalogue, code_words):
            known.cache_clear()
    assert [word for word in words if word not in str(raised.value)] == []


def test_every_reason_that_a_module_names_stands_in_the_table_once() -> None:
    names = [name for table in data_file("reasons.toml").values() for name in table]
    texts = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    named = {name for text in texts for name in re.findall(r'\b(?:reason|unreadable)\("([a-z][\w-]*)"', text)}
    assert named <= {*names}
    assert len(names) == len({*names})
