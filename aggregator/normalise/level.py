"""The level of an entry: column, heading, then brackets after the name or a note (design §4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.model import Value
from aggregator.normalise.mark import is_mark

_LAST_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*[.;,]*\s*$")
_NOTE_PARTS = re.compile(r"[;,.\n]")


@dataclass(frozen=True, slots=True)
class LevelFound:
    """``why`` is a finding code where the level is not known, with the text that did not say it."""

    level: str | None
    source: str | None
    why: str | None = None
    text: str | None = None


def level_of(
    words: Vocabulary,
    *,
    column: str | None,
    marks: Mapping[str, Value],
    heading: str | None,
    name: str | None,
    remark: str | None,
) -> LevelFound:
    """The first that answers. A column that names two levels answers “unknown”, with a finding."""
    named = {code for code, mark in marks.items() if is_mark(mark)}
    if column:
        named |= words.levels_in_column(column)
    if len(named) == 1:
        return LevelFound(named.pop(), "column")
    if len(named) > 1:
        return LevelFound(
            None, None, "level-unclear", column or ", ".join(words.level_titles[c] for c in sorted(named))
        )
    if heading:
        return LevelFound(heading, "heading")
    said = _in_text(words, name, remark)
    if said:
        return LevelFound(said, "text")
    return LevelFound(None, None, "level-unclear" if column else "level-missing", column)


def _in_text(words: Vocabulary, name: str | None, remark: str | None) -> str | None:
    """“(đăng ký cấp tỉnh)” at the end of the name, or a note that says nothing else; never the goals."""
    brackets = _LAST_BRACKETS.search(name or "")
    said = [brackets.group(1)] if brackets else []
    said += _NOTE_PARTS.split(remark) if remark else []
    levels = {level for text in said if (level := words.level_heading(text))}
    return levels.pop() if len(levels) == 1 else None
