"""What people wrote, sheet by sheet, of models, units and letters, read into nouns; what is unclear is a finding.

“Đính chính” corrects an entry's field, level or unit, or says that it does not count. “Trường hợp đặc thù” waives a
rule for a unit. “Xét, giới thiệu” says which candidates go up to the province and which stay (R6). “Thư đã lập”
tells which letter with which content was made for whom and when: the program writes it and reads it again, and a
letter counts as sent unless a person says that it was not.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.layout import book_layout, in_quotes
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.finding import Mark
from aggregator.nouns.outcome import WITHOUT_VALUE, Choice, Correction, LetterMade, Waiver
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import key

# ---- Sheet “Đính chính”: corrections of an entry's field, level or unit, and what is not counted.


def corrections_from(opened: BookSheets, words: CellWords) -> tuple[Correction, ...]:
    """The corrections that can be applied; the others are findings."""
    lines = lines_of_year(opened.lines("corrections"), words, "date")
    return tuple(found for line in lines if (found := _correction(line, words)))


def _correction(line: Line, words: CellWords) -> Correction | None:
    known = len(words.findings)
    unit = words.unit(line, "unit")
    what = words.choice(line, book_layout().sheet("corrections").column("what"))
    date = words.date(line, "date")
    value = _corrected(line, what, words)
    lacking = _lacking(line, what, value)
    if lacking and len(words.findings) == known:
        words.note("correction-incomplete", line, lacking[0], name=line.text("name"), why=lacking[1])
    if lacking or (line.text("unit") and unit is None):
        return None
    return Correction(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        what=what or "",
        value=value,
        who=line.text("who") or None,
        why=line.text("why") or None,
        date=date,
        sheet=line.sheet,
        cell=line.cell("what"),
        was=line.text("was") or None,
        row=line.number,
    )


def _lacking(line: Line, what: str | None, value: str | None) -> tuple[str, str] | None:
    if not line.text("name"):
        return "name", "chưa ghi tên mô hình"
    if what is None:
        return "what", "chưa chọn điều đính chính"
    if value is None and what not in WITHOUT_VALUE:
        head = book_layout().sheet("corrections").column("value").head
        return "value", "chưa ghi giá trị đúng" if "value" in line.columns else f"không tìm thấy cột “{head}”"
    return None


def _corrected(line: Line, what: str | None, words: CellWords) -> str | None:
    """The code that the value means, by what it corrects; one that is no field or level is a finding."""
    text = line.text("value")
    if not text or what not in ("field", "level", "unit"):
        return None
    if what == "unit":
        unit = words.unit(line, "value")
        return unit.code if unit else None
    code = words.code_of(text, what)
    if code is None:
        kinds = words.campaign.fields if what == "field" else words.campaign.levels
        allowed = in_quotes(kind.title for kind in kinds)
        words.note("book-choice-unknown", line, "value", text=text, head="Giá trị đúng", allowed=allowed)
    return code


# ---- Sheet “Trường hợp đặc thù”: a rule waived for a unit.


_WAIVER_NEEDS = {"unit": "chưa ghi đơn vị", "rule": "chưa chọn nội dung", "who": "chưa ghi người chấp thuận",
                 "why": "chưa ghi lý do"}  # fmt: skip


def waivers_from(opened: BookSheets, words: CellWords) -> tuple[Waiver, ...]:
    """The waivers that are complete; the others are findings."""
    lines = lines_of_year(opened.lines("waivers"), words, "date")
    return tuple(found for line in lines if (found := _waiver(line, words)))


def _waiver(line: Line, words: CellWords) -> Waiver | None:
    unit, rule, date = words.unit(line, "unit"), _rule(line, words), words.date(line, "date")
    lacking = _waiver_lacks(line)
    if lacking:
        words.note("waiver-incomplete", line, lacking[0], text=line.text("unit") or "đơn vị", why=lacking[1])
    if lacking or unit is None or rule is None:
        return None
    codes = book_layout().waivable[rule]
    return Waiver(unit.code, rule, codes, line.text("who"), line.text("why"), date, line.cell("rule"))


def _rule(line: Line, words: CellWords) -> str | None:
    text, known = line.text("rule"), book_layout().waivable
    rule = next((label for label in known if key(label) == key(text)), None)
    if text and rule is None:
        head = book_layout().sheet("waivers").column("rule").head
        words.note("book-choice-unknown", line, "rule", text=text, head=head, allowed=in_quotes(known))
    return rule


def _waiver_lacks(line: Line) -> tuple[str, str] | None:
    sheet = book_layout().sheet("waivers")
    for code, why in _WAIVER_NEEDS.items():
        if not line.text(code):
            return code, why if code in line.columns else f"không tìm thấy cột “{sheet.column(code).head}”"
    return None


# ---- Sheet “Xét, giới thiệu”: which candidates go up to the province, which stay with the district (R6).


def choices_from(opened: BookSheets, words: CellWords) -> tuple[Choice, ...]:
    """The rows of the sheet; a decision that is none of the list is a finding and counts as undecided."""
    lines = lines_of_year(opened.lines("choices"), words, "year")
    return tuple(found for line in lines if line.text("name") and (found := _choice(line, words)))


def _choice(line: Line, words: CellWords) -> Choice | None:
    unit = words.unit(line, "unit")
    if unit is None and line.text("unit"):
        return None
    sheet = book_layout().sheet("choices")
    proposal, decision = (words.choice(line, sheet.column(code)) or "open" for code in ("proposal", "decision"))
    proposed = decision == "open" and proposal != "open"
    return Choice(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        proposal=proposal,
        decision=decision,
        opinion=line.text("opinion") or None,
        note=line.text("note") or None,
        sheet=line.sheet,
        cell=line.cell("proposal" if proposed else "decision"),
        words=sheet.column("decision").choices[proposal if decision == "open" else decision],
    )


# ---- Sheet “Thư đã lập”: the letters made.


Row = Mapping[str, str | dt.datetime]  # by column code
_FULL = 32_000  # letters; a cell of Excel takes 32,767
_PARTS = 4  # of a mark


def letters_from(opened: BookSheets, words: CellWords) -> tuple[LetterMade, ...]:
    """The letters of the campaign's year, in the order of the sheet; rows that name none are people's own."""
    lines = lines_of_year(opened.lines("letters"), words, "at")
    return tuple(made for line in lines if (made := _letter(line, words)))


def _letter(line: Line, words: CellWords) -> LetterMade | None:
    sheet = book_layout().sheet("letters")
    unit, _ = words.find_unit(line.text("unit")) if line.text("unit") else (None, ())
    code = line.text("code") or (unit.code if unit else "")
    kind, at = sheet.column("kind").choice(line.text("kind")), words.time(line, "at")
    if not code or kind is None or at is None:
        return None
    sent = words.choice(line, sheet.column("sent")) != "no"
    return LetterMade(at, code, kind, line.text("content"), line.text("file"), _asked(line.text("asked")), sent)


def letters_waiting(rows: Iterable[Row]) -> Iterator[LetterMade]:
    """The letters of rows that could not be written into the book yet."""
    kind = book_layout().sheet("letters").column("kind")
    for row in rows:
        at, code = row.get("at"), kind.choice(str(row.get("kind", "")))
        if isinstance(at, dt.datetime) and code:
            facts = [str(row.get(column, "")) for column in ("code", "content", "file", "asked")]
            yield LetterMade(at, facts[0], code, facts[1], facts[2], _asked(facts[3]))


def _asked(text: str) -> tuple[Mark, ...]:
    """The points of a letter; none where a person spoilt the cell."""
    try:
        marks = [tuple(map(str, mark)) for mark in json.loads(text or "[]")]
    except (ValueError, TypeError):
        return ()
    return tuple((one[0], one[1], one[2], one[3]) for one in marks if len(one) == _PARTS)


def letter_rows(made: Sequence[LetterMade], known: Sequence[LetterMade], campaign: Campaign) -> Iterator[Row]:
    """A row for each letter that the sheet does not know yet, by column code.

    Points that a cell has no room for are left out, the last first: they are asked about as new ones then.
    """
    there = {(one.at, one.unit, one.content) for one in known}
    kinds = book_layout().sheet("letters").column("kind").choices
    for one in made:
        if (one.at, one.unit, one.content) not in there:
            points = list(one.asked)
            while len(asked := json.dumps(points, ensure_ascii=False, separators=(",", ":"))) > _FULL:
                points.pop()
            yield {
                "at": one.at,
                "unit": campaign.unit_name(one.unit),
                "kind": kinds[one.kind],
                "file": one.file,
                "count": str(len(one.asked)),
                "code": one.unit,
                "content": one.content,
                **({"asked": asked} if points else {}),
            }
