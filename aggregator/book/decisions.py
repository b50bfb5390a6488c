"""What people decided in the book: entries corrected, rules waived for a unit, candidates chosen (R6)."""

from collections.abc import Sequence

from msgspec import structs

from aggregator.book.cells import CellWords
from aggregator.book.clerk_words import clauses, is_unsure, pattern, word_lists
from aggregator.book.layout import book_layout
from aggregator.book.sheets import Line
from aggregator.campaign.word_lists import any_of
from aggregator.nouns.outcome import OPEN, UNSAID, WITHOUT_VALUE, Choice, Correction, Waiver
from aggregator.vietnamese.fold import composed, fold, key, regex, sole

# ---- Sheet “Đính chính”: corrections of an entry's field, level or unit, and what is not counted.


def correction(line: Line, words: CellWords) -> tuple[Correction, ...]:
    """The correction; where it cannot be applied, what it may be about; none where no number hangs on it."""
    known = len(words.findings)
    unit = words.unit(line, "unit")
    what = words.choice(line, book_layout().sheet("corrections").column("what"))
    date = words.date(line, "date")
    value = _corrected(line, what, words)
    lacking = _lacking(line, what, value)
    if lacking and len(words.findings) == known:
        words.note("correction-incomplete", line, lacking[0], name=line.text("name"), why=lacking[1])
    made = Correction(
        unit=unit.code if unit else None,
        name=line.text("name"),
        place=line.text("place"),
        aspect=what or "",
        value=value,
        person=line.text("who") or None,
        reason=line.text("why") or None,
        date=date,
        sheet=line.sheet,
        cell=line.cell("what"),
        was=line.text("was") or None,
        row=line.number,
    )
    unknown = bool(line.text("unit")) and unit is None
    if not (lacking or unknown):
        return (made,)
    said, value_said = key(line.text("what")), line.text("value")
    is_idle = "?" not in f"{line.text('what')}{value_said}" and {said, key(value_said)} <= {
        *word_lists()["correction"]["nothing"]
    }
    stays = what in ("level", "unit") and pattern("remark", "stays").fullmatch(key(value_said))
    if what == "field" or stays or (is_idle and not line.text("name")) or _changes_no_number(line, words):
        return ()
    moves = what == "unit" or (what is None and pattern("correction", "moves").search(f"{said}: {key(value_said)}"))
    moved = (words.possible(line, "value") or words.units_in(line, "value")) if moves else ()
    units = [unit] if unit else [*words.possible(line, "unit"), None]
    about = UNSAID if is_idle else OPEN
    return tuple(structs.replace(made, unit=one.code if one else None, aspect=about) for one in (*units, *moved))


def _changes_no_number(line: Line, words: CellWords) -> bool:
    """Whether a row corrects a name or a place, or is a note, and says of no level, and not that a model goes."""
    value, column = line.text("value"), book_layout().sheet("corrections").column("what")
    if column.choice(value) or words.code_of(value, "level") or "?" in f"{line.text('what')}{value}":
        return False
    what, said = pattern("correction", "before_head").sub("", key(line.text("what"))), composed(value).casefold()
    headings = (h for h in words.campaign.headings if what and what in map(key, (h.title, *h.spellings, *h.exact)))
    code = next((h.code for h in headings if not h.code.startswith(("level", "field", "other"))), None)
    is_note = code == "note" or what in word_lists()["correction"]["notes"]
    unsure = is_unsure(pattern("correction", "spelt").sub("", value), remark=True)
    doubts = is_note and (unsure or pattern("correction", "in_note").search(said))
    begin, *rest = clauses(said) or [""]
    names = not is_note and value[:1].isupper() and pattern("correction", "names").match(said)
    change = pattern("correction", "changes")
    begins = not names and (change.search if is_note else change.match)(begin)
    if doubts or begins or any(map(change.search, rest)) or pattern("correction", "counts").search(said):
        return False
    if not (code or is_note or pattern("correction", "of_person").fullmatch(what)):
        return False
    others = {*words.units_in(line, "value"), *(words.possible(line, "value") if is_note else ())}
    return not (is_note or code == "address") or others <= {*words.units_in(line, "unit")}


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
        column = book_layout().sheet("corrections").column("value")
        words.unknown_choice(line, column, [kind.title for kind in kinds])
    return code


# ---- Sheet “Trường hợp đặc thù”: a rule waived for a unit.

_WAIVER_NEEDS = {"unit": "chưa ghi đơn vị", "rule": "chưa chọn nội dung", "who": "chưa ghi người chấp thuận",
                 "why": "chưa ghi lý do"}  # fmt: skip


_WORD = regex(r"[^\W\d_]+")


