"""RESULT.json: written, read back, and its schema, all from one set of types."""

import datetime as dt
import io
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from aggregator.campaign.load import shape_at
from aggregator.nouns import result as to
from aggregator.nouns.finding import CannotWork, meaning
from aggregator.nouns.outcome import Outcome, Registration, rows_of
from aggregator.nouns.standing import UnitState
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import regex

# ---- Its JSON Schema, made from the types: ``python -m aggregator.write.result`` writes it anew.

_SCHEMA = "result.schema.json"
_HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "RESULT.json of aggregator",
    "description": "Every key is always present; what is unknown is null. Later versions may add keys and never "
    "rename one.",
}
_PATTERNS = {  # formats are only remarks to most readers of a schema
    "date-time": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$",
    "date": r"^\d{4}-\d{2}-\d{2}$",
}


@cache
def result_schema() -> dict[str, Any]:
    """The schema that every written result keeps: every key required, times and dates by pattern."""
    _, parts = msgspec.json.schema_components([to.Result], ref_template="#/$defs/{name}")
    made: dict[str, Any] = _strict(parts)
    _name_the_keys(made)
    whole = made.pop("Result")
    for no_key in ("source", "further"):
        del whole["properties"][no_key]
        whole["required"].remove(no_key)
    del whole["description"], whole["title"]
    return {**_HEAD, **whole, "$defs": made}


