"""The sentences of papers and mails: text templates in ``texts/*.j2`` that an office words anew (Jinja2).

A template has a head of ``Tên: giá trị`` lines, a line ``---`` and the body. In the body a blank line parts
paragraphs; a line that begins with one of MARKS is what it says there, one with “- ” a paragraph. Optional parts of
a sentence end with a comma or a semicolon: what is left hanging before “.” or “:” is taken away. Values print as
papers write them: numbers with two digits (01), days, moments, lists with semicolons, typed text on one line.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct, field

from aggregator.nouns.finding import CannotWork
from aggregator.nouns.unit import PlaceKind
from aggregator.vietnamese.fold import regex
from aggregator.vietnamese.official_style import day, flat, lower_first, moment, quotation, series, two, upper_first
from aggregator.vietnamese.scope import in_place_words

ENDING = ".j2"
MARKS = {
    "# ": "section",
    "## ": "section",
    "### ": "caption",
    "=== ": "appendix",
    ">> ": "reference",
    "> ": "remark",
    "~~~ngang": "across",
    "~~~": "page",
}
_ITEM = "- "  # begins a paragraph of its own
_TABLE = "\ue000"  # begins the line of a table; no letter that anybody types
# before the end of a sentence, where its last part was left out
_HANGING = regex(r"“[^”]*”|\s*[,;](?:\s*[,;])*\s*([.:])(?=\s|$|/)|\s+([,;.])(?=\s|$)")
_HEAD = regex(r"([^\s:][^:]*):\s*(.*)")


class Part(Struct, frozen=True):
    """A piece of a paper's body: ``kind`` is a value of MARKS, ``paragraph`` or ``table`` (``text`` its name)."""

    kind: str
    text: str


class Text(Struct, frozen=True):
    """A template with its facts filled in. ``trouble``: why the office's own copy was not used."""

    head: Mapping[str, tuple[str, ...]]
    body: str
    trouble: str | None = None
    parts: tuple[Part, ...] = field(default=())

    def line(self, name: str) -> str:
        """The one value of a name in the head, empty where it is not there."""
        return " ".join(self.head.get(name, ()))


def render(name: str, facts: Mapping[str, Any], folder: Path | None, place: PlaceKind | None) -> Text:
    """The text of a template in the words of a place: the edited copy in ``folder`` where there is one, else ours.

    An edited copy that cannot be used never stops a run: ours is used, and ``trouble`` says why. Raises
    CannotWork, with file and line, where ours does not fit the facts. The fact ``tables`` names the tables that
    a body may place.
    """
    copy = folder / f"{name}{ENDING}" if folder else None
    if copy is None or not copy.is_file():
        return _filled(_built_in(name), f"{name}{ENDING}", facts, place)
    try:
        return _filled(copy.read_text(encoding="utf-8-sig"), str(copy), facts, place)
    except (CannotWork, OSError, UnicodeDecodeError) as error:
        why = str(error) if isinstance(error, CannotWork) else f"{copy}: không đọc được, cần lưu ở bảng mã UTF-8."
        text = _filled(_built_in(name), f"{name}{ENDING}", facts, place)
        return Text(text.head, text.body, f"{why} Lần này dùng mẫu có sẵn của chương trình.", text.parts)


def template_files() -> dict[str, str]:
    """Every built-in template by file name, as they are laid into the folder of edited copies."""
    folder = files("aggregator.campaign") / "texts"
    items = sorted((item.name, item) for item in folder.iterdir() if item.name.endswith(ENDING))
    return {name: item.read_text(encoding="utf-8") for name, item in items}


def lay_templates(folder: Path) -> list[Path]:
    """Copies of the built-in templates for the office to word anew; the paths. One that is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    laid = {folder / name: text for name, text in template_files().items() if not (folder / name).exists()}
    for path, text in laid.items():
        half = path.with_name(f".{path.name}.dang_ghi")  # half a template would be taken for an office's own
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    return [*laid]


@cache
def _built_in(name: str) -> str:
    return (files("aggregator.campaign") / "texts" / f"{name}{ENDING}").read_text(encoding="utf-8")


def _filled(source: str, file: str, facts: Mapping[str, Any], place: PlaceKind | None) -> Text:
    try:
        whole = _template(in_place_words(source, place)).render(facts)
    except TemplateSyntaxError as error:
        raise CannotWork(f"{file}, dòng {error.lineno}: viết sai quy cách ({error.message}); hãy sửa.") from error
    except UndefinedError as error:
        raise CannotWork(
            f"{file}, dòng {_line_of(error)}: chương trình không biết chỗ điền này ({error.message}); hãy sửa tên."
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise CannotWork(f"{file}, dòng {_line_of(error)}: không điền được ({error}); hãy sửa.") from error
    head, mark, body = whole.partition("\n---\n")
    if not mark:
        raise CannotWork(f"{file}: thiếu dòng “---” giữa phần đầu và nội dung; hãy sửa.")
    body = _HANGING.sub(lambda m: m[1] or m[2] or m[0], body).strip("\n") + "\n"
    return Text(_head(head), body, parts=tuple(_parts(body)))


def _line_of(error: Exception) -> int:
    """The line of the template at which an error rose: Jinja2 gives its frames the template's own numbers."""
    line, trace = 0, error.__traceback__
    while trace:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
        trace = trace.tb_next
    return line


@cache
def _template(source: str) -> Template:
    return _environment().from_string(source)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # plain text, no HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printed,
    )
    environment.filters |= {"quoted": quotation, "hoa": upper_first, "thường": lower_first, "series": series}
    environment.globals["table"] = _place_of_table
    return environment


class _Table(str):
    __slots__ = ()


@pass_context
def _place_of_table(context: Context, name: str) -> _Table:
    """``{{ table("late") }}``: one of the names in the fact ``tables``."""
    names = context.get("tables", ())
    if name not in names:
        raise LookupError(f"không có bảng “{name}”; các bảng: {', '.join(names)}")
    return _Table(name)


def _printed(value: Any) -> Any:
    if isinstance(value, _Table):
        return f"{_TABLE}{value}"
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return two(value)
    if isinstance(value, dt.date):
        return moment(value) if isinstance(value, dt.datetime) else day(value)
    if isinstance(value, (tuple, list)):
        return "; ".join(str(_printed(item)) for item in value)
    return flat(str(value)).replace(_TABLE, "") if not isinstance(value, StrictUndefined) else value


def _head(text: str) -> dict[str, tuple[str, ...]]:
    head: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if match := _HEAD.match(line):
            head[match[1]] = (*head.get(match[1], ()), match[2].strip())
    return head


def _parts(body: str) -> Iterator[Part]:
    waiting: list[str] = []

    def paragraph() -> Iterator[Part]:
        if waiting:
            yield Part("paragraph", " ".join(waiting))
            waiting.clear()

    for line in map(str.strip, body.splitlines()):
        mark = next((mark for mark in MARKS if line.startswith(mark)), None)
        if line and not mark and not line.startswith((_TABLE, _ITEM)):
            waiting.append(line)
            continue
        yield from paragraph()
        if line.startswith(_TABLE):
            yield Part("table", line[1:])
        elif mark:
            yield Part(MARKS[mark], line[len(mark) :].strip())
        elif line:
            waiting.append(line)
    yield from paragraph()