def _consent(who: str) -> bool | None:
    """Whether the rule is lifted by what stands for whom; None unless it tells consent, or is a plain name of one.

    A plain name has no word but those with a capital, behind a title, of offices, and of consents: “TT HU phê bình”
    is none, nor “họp”.
    """
    said = composed(who).strip()
    plain = said.casefold()
    if pattern("waiver", "refuses").search(plain):
        return False
    consents, asks_first = (pattern("waiver", name) for name in ("consents", "asks_first"))
    before = [f"{part[: found.start()]} rồi" for part in clauses(plain) if (found := consents.search(part))]
    if "?" not in said and not all(asks_first.search(part) or is_unsure(part, remark=True) for part in before):
        return True
    layout, rest = book_layout(), pattern("waiver", "no_matter").sub("", said)
    left = _WORD.findall(regex(rf"(?i)(?<!\w)(?:{any_of(layout.of_consent)})(?!\w)").sub(" ", rest))
    offices = {form for word in " ".join(layout.offices).split() for form in (word, key(word))}
    named = (left or rest != said) and all(word != word.lower() or word in offices for word in left)
    return True if named and not (is_unsure(said, remark=True) or asks_first.search(rest.casefold())) else None


_QUOTAS, _RECEIPTS = ("province", "district"), ("late", "missing")  # kinds of waivers


def _may_lift(text: str) -> tuple[str, ...]:
    """The codes that a rule which is not understood may be about; all where it names nothing."""
    said, of_forms = key(text), pattern("waiver", "about_forms").search(key(text))
    prefix, suffix = ("", "_beside_forms") if of_forms else ("of_", "")
    numbers, lateness = (pattern("waiver", f"{prefix}{matter}{suffix}") for matter in ("numbers", "lateness"))
    late = bool(lateness.search(f"{composed(text).casefold()} {said}"))
    of_models = late and not of_forms and bool(pattern("waiver", "of_models").search(said))
    of_numbers = of_models or bool(numbers.search(said))
    whose = pattern("waiver", "whose_number").match(fold(text))
    quotas = (_QUOTAS[whose["level"] == "huyen"],) if whose else _QUOTAS
    kinds = (*(quotas if of_numbers else ()), *(_RECEIPTS if late else ()))
    meant = [each.label for each in book_layout().waivers if each.kind in kinds or not (kinds or of_forms)]
    return tuple(dict.fromkeys(code for label in meant for code in book_layout().waivable[label]))


def _rule(text: str) -> tuple[str | None, bool]:
    """The rule that a cell begins with, where what it adds leaves it; whether it says that none is waived."""
    parts = [part for part in clauses(composed(text)) if key(part)]
    denies = pattern("waiver", "denies").fullmatch
    denied = [bool(denies(key(part))) for part in parts]
    if denies(key(text)) or (parts and all(denied)):
        return None, True
    beside = (pattern("waiver", "as_well").sub("", part.casefold()) for part in parts[1:])
    unsure = any(is_unsure(part, remark=True) for part in beside)
    whole, *named = ([one.label for one in book_layout().waivers if one.is_meant(part)] for part in (text, *parts))
    if "?" in text or unsure or any(denied[:1]):
        return None, False
    meant = sole({label for labels in named for label in labels}) if named and named[0] else None
    return (whole[0] if whole else meant), False


def waivers(line: Line, words: CellWords) -> Sequence[Waiver]:
    """The waivers of a complete row, one a unit; open ones where its rule, a unit or who agreed is unclear."""
    group = words.group_in(line, "unit")
    units, known = () if group else words.units(line, "unit"), book_layout().waivable
    rule, is_denied = _rule(line.text("rule"))
    if line.text("rule") and rule is None:
        words.unknown_choice(line, book_layout().sheet("waivers").column("rule"), known)
    date, consent = words.date(line, "date"), _consent(line.text("who"))
    if lacking := next((code for code in _WAIVER_NEEDS if not line.text(code)), None):
        head = book_layout().sheet("waivers").column(lacking).head
        why = _WAIVER_NEEDS[lacking] if lacking in line.columns else f"không tìm thấy cột “{head}”"
        words.note("waiver-incomplete", line, lacking, text=line.text("unit") or "đơn vị", why=why)
    elif not consent:
        lacking, why = "who", f"ghi “{line.text('who')}” ở chỗ người chấp thuận"
        words.note("waiver-incomplete", line, lacking, text=line.text("unit"), why=why)
    if is_denied or consent is False or not line.text("who") or not line.text("why"):
        return ()
    codes = known[rule] if rule else _may_lift(line.text("rule"))
    if not codes:
        return ()
    open_for = group or [unit for unit in words.possible(line, "unit") if unit not in units]
    facts = (rule or line.text("rule"), codes, line.text("who"), line.text("why"), date, line.cell("rule"))
    return (
        *(Waiver(unit.code, *facts, is_open=rule is None or consent is None) for unit in units),
        *(Waiver(unit.code, *facts, is_open=True) for unit in open_for),
    )


# ---- Sheet “Xét, giới thiệu”: which candidates go up to the province, which stay with the district (R6).


def choice(line: Line, words: CellWords) -> Choice | None:
    """The choice; a decision that is none of the list counts as undecided."""
    unit = words.unit(line, "unit") if line.text("name") else None
    if not line.text("name") or (unit is None and line.text("unit")):
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
