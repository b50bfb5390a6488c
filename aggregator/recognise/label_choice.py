"""Which label found is the item's own, and which are words of an answer (“- Thời gian: …” in the content)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from aggregator.recognise.label_ends import SURE
from aggregator.recognise.labels import Label

_NUMBERED_FORM = 4  # so many numbered labels make it the form's way
_TOLD = frozenset({"content", "results"})  # items answered at length
_TOLD_ABOUT = frozenset({"period", "scope", "results", "content", "level"})
_SHORT = 2  # words: “Thời gian”, “Kết quả”


def chosen(labels: Iterable[Label]) -> tuple[dict[str, Label], tuple[str, ...]]:
    """One label an item: the strongest, then the longest, then the first; and the items that two claim alike."""
    by_code: dict[str, list[Label]] = defaultdict(list)
    for label in _addresses_placed(_without_signers(_without_answers(_without_bullets(list(labels))))):
        by_code[label.code].append(label)
    best = {code: sorted(those, key=lambda one: (-one.strength, -one.words)) for code, those in by_code.items()}
    contested = [code for code, those in best.items() if len(those) > 1 and _alike(those[0], those[1])]
    return {code: those[0] for code, those in best.items()}, tuple(contested)


def _alike(one: Label, other: Label) -> bool:
    return one.strength == other.strength >= SURE and one.words == other.words


def _without_bullets(labels: list[Label]) -> list[Label]:
    """Where the form's own labels have no bullets, a label with one is text (“- Thời gian: …” in the content)."""
    sure = [label for label in labels if label.strength >= SURE]
    bulleted = sum(label.bulleted and not label.numbered for label in sure)
    if bulleted * 2 >= len(sure):
        return labels
    return [label for label in labels if label.numbered or not label.bulleted]


def _without_answers(labels: list[Label]) -> list[Label]:
    """Where the items have numbers, a short label without one below the content is text of the content."""
    if sum(label.numbered and label.strength >= SURE for label in labels) < _NUMBERED_FORM:
        return labels
    kept: list[Label] = []
    asked = ""
    for label in labels:
        asked = label.code if label.numbered else asked
        if label.numbered or asked not in _TOLD or label.code not in _TOLD_ABOUT or label.words > _SHORT:
            kept.append(label)
    return kept


def _without_signers(labels: list[Label]) -> list[Label]:
    """“Cá nhân đăng ký” under the last item is where a person signs, not where one is named."""
    asked = [label.line for label in labels if label.code in ("name", "results") and label.strength >= SURE]
    last = max(asked, default=None)
    named = {label.code for label in labels if last is not None and label.line > last}
    if last is None or "position" in named or "name" in named:
        return labels
    return [label for label in labels if label.code != "holder" or label.line < last]


def _addresses_placed(labels: list[Label]) -> list[Label]:
    """“Địa chỉ” after the name is the place of item 6, where no label says so in full."""
    name = next((label.line for label in labels if label.code == "name" and label.strength > 1), None)
    if name is None or any(label.code == "scope" and label.strength > 1 for label in labels):
        return labels
    addresses = [label for label in labels if label.code == "address"]
    late = [label for label in addresses if label.line > name]
    if len(late) == len(addresses) and not any(label.numbered for label in late):
        return labels
    return [replace(label, code="scope") if label in late else label for label in labels]
