"""One model, once: the same name in several sheets, parts or files of one unit is one entry (design §4).

A summary beside its parts, in either order, one row enough; a print copy of a sheet. Where address or holder
differ both count, and whatever hangs on it stays open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from aggregator.findings import Finding, finding
from aggregator.settle.versions import Model, Version, hand_of, within
from aggregator.viet.fold import key

_KINDS = frozenset(map(key, ("Tập thể", "Cá nhân", "TT", "CN")))  # say no holder, only its kind


class Copy(NamedTuple):
    """An entry that only repeats another one, and that one: labels of the frame of all entries."""

    label: int
    kept: int


@dataclass
class Once:
    """What the doubles of one unit come to: copies that do not count, and pairs that may be one model."""

    copies: list[Copy] = field(default_factory=list)
    may_be_one: list[tuple[Model, Model]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def models_once(versions: Sequence[Version], unit: str | None) -> Once:
    """Go through the lists of one unit that count (or of one file of unknown unit), its own before other hands'."""
    by_name: dict[str, list[list[Model]]] = defaultdict(list)  # of each model the entries that are it
    once = Once()
    for models in _lists(versions):
        taken: set[int] = set()  # within one list the same name is another model
        for model in models:
            groups = [group for group in by_name[model.name] if id(group) not in taken]
            group = _same(model, groups)
            if group is None:
                if groups and model.name:
                    once.may_be_one.append((groups[0][0], model))
                group = []
                by_name[model.name].append(group)
            else:
                once.copies.append(Copy(model.label, group[0].label))
            group.append(model)
            taken.add(id(group))
    once.findings = list(_told(once, versions, unit))
    return once


def _lists(versions: Sequence[Version]) -> Iterable[list[Model]]:
    """The entries list by list: the unit's own before those of other hands, the fullest first, then as received."""
    parts = []
    for version in sorted(versions, key=lambda v: (bool(v.hand), *v.order, v.item.file)):
        sheets: dict[str, list[Model]] = defaultdict(list)
        for model in version.models:
            sheets[model.sheet].append(model)
        hands = {part.sheet: bool(hand_of(part)) for part in version.lists}
        parts += [
            (bool(version.hand) or hands.get(sheet, False), -len(those), those) for sheet, those in sheets.items()
        ]
    return [models for *_, models in sorted(parts, key=lambda part: part[:2])]


def _same(model: Model, groups: Sequence[list[Model]]) -> list[Model] | None:
    """The model that an entry is: of the same address first, then of one within the other."""
    alike = [
        group for group in groups if all(model.is_also(other) and _one_holder(model, other) for other in group)
    ]
    exact = (group for group in alike if group[0].address == model.address)
    return next(exact, alike[0] if alike else None) if model.name else None


def _one_holder(one: Model, other: Model) -> bool:
    return one.holder in _KINDS or other.holder in _KINDS or within(one.holder, other.holder)


def _told(once: Once, versions: Sequence[Version], unit: str | None) -> Iterable[Finding]:
    """One finding for each two lists: a list that only repeats another, or models that both have."""
    models = {model.label: model for version in versions for model in version.models}
    sizes: dict[tuple[str, str], int] = defaultdict(int)
    for model in models.values():
        sizes[model.file, model.sheet] += 1
    pairs: dict[tuple[str, str, str, str], list[Model]] = defaultdict(list)
    for copy, kept in once.copies:
        here, there = models[copy], models[kept]
        pairs[here.file, here.sheet, there.file, there.sheet].append(here)
    for (file, sheet, other_file, other), those in pairs.items():
        code = "sheet-repeats" if len(those) == sizes[file, sheet] else "models-repeated"
        where = f"“{other}”" if file == other_file else f"“{other}” của tệp “{other_file}”"
        names = "; ".join(f"“{model.typed}”" for model in those[:3]) + (" …" if len(those) > 3 else "")
        yield finding(code, unit=unit, file=file, sheet=sheet, count=len(those), other=where, names=names)
