"""Where each unit stands: receipt, deadline (R4), quotas (R2, R3); said on evidence, and spared in doubt."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from aggregator.campaign.load import code_words
from aggregator.campaign.mails import says_permitted
from aggregator.judge.quotas import LEVELS, CountedRow, Counts, Verdict, counts_of, quota_findings, verdict_of
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Facts, Finding, doubt_asks, doubt_words, few_files, finding, reason
from aggregator.nouns.outcome import NO_FORMS, UnitForms
from aggregator.nouns.reading import OwnRegistration
from aggregator.nouns.standing import (
    NO_EVIDENCE,
    NOT_SEEN,
    Doubt,
    Evidence,
    OwnPaper,
    OwnRegistrationState,
    Receipt,
    UnitAccount,
    UnitState,
    in_time,
    weak_evidence,
)
from aggregator.nouns.unit import UPWARD, Campaign
from aggregator.vietnamese.fold import grouped, regex
from aggregator.vietnamese.official_style import quotation
from aggregator.vietnamese.times import days_in

SOURCES = {source: f"theo {words}" for source, words in code_words()["evidence"].items()}
_CLOCKS = {"book": "giờ ghi trong sổ theo dõi", "email": "giờ nhận thư", "file_time": "giờ lưu của tệp"}


def moment(at: dt.datetime) -> str:
    """A time as the clerk writes it; midnight itself stands for a day of which nobody wrote the clock time."""
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}" if at.time() != dt.time() else f"ngày {at:%d/%m/%Y}"


def late_finding(
    receipt: Receipt, deadline: dt.datetime, evidence: Evidence, subject: Facts, nil: str | None = None
) -> Finding:
    """A violation on the evidence of the book or of a mail, unless a list may have come in time; else a question.

    ``nil``: a file that registered nothing came in time. Who made a joint list may have had the unit's own in time.
    """
    first = receipt.first
    assert receipt.at is not None and receipt.source is not None  # noqa: S101, PT018 -- a late receipt has both
    sent, said = (first.intake.sent_at, first.intake.earlier_sendings) if first else (None, ())
    files = [first.file] if first else []
    variant, facts = _lateness((receipt.at, receipt.source, sent), said, files, evidence, deadline)
    variant = "answered" if nil and variant is None and receipt.source != "book" else variant
    variant = "joint" if first and first.is_joint and variant is None and receipt.source != "book" else variant
    return finding("late", file=first.file if first else None, variant=variant, nil=nil, **facts, **subject)


def _lateness(
    arrival: tuple[dt.datetime, str, dt.datetime | None],
    said: Sequence[str],
    files: Sequence[str],
    evidence: Evidence,
    deadline: dt.datetime,
) -> tuple[str | None, Facts]:
    """On what evidence something is late, as the variant that says it, and the facts.

    ``arrival``: when it came, on what evidence, when it was sent; ``files`` are its own. ``said`` is what its mails
    say of an earlier sending; what others of the unit say counts where they name a day or a leave.
    """
    at, source, sent = arrival
    weak = weak_evidence(source, sent, deadline)
    dated = (text for text in evidence.earlier_sendings if days_in(text, deadline.year) or says_permitted(text))
    words = next((t for t in (*said, *dated) if source == "email" and _may_be_in_time(t, deadline)), None)
    may_be = [*(file for file in files if file in evidence.contested_files), *evidence.in_time]
    facts = {
        "received": moment(at),
        "deadline": moment(deadline),
        "sent": f" (thư được gửi đi lúc {moment(sent)}, trong hạn)" if weak and sent is not None else "",
        "evidence": (_CLOCKS if weak else SOURCES)[source],
        "files": few_files(may_be),
        "words": words,
    }
    return "weak" if weak else "told" if words else "possible" if may_be else None, facts


def _may_be_in_time(text: str, deadline: dt.datetime) -> bool:
    """Whether a text names no day, or one up to the deadline; a leave may name any day."""
    days = () if says_permitted(text) else days_in(text, deadline.year)
    return not days or min(days) <= deadline.date()


def time_unknown_finding(receipt: Receipt, subject: Facts) -> Finding:
    """A list was received, and nothing says when: nothing is late by it."""
    first = receipt.first
    said = first.intake.book_time if first else None
    why = reason(f"time-{first.intake.source if first else 'file_time'}")
    why = f"sổ theo dõi ghi “{said}”, chưa rõ là lúc nào" if said else why
    return finding("time-unknown", file=first.file if first else None, why=why, **subject)


def late_forms_findings(
    forms: UnitForms, deadline: dt.datetime, subject: Facts, evidence: Evidence, *, has_list: bool
) -> list[Finding]:
    """Forms that came late: on strong evidence, to be verified, and those that may be another unit's, sent on."""
    findings = []
    own = {form.file for form in forms.registrations if form.entry is not None or not (has_list and form.of_sender)}
    own |= {form.file for pair in forms.repeats for form in pair}
    groups = grouped(
        ((form.file not in own, weak_evidence(form.received_from, form.sent_at, deadline)), form)
        for form in forms.late(deadline)
    )
    for (stray, _), group in sorted(groups.items()):
        last = max(group, key=lambda form: (form.received_at, form.file))
        said = [text for form in group if form.received_from == "email" for text in form.earlier_sendings]
        files, arrival = [form.file for form in group], (last.received_at, last.received_from, last.sent_at)
        variant, facts = _lateness(arrival, said, files, evidence, deadline)
        facts |= {"variant": variant or ("stray" if stray else None), "count": len(group)}
        findings.append(finding("forms-late", file=last.file, **facts, **subject))
    return findings


