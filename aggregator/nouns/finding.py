"""Findings: what the program has to say, the one catalogue of its words, and why no work can be done."""

import errno
import re
import tomllib
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from msgspec import Struct, ValidationError, convert, field

_MEANINGS = {
    errno.ENOENT: "không thấy tệp hoặc thư mục",
    errno.EACCES: "không có quyền, hoặc tệp đang mở",
    errno.EPERM: "không có quyền, hoặc tệp đang mở",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "trên đường dẫn có một tệp ở chỗ của thư mục",
    errno.EISDIR: "đây là một thư mục, không phải tệp",
    errno.EEXIST: "đã có tệp hoặc thư mục trùng tên",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên hoặc đường dẫn quá dài",
    errno.EINVAL: "tên có ký tự không dùng được",
    errno.EIO: "ổ đĩa bị lỗi",
    errno.EBUSY: "tệp đang được dùng",
}


class CannotWork(Exception):
    """The run cannot be done (exit status 2). The text is one Vietnamese sentence: why, and what to do."""


def meaning(error: OSError) -> str:
    """What an error of the system means, in Vietnamese: the system speaks its own language."""
    return _MEANINGS.get(error.errno or 0, f"máy báo lỗi số {error.errno}")


@contextmanager
def or_cannot_work(failure: str, remedy: str) -> Iterator[None]:
    """What the system refuses within is one sentence: what failed, why, what to do. Raises CannotWork."""
    try:
        yield
    except OSError as error:
        raise CannotWork(f"{failure}: {meaning(error)}; {remedy}.") from error


Severity = Literal["violation", "error", "warning", "info"]
SEVERITIES: tuple[str, ...] = get_args(Severity)
WEIGHTS = {"violation": "handle", "error": "handle", "warning": "look", "info": "know"}
_SHORT = 90  # letters of a name that a message quotes


Place = tuple[str, str, str]  # file, sheet, cell
Facts = dict[str, Any]  # what fills the words of a finding, and says of whom and where it is


class Finding(Struct, frozen=True):
    """One point to note: who (unit code), where (a cell, or several ``places``), what, and what to do."""

    code: str
    severity: str
    unit: str | None
    file: str | None
    sheet: str | None
    cell: str | None
    message: str
    remedy: str
    places: tuple[Place, ...] = ()

    @property
    def notice(self) -> str:
        """What the terminal says of it."""
        return f"Chú ý: {self.message} {self.remedy}"

    @property
    def weight(self) -> str:
        """Whether it is to be handled, looked at again or known: ``handle``, ``look``, ``know``."""
        return "look" if self.severity == "info" and self.entry.to_answer else WEIGHTS[self.severity]

    @property
    def entry(self) -> "CatalogueEntry":
        """What the catalogue says of its code."""
        return catalogue()[self.code]


class CatalogueEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one code; ``message`` and ``remedy`` hold {facts}.

    ``topic`` is what it is about (see ``topics``). ``place`` is the page that tells it: ``content``, ``quota``,
    ``deadline``, or ``receipt`` (with the deadlines where the unit's receipt says the same, else with the content).
    ``report_apart``: the report tells it elsewhere than among the points to be cleared up; ``asked``: it is one of
    them though it is for information only; ``to_answer``: a person is to answer though nobody did anything amiss.
    ``of_duty``: it is told only of a unit that must send a list; ``of_paper``: also of what the office itself took
    down from paper. ``waivable`` are the kinds of waiver that lift it. ``variants`` replace severity or words in a
    special case (``weak``: on weak evidence).
    """

    severity: Severity
    message: str
    remedy: str
    topic: str = ""
    place: str = "content"
    report_apart: bool = False
    asked: bool = False
    to_answer: bool = False
    of_duty: bool = False
    of_paper: bool = False
    waivable: tuple[str, ...] = ()
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


_VALUES: Mapping[str, Any] = {  # what a table of such a file holds, under any name
    "codes.toml": str,
    "doubts.toml": str,
    "judging.toml": str | list[str],
    "letters.toml": str | list[str] | dict[str, str],
    "mail.toml": list[str] | dict[str, int] | int,
    "reasons.toml": str,
    "words.toml": list[str],
}


@cache
def data_file(name: str) -> dict[str, Any]:
    """A file of the campaign's data that ships with the program. Raises CannotWork where it is broken."""
    try:
        tables = tomllib.loads((files("aggregator.campaign") / "data" / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CannotWork(f"Tệp dữ liệu {name} viết sai quy cách TOML: {error}") from error
    if name in _VALUES:
        for table, entries in tables.items():
            _read(entries, dict[str, Any], f"{name}: bảng “{table}”")
            for entry, value in entries.items():
                _read(value, _VALUES[name], f"{name}: khóa “{table}.{entry}”")
    return tables


def _read(value: object, shape: Any, place: str) -> Any:
    """A value of a data file in its shape. Raises CannotWork where it is of another."""
    try:
        return convert(value, shape)
    except ValidationError as error:
        gap = re.search(r"(unknown|missing required) field `(\w+)`", str(error))
        what = f"{'có' if gap[1] == 'unknown' else 'thiếu'} mục “{gap[2]}”" if gap else f"không dùng được {value!r}"
        raise CannotWork(f"{place} viết chưa đúng: {what}; hãy ghi như các mục bên cạnh trong tệp.") from error


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """Every finding code with its usual severity, its words and what it is about, from ``findings.toml``."""
    return {code: _entry(code, x) for code, x in data_file("findings.toml").items() if not code.startswith("_")}


def _entry(code: str, facts: Mapping[str, Any]) -> CatalogueEntry:
    plain = {name: value for name, value in facts.items() if not isinstance(value, dict)}
    variants = {name: value for name, value in facts.items() if isinstance(value, dict)}
    return _read(plain | {"variants": variants}, CatalogueEntry, f"findings.toml: mục “{code}”")  # type: ignore[no-any-return]


def topics() -> Mapping[str, str]:
    """The titles of what findings are about, by code, in the order of papers."""
    titles: Mapping[str, str] = data_file("findings.toml")["_topics"]
    return titles


def reason(name: str, **facts: object) -> str:
    """A part of a message, from ``reasons.toml``: why a file is not read, or does not count, and others."""
    words: str = ChainMap(*data_file("reasons.toml").values())[name]
    return words.format_map(facts)


def doubt_words(code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """What leaves a verdict open, as the end of a sentence, and what settles it: from ``doubts.toml``."""
    entry = data_file("doubts.toml")[code]
    return _with_facts(entry["why"], facts), _with_facts(entry["remedy"], facts)


def doubt_asks(code: str) -> str | None:
    """The code of the finding by which a person is asked about a doubt, None where there is none."""
    asks: str | None = data_file("doubts.toml")[code].get("asks")
    return asks


_PLACE = re.compile(r"\{(?:files?|place|cells|rows?)\}")


def doubts_in_paper(codes: Sequence[str]) -> str | None:
    """What leaves a verdict open as the report says it, without files and rows; None where the words name none."""
    entries = [data_file("doubts.toml")[code] for code in codes]
    named = any(_PLACE.search(entry["why"]) for entry in entries)
    return "; ".join(dict.fromkeys(entry["paper"] for entry in entries)) if named else None


def finding(
    code: str,
    *,
    unit: str | None = None,
    file: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    severity: str | None = None,
    variant: str | None = None,
    remedy: str | None = None,
    **facts: object,
) -> Finding:
    """Make a finding from the catalogue.

    ``facts`` fill the braces of the message; ``file`` and ``sheet`` need not be repeated there,
    and ``unit`` in the message is the fact ``unit_name`` (the code is no word for people).
    ``severity`` and ``remedy`` replace the usual ones, ``variant`` names the special case whose words and severity
    hold.
    """
    entry = catalogue()[code]
    texts = {"severity": entry.severity, "message": entry.message, "remedy": entry.remedy}
    texts |= entry.variants[variant] if variant else {}
    words = {"file": file, "sheet": sheet, "cell_name": cell, **facts}
    words["unit"] = facts.get("unit_name")
    message, usual = (_with_facts(_without_hour(texts[part], words), words) for part in ("message", "remedy"))
    return Finding(code, severity or texts["severity"], unit, file, sheet, cell, message, remedy or usual)


_QUOTES = re.compile(r"(?<=“){(?!file})(\w+)}(?=”)")
_STRAIGHT = re.compile(r'"([^"]*)"')
_SINGLE = str.maketrans("“”", "‘’")


def within_quotes(text: str) -> str:
    """A text as it stands in quotation marks: what it quotes itself stands in single ones."""
    return _STRAIGHT.sub(r"‘\1’", text).translate(_SINGLE)


def _with_facts(text: str, facts: Mapping[str, object]) -> str:
    """The words with their facts; what is quoted, but for names of files, has its own quotation marks single."""

    def inner(found: re.Match[str]) -> str:
        fact = facts[found[1]]
        return within_quotes(fact).replace("{", "{{").replace("}", "}}") if isinstance(fact, str) else found[0]

    return _QUOTES.sub(inner, text).format_map(facts)


def short(text: str | None) -> str:
    """Words for a message: on one line, cut where they are long."""
    line = " ".join((text or "").split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def _without_hour(text: str, words: Mapping[str, object]) -> str:
    """The template without “lúc” before a moment of which only the day is known: “lúc 09:00 ngày …”, “ngày …”."""
    for name, fact in words.items() if " lúc {" in text else ():
        if isinstance(fact, str) and fact.startswith("ngày "):
            text = text.replace(f" lúc {{{name}}}", f" {{{name}}}")
    return text


def few(names: Sequence[str], most: int, between: str = ", ") -> str:
    """The first names for a message, with “…” where there are more."""
    return between.join(names[:most]) + (" …" if len(names) > most else "")


def few_files(files: Iterable[str], most: int = 5) -> str:
    """The first files for a message, each once and in quotation marks."""
    return few([f"“{file}”" for file in dict.fromkeys(files)], most)


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that make ``--strict`` fail."""
    return [f for f in findings if f.severity == "violation"]


Mark = tuple[str, str, str, str]  # code, sheet, cell, words: what a finding is known by in a later run


def mark_of(finding: Finding) -> Mark:
    """What a finding is known by once the file was corrected, maybe under another name."""
    words = finding.message.replace(finding.file, "") if finding.file else finding.message
    return finding.code, finding.sheet or "", finding.cell or "", words


def still_open(before: Mark, marks: Iterable[Mark]) -> bool:
    """Whether a finding of before stands among those of now: the same words, or the same cell; a number is one."""
    code, sheet, cell, words = before
    return any(
        mark[0] == code
        and (
            mark[3].casefold() == words.casefold()
            or (cell and mark[1:3] == (sheet, cell))
            or code.startswith("quota-")
        )
        for mark in marks
    )
