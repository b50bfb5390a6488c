"""One return by itself (``check``): whose it is, how many of what, then what is to be mended, the worst first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from aggregator.nouns.outcome import Outcome, Submission
from aggregator.vietnamese.wording import lower_first, quoted, upper_first
from aggregator.write.briefing.facts import Facts
from aggregator.write.dossier import IN_LETTERS, Dossier, Point, dossiers, points_of, short_file
from aggregator.write.sheets import words

_NOT_OF_THE_FILE = ("forms-only",)  # what else is to be sent is told as lacking


class UnitCheck(Struct, frozen=True):
    """What one unit's files say (``dossier`` is None where the unit is not known), and the points to mend."""

    name: str
    files: tuple[Submission, ...]
    points: tuple[Point, ...]
    dossier: Dossier | None
    models: str  # how many of what; '' where there is none

    @property
    def to_mend(self) -> bool:
        """Whether there is something to mend or to answer; what else is to be sent is no fault of the files."""
        return any(point.manner != "remark" for point in self.points)


def checks_of(outcome: Outcome) -> list[UnitCheck]:
    """What is to be said of the files of a run, by unit; units of which nothing came are none of it."""
    facts = Facts(outcome)
    came = {one.unit for one in facts.outcome.submissions}
    known = [_of_unit(facts, dossier) for dossier in dossiers(facts) if dossier.unit.code in came]
    unknown = [one for one in facts.outcome.submissions if one.unit is None]
    return [*known, *([_of_nobody(facts, unknown)] if unknown else [])]


def _of_unit(facts: Facts, dossier: Dossier) -> UnitCheck:
    unit = dossier.unit
    found = [f for f in facts.outcome.findings if f.unit == unit.code and f.code not in _NOT_OF_THE_FILE]
    points = tuple(points_of(facts, found, dossier.form, (*IN_LETTERS, "check")))
    files = tuple(one for one in facts.outcome.submissions if one.unit == unit.code)
    return UnitCheck(unit.name, files, points, dossier, _models(dossier.total, dossier.levels, dossier.fields))


def _of_nobody(facts: Facts, files: Sequence[Submission]) -> UnitCheck:
    names = {one.file for one in files}
    found = [f for f in facts.outcome.findings if f.unit is None and f.file in names]
    points = tuple(points_of(facts, found, "M3 hoặc M4", (*IN_LETTERS, "check")))
    entries = [entry for entry in facts.entries if entry.unit is None]
    levels = Counter(facts.level_told(entry.level or "unknown") for entry in entries)
    fields = Counter(facts.field_title(entry).partition(". ")[2] or facts.field_title(entry) for entry in entries)
    models = _models(len(entries), levels.items(), fields.items())
    return UnitCheck("Chưa rõ đơn vị", tuple(files), points, None, models)


def _models(total: int, levels: Iterable[tuple[str, int]], fields: Iterable[tuple[str, int]]) -> str:
    by_level, by_field = (", ".join(f"{title} {count}" for title, count in counts) for counts in (levels, fields))
    return f"  {total} mô hình; theo cấp: {by_level}; theo lĩnh vực: {by_field}." if total else ""


def check_lines(one: UnitCheck) -> Iterator[str]:
    """The list as the terminal shows it."""
    forms = sorted({form for file in one.files for form in file.forms})
    yield f"{one.name} - mẫu {', '.join(forms)}" if forms else one.name
    for file in one.files:
        yield f"  Tệp “{short_file(file.file)}”: {lower_first(words.STATUS[file.status])}"
    yield from [one.models] if one.models else []
    if one.dossier and not one.dossier.list_lacking:  # without its list not all of a form can be judged
        yield from (f"  {line}" for line in one.dossier.returned)
    yield f"  Cần sửa, làm rõ: {len(one.points)} điểm." if one.points else "  Không có điểm nào phải sửa."
    for number, point in enumerate(one.points, 1):
        alone = len(one.files) == 1 and point.in_cells
        where = point.where.partition(", ")[2] if alone else point.where
        place = f"{upper_first(where)}: " if where else ""
        yield f"  {number}. {place}{lower_first(point.what) if place else point.what}"
        yield f"     → {point.ask}"
    if one.dossier:
        yield from _lacking(one.dossier)


def _lacking(dossier: Dossier) -> Iterator[str]:
    """What the unit has still to send, besides these files."""
    told = [f"danh sách theo mẫu {dossier.form}"] if dossier.list_lacking else []
    told += [
        f"bản {model.form} của mô hình {quoted(model.name)} ({model.level})"
        if model.name
        else f"bản {model.form} của {model.count} nội dung {model.level} trong danh sách gửi bằng bản giấy"
        for model in dossier.lacking
    ]
    own = {
        "registration": "đăng ký đơn vị “Dân vận khéo”" + ("" if dossier.unit.own.plan else ", kèm kế hoạch"),
        "plan": "kế hoạch xây dựng đơn vị “Dân vận khéo”",
    }
    told += [f"{own[dossier.own]} (đã gửi bản giấy thì không phải gửi lại)"] if dossier.own else []
    if told:
        yield "  Chưa thấy trong các tệp này:"
        yield from (f"  - {item}" for item in told)