def missing_finding(
    deadline: dt.datetime, evidence: Evidence, subject: Facts, papers: Sequence[str], must_send_unclear: str | None
) -> Finding:
    """No list came. Nobody is accused of silence while a file may be the unit's list; papers of R5 are named."""
    words = contacts = _contacts(evidence, must_send_unclear)
    if papers:
        words += reason("own-papers", files=few_files(papers))
    may_be = [*evidence.naming_files, *evidence.unknown]
    if may_be:
        words += reason("may-be", files=few_files(may_be))
    if evidence.unattributed:
        words += reason("unattributed", count=evidence.unattributed)
    variant = "possible" if may_be else "told" if contacts else None
    return finding("missing", variant=variant, deadline=moment(deadline), others=words, **subject)


def _contacts(evidence: Evidence, must_send_unclear: str | None) -> str:
    """What people wrote that speaks against the silence of a unit, as sentences; '' for nothing."""
    words = "".join(reason("promised", words=words, file=file) for file, words in evidence.promises[:1])
    facts: dict[str, Facts] = {
        "recorded": {"cells": ", ".join(evidence.recorded_files)},
        "open-rows": {"cells": ", ".join(evidence.open_rows)},
        "lost": {"files": few_files(evidence.lost_files)},
        "moved-to": {"count": evidence.moved_to},
        "must-send-unclear": {"cells": must_send_unclear},
    }
    return words + "".join(reason(name, **told) for name, told in facts.items() if all(told.values()))


def empty_finding(file: str, evidence: Evidence, subject: Facts) -> Finding:
    """Only blank forms came, unless the list is in a file that is not known to be the unit's."""
    may_be = [*evidence.naming_files, *evidence.unknown]
    return finding("empty", file=file, variant="possible" if may_be else None, files=few_files(may_be), **subject)


def check_unit(
    account: UnitAccount,
    rows: Sequence[CountedRow],
    campaign: Campaign,
    as_of: dt.datetime,
    *,
    evidence: Evidence = NO_EVIDENCE,
    forms: UnitForms = NO_FORMS,
) -> tuple[UnitState, list[Finding]]:
    """The state of one unit and its findings. ``rows`` are the entries that count for it."""
    unit, receipt = account.unit, account.receipt
    still_open = in_time(as_of, campaign.deadline)
    state = "pending" if receipt.state == "missing" and still_open else receipt.state
    verdict = _verdict(account, rows, counts_of(rows), campaign, evidence, still_open=still_open)
    hanging = _hanging(verdict, account, rows, campaign, evidence)
    known_at = receipt.at if state != "empty" else None
    upward = {row.entry for row in rows if row.level in UPWARD}
    asked_about = frozenset[int]().union(*(doubt.open_rows for doubt in evidence.doubts if doubt.of_models))
    unit_state = UnitState(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        receipt=state,
        received_at=known_at,
        received_from=receipt.source if known_at else None,
        quota=verdict.quota,
        counts=verdict.counts,
        may_be=verdict.may_be,
        files=tuple(item.file for item in account.counting_files),
        entry_labels=tuple(row.entry for row in rows),
        broken=verdict.broken,
        open_doubts=verdict.doubts,
        open_rows=frozenset(row.entry for row in rows if row.label in asked_about),
        base_by_silence=frozenset(r.entry for r in rows if r.level is None and r.counted_level == "base"),
        forms_needed=len(upward),
        forms_matched=len(upward & {form.entry for form in forms.registrations}),
        forms_received=len(forms.registrations),
        own_registration=forms.own_registration,
        receipt_note=receipt.note,
        lost_files=evidence.lost_files,
        must_send=unit.must_send,
    )
    subject = {"unit": unit.code, "unit_name": unit.name}
    findings = _receipt_findings(account, unit_state, campaign, evidence, forms.own_registration.files)
    if state == "forms_only":
        count = len(forms.registrations)
        words = f"{count:02d} bản M1, M2" if count else "bản M1, M2 (bản giấy)"
        findings.append(finding("forms-only", **subject, forms=words))
    late = late_forms_findings(forms, campaign.deadline, subject, evidence, has_list=bool(account.counting_files))
    findings += [*late, *_asked_in_lists(rows, hanging, evidence, subject)]
    return unit_state, findings + quota_findings(verdict, unit=unit.code, unit_name=unit.name)


