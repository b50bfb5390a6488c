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

_IN_WHAT_CAME = "trong hồ sơ điện tử đã nhận"
_ACCUSES_NOBODY = (
    "Do bản đăng ký và kế hoạch chủ yếu gửi bằng bản giấy có chữ ký nên đây không phải là căn cứ để kết luận đơn "
    "vị chưa đăng ký."
)


def forms(document: WordDocument, facts: Facts) -> None:
    """Two paragraphs: the forms behind the items, and the registration under the decision."""
    point_head(document, "4. Bản đăng ký M1, M2 và đăng ký đảng bộ, cơ quan, đơn vị “Dân vận khéo”")
    say(document, *_models(facts))
    say(document, *_own(facts))
    signed = [unit for unit in facts.units if unit.signed]
    if signed:
        say(document, f"Đã có bản ký, đóng dấu của {counted(facts, signed)}.")


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
    lacking = [unit.forms_lacking for unit in facts.units if unit.forms_lacking]
    paper = needed - seen - sum(lacking)
    told = [f"đã thấy bản đăng ký của {two(seen)} nội dung"] if seen else []
    told += [f"đã nhận bản giấy của {two(paper)} nội dung"] if paper else []
    if lacking and told:
        told.append(f"còn {two(sum(lacking))} nội dung của {two(len(lacking))} đơn vị chưa thấy {_IN_WHAT_CAME}")
    elif lacking:
        told = [f"chưa thấy bản đăng ký của nội dung nào {_IN_WHAT_CAME} ({two(len(lacking))} đơn vị)"]
    yield f"{', '.join(told)}."
    if not lacking:
        return
    yield "Những nội dung đã gửi bản giấy được đối chiếu, tổng hợp bổ sung (chi tiết tại Phụ lục 1)."


def _own(facts: Facts) -> Iterator[str]:
    units = facts.units
    unseen = [unit for unit in units if unit.own.registered is None]
    yield f"Về đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo” theo {facts.campaign.papers.criteria}:"
    if len(unseen) == len(units):
        yield f"chưa thấy bản đăng ký của đơn vị nào {_IN_WHAT_CAME}."
    else:
        yield f"{'; '.join(_seen(facts, len(unseen)))}."
    if unseen:
        yield _ACCUSES_NOBODY


def _seen(facts: Facts, unseen: int) -> Iterator[str]:
    registered = sum(bool(unit.own.registered) for unit in facts.units)
    refused = [unit for unit in facts.units if unit.own.registered is False]
    planned = sum(unit.own.plan for unit in facts.units)
    if registered:
        yield f"{two(registered)} đơn vị đã đăng ký{' (đủ số đơn vị)' if registered == len(facts.units) else ''}"
    if planned:
        yield f"{two(planned)} đơn vị đã có kế hoạch"
    if refused:
        yield f"ghi không đăng ký: {counted(facts, refused)}"
    if unseen:
        yield f"{two(unseen)} đơn vị chưa thấy bản đăng ký {_IN_WHAT_CAME}"
