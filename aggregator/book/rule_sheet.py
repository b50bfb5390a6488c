"""Sheet “Quy định” as lines known by their labels; what is unclear in them becomes a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aggregator.book.layout import book_layout
from aggregator.book.opened import BookSheets, Line
from aggregator.findings import Finding, finding
from aggregator.model import Value
from aggregator.viet.fold import key


@dataclass
class RuleSheet:
    """The lines by folded label, and the findings so far."""

    lines: dict[str, Line]
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, opened: BookSheets, known: Iterable[str]) -> RuleSheet:
        """The sheet of a book; a line with a value under none of the known labels is a finding."""
        lines = [line for line in opened.lines("rules") if line.text("rule")]
        others = {key(other): key(rule.label) for rule in book_layout().rules for other in rule.also}
        sheet = cls({others.get(name := key(line.text("rule")), name): line for line in lines})
        labels = {key(label) for label in known}
        for name, line in sheet.lines.items():
            if name not in labels and line.text("value"):
                sheet.note("book-rule-unknown", line.text("rule"), "rule", text=line.text("rule"))
        return sheet

    def has(self, label: str) -> bool:
        """Whether the sheet has the line."""
        return key(label) in self.lines

    def text(self, label: str, column: str = "value") -> str:
        """A cell of the line as text, '' where there is none."""
        return self.lines[key(label)].text(column) if self.has(label) else ""

    def value(self, label: str) -> Value:
        """The value of the line as it stands in the cell."""
        return self.lines[key(label)].cells.get("value") if self.has(label) else None

    def place(self, label: str) -> str:
        """The cell of the line's value in words, or the line itself where the sheet lacks it."""
        return f"ô {self.lines[key(label)].cell('value')}" if self.has(label) else "thiếu dòng"

    def note(self, code: str, label: str, column: str = "value", **facts: Any) -> None:
        """Keep a finding that names the cell."""
        line = self.lines[key(label)]
        self.findings.append(finding(code, sheet=line.sheet, cell=line.cell(column), **facts))

    def unclear(self, label: str, expected: str, used: object) -> None:
        """Keep a finding: the value is not what was expected, another is used."""
        self.note("book-rule-unclear", label, text=self.text(label), rule=label, expected=expected, used=used)

    def severity(self, label: str) -> str | None:
        """The severity that the line states, as a code."""
        column = book_layout().sheet("rules").column("severity")
        text = self.text(label, column.code)
        code = column.choice(text)
        if text and code is None:
            allowed = ", ".join(f"“{words}”" for words in column.choices.values())
            self.note("book-choice-unknown", label, column.code, text=text, head=column.head, allowed=allowed)
        return code


def whole(text: str) -> int | None:
    """A whole number from a cell's text."""
    return int(text) if text.isdecimal() and len(text) < 6 else None