def _asked_in_lists(
    rows: Sequence[CountedRow], hanging: Sequence[Doubt], evidence: Evidence, subject: Facts
) -> Iterator[Finding]:
    """What of a file a person can settle: where a verdict may hang on it, or models are noted or a draft's (R6)."""
    counted = {row.label for row in rows}
    doubts = grouped(
        ((asks, file), doubt)
        for doubt in evidence.doubts
        if (doubt.further or doubt.open_rows & counted) and (asks := doubt_asks(doubt.code))
        for file in doubt.files
    )
    for (asks, file), of_file in doubts.items():
        decisive = any(doubt in hanging for doubt in of_file)
        if decisive or any(doubt.code in ("rows-noted", "draft-only") for doubt in of_file):
            why = dict.fromkeys(doubt_words(doubt.code, doubt.facts)[0] for doubt in of_file)
            code, places = asks if decisive else "models-noted", (p for doubt in of_file for p in doubt.places)
            yield replace(finding(code, file=file, why="; ".join(why), **subject), places=tuple(places))


def _hanging(
    verdict: Verdict, account: UnitAccount, rows: Sequence[CountedRow], campaign: Campaign, evidence: Evidence
) -> list[Doubt]:
    """What a verdict hangs on; where levels are unknown, also what it may hang on once they are told."""
    hanging = [*verdict.doubts]
    if any(doubt.code == "levels-unknown" for doubt in hanging):
        for level in LEVELS:
            levels = [row.counted_level or level for row in rows]
            told = [row._replace(level=at, counted_level=at) for row, at in zip(rows, levels, strict=True)]
            hanging += _verdict(account, told, verdict.counts, campaign, evidence, still_open=False).doubts
    return hanging


def _verdict(
    account: UnitAccount,
    rows: Sequence[CountedRow],
    counts: Counts,
    campaign: Campaign,
    evidence: Evidence,
    *,
    still_open: bool,
) -> Verdict:
    if not account.counting_files and account.receipt.state != "nil":
        return Verdict("not_assessed", counts)
    limits = [limit for limit in campaign.limits if limit.group == account.unit.kind]
    limits = [limit for limit in limits if account.unit.must_send or limit.minimum is None]
    return verdict_of(rows, counts, limits, evidence.doubts, still_open=still_open)


def _receipt_findings(
    account: UnitAccount, state: UnitState, campaign: Campaign, evidence: Evidence, papers: Sequence[str]
) -> list[Finding]:
    unit, receipt, deadline = account.unit, account.receipt, campaign.deadline
    subject = {"unit": unit.code, "unit_name": unit.name}
    remark = "reply-unclear" if state.silent else "list-remark"
    findings = [finding(remark, file=file, words=quotation(words), **subject) for file, words in evidence.remarks]
    if state.receipt == "missing":
        return [*findings, missing_finding(deadline, evidence, subject, papers, unit.must_send_unclear)]
    if state.receipt == "pending" and evidence.promises:
        file, words = evidence.promises[0]
        findings.append(finding("list-promised", file=file, words=words, **subject))
    if state.receipt == "late":
        nils = (x.file for x in account.returns.nils if x.timed and in_time(x.first_at, deadline))
        findings.append(late_finding(receipt, deadline, evidence, subject, next(nils, None)))
    if not state.time_known:
        findings.append(time_unknown_finding(receipt, subject))
    if state.receipt == "empty" and receipt.first:
        findings.append(empty_finding(receipt.first.file, evidence, subject))
    if state.receipt == "nil" and receipt.first:
        upward = any(i.content.denies_upward for i in account.returns.nils if i.file == receipt.first.file)
        findings.append(finding("nil-upward" if upward else "nil-return", file=receipt.first.file, **subject))
    return findings + _notes(account, state.receipt, campaign, subject)


