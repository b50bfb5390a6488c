"""RESULT.json: the outcome for other programs, made of the types that read it back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from aggregator.results import model as to
from aggregator.write.sheets.entries import added_columns, columns_of

if TYPE_CHECKING:
    from aggregator.campaign.model import Campaign
    from aggregator.outcome import Outcome, Registration, Submission
    from aggregator.standing import OwnState, UnitState


def result_bytes(outcome: Outcome) -> bytes:
    """The result as UTF-8 JSON without NaN, a list with an item a line; the same outcome gives the same bytes."""
    encode, result = msgspec.json.encode, result_of(outcome)
    parts = []
    for name, value in to.sections(result):
        items = _entries_with_added(outcome, result) if name == "entries" else value
        whole = encode(items)
        if isinstance(items, list) and items:
            whole = b"[\n    " + b",\n    ".join(map(encode, items)) + b"\n  ]"
        parts.append(b"  " + encode(name) + b": " + whole)
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


def result_dict(outcome: Outcome) -> dict[str, Any]:
    """The result as plain values: what is unknown is None, dates and times are ISO 8601 texts."""
    decoded: dict[str, Any] = msgspec.json.decode(result_bytes(outcome))
    return decoded


def result_of(outcome: Outcome) -> to.Result:
    """The present run as a result."""
    campaign, balance = outcome.campaign, outcome.balance
    places = _places(outcome)
    return to.Result(
        campaign=_campaign(campaign, outcome.as_of),
        totals=to.Totals(
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
        units=[_unit(unit, campaign.zone) for unit in outcome.units],
        submissions=[_submission(submission, campaign.zone) for submission in outcome.submissions],
        entries=_entries(outcome),
        registrations=[_registration(form, places) for form in outcome.registrations],
        findings=[_of(to.Finding, finding) for finding in outcome.findings],
        decisions=[
            to.Decision(**places[d.entry], proposal=d.proposal, decision=d.decision, remark=d.note)  # type: ignore[arg-type]
            for d in outcome.decisions.values()
        ],
        source="lần chạy này",
    )


P = TypeVar("P", bound=to.Part)


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
        district=campaign.office.district,
        limits=tuple(_of(to.Limit, limit) for limit in campaign.limits),
    )


def _unit(unit: UnitState, zone: dt.tzinfo) -> to.Unit:
    forms = to.Forms(
        needed=unit.forms_needed,
        matched=unit.forms_matched,
        received=unit.forms_received,
        on_paper=unit.forms_on_paper,
    )
    return _of(
        to.Unit,
        unit,
        received_at=_moment(unit.received_at, zone),
        counts={level: int(count) for level, count in unit.counts.items()},
        forms=forms,
        own_registration=_own(unit.own, zone),
        waived=sorted(unit.waived),  # in one order: the same bytes
    )


def _own(own: OwnState, zone: dt.tzinfo) -> to.OwnRegistration:
    return _of(
        to.OwnRegistration,
        own,
        plan_date=own.plan_day,
        plan_date_typed=own.plan_date,
        received_at=_moment(own.received_at, zone),
    )


def _submission(came: Submission, zone: dt.tzinfo) -> to.Submission:
    return _of(to.Submission, came, received_at=_moment(came.received_at, zone))


def _entries(outcome: Outcome) -> list[to.Entry]:
    names = to.ENTRY_COLUMNS
    columns = columns_of(outcome.entries, names)
    return [to.Entry(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]


def _entries_with_added(outcome: Outcome, result: to.Result) -> list[Any]:
    """The entries; what the campaign's forms have besides the promised columns are keys of their own, last."""
    added = added_columns(outcome.entries)
    if not added:
        return result.entries
    columns = columns_of(outcome.entries, added)
    more = [dict(zip(added, values, strict=True)) for values in zip(*columns, strict=True)]
    return [msgspec.to_builtins(entry) | extra for entry, extra in zip(result.entries, more, strict=True)]


def _places(outcome: Outcome) -> dict[int, dict[str, Any]]:
    """Where each entry stands, by its index label in the frame."""
    frame = outcome.entries
    rows = zip(frame.index, frame["file"], frame["sheet"], frame["row"], strict=True)
    return {int(label): {"file": file, "sheet": sheet, "row": int(row)} for label, file, sheet, row in rows}


def _registration(form: Registration, places: dict[int, dict[str, Any]]) -> to.Registration:
    entry = to.Place(**places[form.entry]) if form.entry is not None else None
    return _of(to.Registration, form, entry=entry)


def _moment(moment: dt.datetime | None, zone: dt.tzinfo) -> dt.datetime | None:
    """An aware time on the district's clock, to the second, with its offset."""
    return moment.astimezone(zone).replace(microsecond=0) if moment else None
