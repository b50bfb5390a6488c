"""M1 and M2 (R1), and the units' own registration (R5): what was not seen accuses nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import counted, level
from aggregator.write.party.page import point_head, say
from aggregator.write.party.words import two

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts


def forms(document: WordDocument, facts: Facts) -> None:
    """Two paragraphs: the forms behind the items, and the registration under the decision."""
    point_head(document, "4. Bản đăng ký M1, M2 và đăng ký đảng bộ, cơ quan, đơn vị “Dân vận khéo”")
    say(document, *_models(facts))
    say(document, *_own(facts))


def _models(facts: Facts) -> Iterator[str]:
    needed = sum(unit.forms_needed for unit in facts.units)
    seen = sum(unit.forms_matched for unit in facts.units)
    pair = f"{level(facts, 0)}, {level(facts, 1)}"
    if not needed:
        yield f"Chưa có nội dung đăng ký {pair} nên chưa xét bản M1, M2 kèm theo."
        return
    yield f"Có {two(needed)} nội dung đăng ký {pair} phải kèm bản M1 (tập thể) hoặc M2 (cá nhân);"
    if seen == needed:
        yield "đã thấy đủ bản đăng ký của các nội dung này."
        return
    units = [unit for unit in facts.units if unit.forms_matched < unit.forms_needed]
    came = f"đã thấy bản đăng ký của {two(seen)} nội dung" if seen else "chưa thấy bản đăng ký của nội dung nào"
    yield f"{came}, còn {two(needed - seen)} nội dung của {two(len(units))} đơn vị chưa thấy trong thư mục nhận về."
    yield "Bản giấy đã nhận được ghi vào sổ theo dõi; số đơn vị, số bản chưa thấy nêu tại Phụ lục 1."


def _own(facts: Facts) -> Iterator[str]:
    units, criteria = facts.units, facts.campaign.papers.criteria
    registered = [unit for unit in units if unit.own.registered]
    refused = [unit for unit in units if unit.own.registered is False]
    unseen = [unit for unit in units if unit.own.registered is None]
    planned = [unit for unit in units if unit.own.plan]
    yield f"Về đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo” theo {criteria}:"
    if registered:
        yield f"{two(len(registered))} đơn vị đã đăng ký{_all(len(registered), len(units))}."
    if planned:
        yield f"{two(len(planned))} đơn vị đã có kế hoạch."
    if refused:
        yield f"Ghi không đăng ký: {counted(refused)}."
    if unseen:
        who = "Chưa thấy bản đăng ký của đơn vị nào" if not (registered or refused) else (
            f"{two(len(unseen))} đơn vị chưa thấy bản đăng ký"
        )  # fmt: skip
        yield (
            f"{who} trong thư mục nhận về; do bản đăng ký và kế hoạch chủ yếu gửi bằng bản giấy có chữ ký nên đây "
            "không phải là căn cứ để kết luận đơn vị chưa đăng ký."
        )


def _all(part: int, whole: int) -> str:
    return " (đủ số đơn vị)" if part == whole else ""
