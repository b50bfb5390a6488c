"""The field of an entry: section heading, field column, else suggested from the words of the row (R9)."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.campaign.model import Field
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.viet.fold import key

_NAME_WEIGHT = 3  # the name says more of the field than the goals do


@dataclass(frozen=True, slots=True)
class FieldFound:
    """``why`` is a finding code where the field is not known, with the text that did not say it."""

    field: str | None
    source: str | None
    why: str | None = None
    text: str | None = None


class FieldFinder:
    """Finds fields with a campaign's words."""

    def __init__(self, words: Vocabulary, fields: tuple[Field, ...]) -> None:
        self._words = words
        self._suggest = {f.code: tuple(dict.fromkeys(f" {key(w)} " for w in f.suggest)) for f in fields}
        self._other_wording = frozenset(key(w) for f in fields for w in f.other_wording)

    def find(self, heading: str | None, column: str | None, name: str | None, goals: str | None) -> FieldFound:
        """The first that answers; a suggestion is no answer, it is shown until a person confirms it."""
        if heading:
            return FieldFound(heading, "section")
        suggested = self._suggested(name or "", goals or "")
        if column:
            named = self._words.field_in_column(column)
            if named and not (self._means_several(column) and suggested not in (None, named)):
                return FieldFound(named, "column")
            if named is None and suggested is None:
                return FieldFound(None, None, "field-unclear", column)
        if suggested:
            return FieldFound(suggested, "suggested", "field-suggested")
        return FieldFound(None, None, "field-unclear" if column else "field-missing", column)

    def _means_several(self, column: str) -> bool:
        """M1 and M2 word the economy with the environment, which stands in section II of M3 (R9)."""
        return key(column) in self._other_wording

    def _suggested(self, name: str, goals: str) -> str | None:
        """The field with the most words in the row, if one has more than every other."""
        in_name, in_goals = f" {key(name)} ", f" {key(goals)} "
        scores = {
            code: sum(_NAME_WEIGHT * (word in in_name) + (word in in_goals) for word in words)
            for code, words in self._suggest.items()
        }
        best = max(scores.values())
        leaders = [code for code, score in scores.items() if score == best]
        return leaders[0] if best and len(leaders) == 1 else None