def _notes(account: UnitAccount, state: str, campaign: Campaign, subject: Facts) -> list[Finding]:
    first, last = account.receipt.first, account.last_change
    findings: list[Finding] = []
    if state in ("on_time", "late") and first and first.earlier:
        earlier = first.earlier
        words = {"received": moment(earlier.at), "evidence": SOURCES[earlier.source], "cell_of_book": earlier.cell}
        findings.append(finding("content-replaced", file=first.file, now=moment(first.at), **words, **subject))
    elif state in ("on_time", "late") and first and not first.entries:
        at = f" lúc {moment(first.at)}" if first.timed else ""
        findings.append(finding("unreadable-counted", file=first.file, received=at, **subject))
    lists = [item for item in account.returns.lists if item.timed]
    came_in_time = any(in_time(item.first_at, campaign.deadline) for item in lists)
    if state == "on_time" and came_in_time and last and last.timed and not in_time(last.at, campaign.deadline):
        findings.append(finding("revised-after-deadline", file=last.file, received=moment(last.at), **subject))
    nils = (item for item in account.returns.nils if not (_is_of_form(item) or item.content.denies_upward))
    nil = next(nils, None)
    if account.counting_files and nil:
        findings.append(finding("nil-after-list", file=nil.file, other=account.counting_files[0].file, **subject))
    return findings


def _is_of_form(nil: AttributedFile) -> bool:
    """Whether it is a form M1 or M2 that registers nothing: beside a list it speaks for itself alone."""
    denies = any(form.denies for form in nil.content.registrations)
    return denies and not any(part.nil_rows for part in nil.content.lists)


# ---- Own registration and plan under QĐ 266 (R5).

_SAYS_OWN = ("read", "unknown_unit", "superseded", "empty", "nil")
_DAY = regex(r"(\d{1,2})\D{1,9}(\d{1,2})\D{1,7}(20\d\d)(?!\d)")  # day before month, always
_ISO = regex(r"(20\d\d)-(\d\d)-(\d\d)")
Statement = tuple[AttributedFile, OwnRegistration]


def own_registration_states(
    files: Iterable[AttributedFile], statuses: Mapping[str, str], papers: Iterable[OwnPaper] = ()
) -> dict[str, OwnRegistrationState]:
    """Own registration and plan (QĐ 266, R5) by unit, in the inbox or on paper; silence accuses nobody."""
    statements = grouped(
        (item.unit, (item, item.content.own_registration))
        for item in sorted(files, key=lambda item: (item.at, item.file))
        if item.unit and item.content.own_registration and statuses[item.file] in _SAYS_OWN
    )
    states = {unit: _state(series) for unit, series in statements.items()}
    for paper in papers:  # the words of the book's choice name registration and plan
        state = states.get(paper.unit, NOT_SEEN)
        states[paper.unit] = state = replace(state, registered=True, plan=True)
        if paper.at and (state.received_at is None or paper.at < state.received_at):
            states[paper.unit] = replace(state, received_at=paper.at, received_from="book", sent_at=None)
    return states


def _state(statements: list[Statement]) -> OwnRegistrationState:
    """``statements`` in the order of receipt: the last answer counts, and the last plan that has a number."""
    answers = [paper.answer for _, paper in statements if paper.kind == "block" and paper.answer is not None]
    has_paper = any(paper.kind == "registration" for _, paper in statements)
    # the number on a paper of registration is its own, not the plan's
    plans = [p for _, p in statements if p.kind == "plan" or (p.kind == "block" and (p.number or p.date))]
    plan = next((paper for paper in reversed(plans) if paper.number), plans[-1] if plans else None)
    first = next((item for item, paper in statements if paper.kind != "block" or paper.answer), None)
    arrival = first.intake if first and first.intake.time_known else None
    return OwnRegistrationState(
        registered=True if has_paper else answers[-1] if answers else None,
        plan=plan is not None,
        plan_number=plan.number if plan else None,
        plan_date=plan.date if plan else None,
        plan_day=day_of(plan.date) if plan else None,
        files=tuple(item.file for item, _ in statements),
        received_at=arrival.at if arrival else None,
        received_from=arrival.source if arrival else None,
        sent_at=arrival.sent_at if arrival else None,
    )


def day_of(text: str | None) -> dt.date | None:
    """The day that a paper's date names, in figures or in words; None where it names none."""
    iso, day = _ISO.search(text or ""), _DAY.search(text or "")
    try:
        if iso:
            return dt.date(*map(int, iso.groups()))
        return dt.date(int(day[3]), int(day[2]), int(day[1])) if day else None
    except ValueError:  # 31/02
        return None
