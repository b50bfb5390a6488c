"""RESULT.json → ``Result``: shape and codes are checked, and a complaint names the file and the place in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aggregator.errors import CannotWork, meaning
from aggregator.outcome import DECISIONS, FIELDS, HOLDERS, KINDS, LEVELS, MODES, RECEIVED_FROM, STATUSES
from aggregator.results.model import Result, ResultEntry, ResultFile, ResultFinding, ResultLimit, ResultUnit
from aggregator.results.node import Node
from aggregator.standing import QUOTAS, RECEIPTS, STANDINGS

Place = tuple[str, str, int]


def read_result(path: Path) -> Result:
    """The result in a file. Raises CannotWork where it cannot be opened, or is no RESULT.json."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        value = json.loads(text)
    except FileNotFoundError:
        raise CannotWork(f"Không thấy tệp “{path}”; kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise CannotWork(f"Không mở được tệp “{path}”: {meaning(error)}; kiểm tra lại tệp.") from error
    except (ValueError, RecursionError):
        raise CannotWork(
            f"Tệp “{path}” không phải là tệp kết quả dạng JSON; "
            "hãy chọn tệp do lệnh aggregate ghi ra với tùy chọn --json."
        ) from None
    return result_from(value, str(path))


def result_from(value: object, source: str) -> Result:
    """The result in plain values; ``source`` is what messages call it."""
    whole = Node(value, source)
    campaign = whole.part("campaign")
    decided = _decisions(whole)
    return Result(
        source=source,
        year=campaign.number("year"),
        deadline=campaign.moment("deadline"),
        briefing=campaign.date("briefing"),
        as_of=campaign.moment("as_of"),
        title=_added(campaign, "title"),
        province=_added(campaign, "province"),
        district=_added(campaign, "district"),
        province_cap=campaign.number("province_cap") if "province_cap" in campaign else None,
        limits=tuple(map(_limit, campaign.parts("limits"))) if "limits" in campaign else None,
        units=[_unit(node) for node in whole.parts("units")],
        files=[_file(node) for node in whole.parts("submissions")],
        entries=[_entry(node, decided) for node in whole.parts("entries")],
        findings=[_finding(node) for node in whole.parts("findings")],
    )


def _added(node: Node, key: str) -> str | None:
    """A text that results of earlier versions lack."""
    return node.text(key) if key in node else None


def _limit(node: Node) -> ResultLimit:
    return ResultLimit(
        node.choice("group", KINDS), node.choice("level", LEVELS), _bound(node, "minimum"), _bound(node, "maximum")
    )


def _bound(node: Node, key: str) -> int | None:
    return node.number(key) if key in node else None


def _unit(node: Node) -> ResultUnit:
    counts, quota = node.part("counts"), node.choice("quota", QUOTAS)
    return ResultUnit(
        node.text("code"),
        node.text("name"),
        node.choice("kind", KINDS),
        node.choice("receipt", RECEIPTS),
        node.moment_or_none("received_at"),
        node.choice_or_none("received_from", RECEIVED_FROM),
        quota,
        {level: counts.number(level) for level in (*LEVELS, "unknown")},
        node.choice("quota_standing", STANDINGS) if "quota_standing" in node else quota,
        frozenset(node.texts("waived") if "waived" in node else ()),
        node.truth("must_send") if "must_send" in node else True,
    )


def _file(node: Node) -> ResultFile:
    return ResultFile(
        node.text("file"),
        node.text("sha256"),
        node.text_or_none("unit"),
        node.choice("status", STATUSES),
        node.moment("received_at"),
    )


def _entry(node: Node, decided: Mapping[Place, tuple[str, str | None]]) -> ResultEntry:
    field = node.choice_or_none("field", FIELDS)
    place = (node.text("file"), node.text("sheet"), node.number("row"))
    decision, remark = decided.get(place, (None, None))
    return ResultEntry(
        unit=node.text_or_none("unit"),
        field=None if node.text_or_none("field_source") == "suggested" else field,
        level=node.choice_or_none("level", LEVELS),
        name=node.text("name"),
        address=node.text_or_none("address"),
        holder=node.text_or_none("holder"),
        holder_kind=node.choice_or_none("holder_kind", HOLDERS),
        mode=node.choice_or_none("mode", MODES),
        completion=node.text_or_none("completion"),
        file=place[0],
        sheet=place[1],
        row=place[2],
        decision=decision,
        remark=remark,
    )


def _decisions(whole: Node) -> dict[Place, tuple[str, str | None]]:
    """The decisions on candidates (R6) by the place of the entry; results without the key have none."""
    if "decisions" not in whole:
        return {}
    return {
        (node.text("file"), node.text("sheet"), node.number("row")): (
            node.choice("decision", DECISIONS),
            _added(node, "remark"),
        )
        for node in whole.parts("decisions")
    }


def _finding(node: Node) -> ResultFinding:
    return ResultFinding(node.text("code"), node.text("severity"), node.text_or_none("unit"), node.text("message"))


def result_of(values: Mapping[str, Any]) -> Result:
    """The present run as a result, from the values that its RESULT.json is written from."""
    return result_from(dict(values), "lần chạy này")