def _strict(part: Any) -> Any:
    """Whoever reads may miss what came later; whoever writes gives every key."""
    if isinstance(part, list):
        return [_strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    part = {key: _strict(value) for key, value in part.items() if key != "default"}
    if "properties" in part:
        part["required"] = list(part["properties"])
    return part | ({"pattern": _PATTERNS[part["format"]]} if part.get("format") in _PATTERNS else {})


def _name_the_keys(made: dict[str, Any]) -> None:
    """Counts by code have every code for a key; the library tells of them since 0.23, and in its own way."""
    for name, part in made.items():
        for field in msgspec.inspect.type_info(getattr(to, name)).fields:  # type: ignore[attr-defined]
            keys = getattr(field.type, "key_type", None)
            if isinstance(keys, msgspec.inspect.LiteralType):
                count = part["properties"][field.name]["additionalProperties"]
                named = {"required": list(keys.values), "properties": dict.fromkeys(keys.values, count)}
                part["properties"][field.name] = {"type": "object", **named, "additionalProperties": False}


def schema_text() -> str:
    """The schema as the package holds it."""
    return json.dumps(result_schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Put the schema into the package."""
    Path(str(files("aggregator.write") / _SCHEMA)).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()


# ---- RESULT.json → ``Result``: shape and codes are checked; a complaint names the file and the place in it.

_MARK = b"\xef\xbb\xbf"  # of UTF-8, which editors put before a text
_AGAIN = "hãy chạy lại lệnh aggregate với tùy chọn --json để có tệp đúng"
_FAULT = regex(r"(?s)(?P<what>.*?)(?: - at `(?P<place>[^`]*)`)?")
_MISSING = regex(r"Object missing required field `(\w+)`")
_WANTED = (  # how the library words what it expected, and how we do
    (regex(r"timezone"), "thời điểm có múi giờ"),
    (regex(r"datetime|RFC3339 encoded datetime"), "thời điểm"),
    (regex(r"RFC3339 encoded date|Expected `date"), "ngày"),
    (regex(r"Expected `object"), "một nhóm khóa và giá trị"),
    (regex(r"Expected `array"), "một danh sách"),
    (regex(r"Expected `bool"), "true hoặc false"),
    (regex(r"Expected `int` >= (\d+)"), r"số nguyên từ \1 trở lên"),
    (regex(r"Expected `int"), "số nguyên"),
    (regex(r"matching regex"), "chữ đúng dạng"),
    (regex(r"Expected `str"), "chữ"),
)


def read_result(path: Path) -> to.Result:
    """The result in a file. Raises CannotWork where it cannot be opened, or is no RESULT.json."""
    try:
        return result_in(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise CannotWork(f"Không thấy tệp “{path}”; kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise CannotWork(f"Không mở được tệp “{path}”: {meaning(error)}; kiểm tra lại tệp.") from error


def result_in(data: bytes, source: str) -> to.Result:
    """The result in the bytes of a file, which messages call ``source``. Raises CannotWork where it is none."""
    try:
        result = msgspec.json.decode(data.removeprefix(_MARK), type=to.Result)
    except msgspec.ValidationError as error:
        raise _wrong(error, source) from None
    except (ValueError, RecursionError):  # msgspec.DecodeError among them
        raise CannotWork(
            f"Tệp “{source}” không phải là tệp kết quả dạng JSON; "
            "hãy chọn tệp do lệnh aggregate ghi ra với tùy chọn --json."
        ) from None
    result.source, result.further = source, _further_in(data)
    return result


class _Entries(msgspec.Struct):
    entries: list[msgspec.Raw]


def _further_in(data: bytes) -> list[dict[str, str | None]]:
    """The texts of the keys that are not promised, entry by entry; the first has the keys that all have."""
    entries = msgspec.json.decode(data.removeprefix(_MARK), type=_Entries).entries
    more = msgspec.json.decode(entries[0], type=dict[str, Any]).keys() - {*to.ENTRY_COLUMNS} if entries else ()
    values = (msgspec.json.decode(entry, type=dict[str, Any]) for entry in entries if more)
    return [{code: text for code in more if isinstance(text := v.get(code), str | None)} for v in values]


def _wrong(error: msgspec.ValidationError, source: str) -> CannotWork:
    """The library's complaint in Vietnamese: the file, the path of keys, and what was expected there."""
    fault = _FAULT.fullmatch(str(error))
    what, place = (fault["what"], fault["place"] or "") if fault else (str(error), "")
    place = place.removeprefix("$").removeprefix(".")
    missing = _MISSING.fullmatch(what)
    if missing:
        return CannotWork(f"Tệp “{source}” thiếu “{f'{place}.{missing[1]}'.strip('.')}”; {_AGAIN}.")
    return CannotWork(
        f"Tệp “{source}” có “{place or 'phần ngoài cùng'}” không phải là {_wanted(what, place)}; {_AGAIN}."
    )


def _wanted(what: str, place: str) -> str:
    if get_origin(shape := shape_at(to.Result, place)) is Literal:
        return f"một trong các từ {', '.join(sorted(get_args(shape)))}"
    for pattern, words_for in _WANTED:
        if found := pattern.search(what):
            return found.expand(words_for)
    return "giá trị đúng"


# ---- RESULT.json: the outcome for other programs, made of the types that read it back.


def result_bytes(outcome: Outcome) -> bytes:
    """The result as UTF-8 JSON without NaN, always the same bytes; item by item, to spare the memory."""
    encode, made, parts = msgspec.json.Encoder().encode, io.BytesIO(), _parts(outcome)
    if further := _further(outcome):
        both = zip(parts["entries"], further, strict=True)
        parts["entries"] = (msgspec.to_builtins(entry) | texts for entry, texts in both)
    for number, (name, part) in enumerate(parts.items()):
        made.write((b",\n  " if number else b"{\n  ") + encode(name) + b": ")
        if isinstance(part, msgspec.Struct):
            made.write(encode(part))
            continue
        before = b"[\n    "
        for item in part:
            made.write(before)
            made.write(encode(item))
            before = b",\n    "
        made.write(b"\n  ]" if before.startswith(b",") else b"[]")
    made.write(b"\n}\n")
    return made.getvalue()


def result_of(outcome: Outcome) -> to.Result:
    """The present run as a result."""
    parts: dict[str, Any] = _parts(outcome)
    lists = {name: list(part) for name, part in parts.items() if not isinstance(part, msgspec.Struct)}
    return to.Result(**parts | lists, source="lần chạy này", further=_further(outcome))


def _parts(outcome: Outcome) -> dict[str, Any]:
    """The keys of the result in their order, with a struct of the result or its items one after another."""
    campaign, balance = outcome.campaign, outcome.balance
    places, rows = _places(outcome), rows_of(outcome.entries, *to.ENTRY_COLUMNS)
    return {
        "campaign": _campaign(campaign, outcome.as_of),
        "totals": to.Totals(
            files=len(outcome.submissions),
            by_status=outcome.by_status,  # type: ignore[arg-type]  # its keys are the promised codes, as a test sees
            rows_seen=balance.rows_seen,
            entries=balance.entries,
            rows_joined=balance.rows_joined,
            rows_decoration=balance.rows_decoration,
            rows_set_aside=balance.rows_set_aside,
            entries_by_field=outcome.entries_by_field,  # type: ignore[arg-type]
            entries_by_level=outcome.entries_by_level,  # type: ignore[arg-type]
        ),
        "units": (_unit(unit, campaign.zone) for unit in outcome.units),
        "submissions": (
            _of(to.Submission, came, received_at=_moment(came.received_at, campaign.zone))
            for came in outcome.submissions
        ),
        "entries": (to.Entry(**dict(zip(to.ENTRY_COLUMNS, values, strict=True))) for _, *values in rows),
        "registrations": (_registration(form, places) for form in outcome.registrations),
        "findings": (_of(to.Finding, finding) for finding in outcome.findings),
        "decisions": (
            to.Decision(**places[d.entry], proposal=d.proposal, decision=d.decision, remark=d.note)  # type: ignore[arg-type]
            for d in outcome.decisions.values()
        ),
    }


P = TypeVar("P", bound=msgspec.Struct)


def _of(kind: type[P], thing: object, **facts: Any) -> P:
    """A part of the result from a noun with the same names, and what differs."""
    names = [name for name in kind.__struct_fields__ if name not in facts]
    return kind(**{name: getattr(thing, name) for name in names}, **facts)


def _campaign(campaign: Campaign, as_of: dt.datetime) -> to.Campaign:
    return _of(
        to.Campaign,
        campaign,
        deadline=_moment(campaign.deadline, campaign.zone),
        as_of=_moment(as_of, campaign.zone),
        province=campaign.office.province,
        district=campaign.office.among_districts,
        limits=tuple(_of(to.Limit, limit) for limit in campaign.limits),
    )


def _unit(unit: UnitState, zone: dt.tzinfo) -> to.Unit:
    own, own_at = unit.own_registration, _moment(unit.own_registration.received_at, zone)
    facts = {"plan_date": own.plan_day, "plan_date_typed": own.plan_date, "received_at": own_at}
    return _of(
        to.Unit,
        unit,
        received_at=_moment(unit.received_at, zone),
        counts={level: int(count) for level, count in unit.counts.items()},
        forms=to.Forms(
            needed=unit.forms_needed,
            matched=unit.forms_matched,
            received=unit.forms_received,
            on_paper=unit.forms_on_paper,
            paper=len(unit.forms_of_paper),
        ),
        own_registration=_of(to.OwnRegistration, own, **facts),
        waived=sorted(unit.waived),  # in one order: the same bytes
    )


def _further(outcome: Outcome) -> list[dict[str, str | None]]:
    """What stands in the further columns, entry by entry: keys of their own, the last of the entry's."""
    codes = [column.code for column in to.further_columns(outcome.campaign)]
    rows = rows_of(outcome.entries, *codes) if codes else ()
    return [dict(zip(codes, texts, strict=True)) for _, *texts in rows]


def _places(outcome: Outcome) -> dict[int, dict[str, Any]]:
    """Where the entries of registrations and decisions stand, by their index labels in the frame."""
    asked = [*outcome.decisions, *(form.entry for form in outcome.registrations)]
    rows = rows_of(outcome.entries[outcome.entries.index.isin(asked)], "file", "sheet", "row")
    return {label: {"file": file, "sheet": sheet, "row": row} for label, file, sheet, row in rows}


def _registration(form: Registration, places: dict[int, dict[str, Any]]) -> to.Registration:
    return _of(to.Registration, form, entry=to.Place(**places[form.entry]) if form.entry is not None else None)


def _moment(moment: dt.datetime | None, zone: dt.tzinfo) -> dt.datetime | None:
    """An aware time on the district's clock, to the second, with its offset."""
    return moment.astimezone(zone).replace(microsecond=0) if moment else None
