"""The e-mail draft that goes out with a unit's blank forms: what is asked, by when, how to fill it in."""

from __future__ import annotations

from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aggregator.campaign.model import Campaign, Form, Limit, Unit

TYPES = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BOUNDARY = "=_bieu_mau_dan_van_kheo"  # fixed: the same campaign gives the same bytes
INDENT = "   - "

BODY = """\
Kính gửi: {unit}

Thực hiện {letter}, {issuer} {district} \
gửi kèm thư này biểu mẫu {form} để quý đơn vị lập danh sách đăng ký xây dựng mô hình, điển hình \
“Dân vận khéo” năm {year} và biểu mẫu M1, M2, cụ thể như sau:

1. Nội dung đề nghị
   - Điền danh sách đăng ký vào biểu mẫu {form} (tệp {file}).
   - Số lượng: {quota}.
   - Mỗi mô hình đăng ký cấp tỉnh, cấp huyện gửi kèm một bản đăng ký theo mẫu M1 (tập thể) hoặc M2 (cá nhân); \
dùng tệp Word hoặc tệp Excel đều được, mỗi mô hình chép thành một tệp riêng.
   - Đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo” theo {criteria}: ghi vào dòng cuối \
của biểu mẫu {form}, gửi kèm kế hoạch.

2. Thời hạn
   Gửi về {issuer} chậm nhất {deadline}. Đề nghị trả lời thư này và đính kèm tệp đã điền, \
giữ nguyên tên tệp.

3. Cách ghi
{guide}

Trân trọng cảm ơn./.

{board} {committee}
"""


def mail_draft(campaign: Campaign, form: Form, unit: Unit, copies: Mapping[str, bytes]) -> bytes:
    """A draft that Outlook opens ready to send (``X-Unsent``), the unit's copies attached; To is what the book has.

    ``copies`` are the files by name, the list form first.
    """
    subject = f"{unit.name} - mẫu {form.code} đăng ký mô hình “Dân vận khéo” năm {campaign.year}"
    mail = MIMEMultipart(boundary=BOUNDARY)
    mail["X-Unsent"] = "1"
    mail["To"] = unit.email or ""
    # Header, for the newer EmailMessage loses blanks where it folds a Vietnamese subject.
    mail["Subject"] = Header(subject, "utf-8", header_name="Subject").encode()
    body = mail_body(campaign, form, unit, next(iter(copies))).replace("\n", "\r\n")
    mail.attach(MIMEText(body, "plain", "utf-8"))
    for name, copy in copies.items():
        mail.attach(_attachment(name, copy))
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def _attachment(name: str, copy: bytes) -> MIMEApplication:
    attached = MIMEApplication(copy, TYPES[name.rpartition(".")[2]])
    attached.add_header("Content-Disposition", "attachment", filename=name)
    return attached


def mail_body(campaign: Campaign, form: Form, unit: Unit, file: str) -> str:
    """The text of the letter to a unit (R1–R5); ``file`` is the list form's."""
    office = campaign.office
    return BODY.format(
        unit=unit.name,
        letter=campaign.papers.letter,
        issuer=campaign.papers.board,
        criteria=campaign.papers.criteria.partition(" ngày ")[0],
        district=office.district,
        form=form.code,
        file=file,
        year=campaign.year,
        quota=_quota(campaign, unit.kind),
        deadline=campaign.due.removeprefix("hết "),
        guide=_guide(campaign, form, unit.kind),
        board=office.board,
        committee=office.committee,
    )


def _quota(campaign: Campaign, group: str) -> str:
    """The limits of a group in words (R2, R3): “từ 01 đến 02 nội dung cấp tỉnh; …”."""
    mine = [limit for limit in campaign.limits if limit.group == group]
    limits = {level: [limit for limit in mine if limit.level == level.code] for level in campaign.levels}
    parts = [
        f"{_range(found)} nội dung {level.title[0].lower()}{level.title[1:]}"
        for level, found in limits.items()
        if found
    ]
    return "; ".join(parts) + ("" if _must_register(campaign, group) else " (nếu có)")


def _range(limits: list[Limit]) -> str:
    low = max((limit.minimum for limit in limits if limit.minimum is not None), default=None)
    high = min((limit.maximum for limit in limits if limit.maximum is not None), default=None)
    if low is None:
        return f"không quá {high:02d}"
    return f"ít nhất {low:02d}" if high is None else f"từ {low:02d} đến {high:02d}"


def _must_register(campaign: Campaign, group: str) -> bool:
    return any(limit.minimum for limit in campaign.limits if limit.group == group)


def _guide(campaign: Campaign, form: Form, group: str) -> str:
    """How to fill in the form, in the very words of its own note and hints."""
    titles = {heading.code: heading.title for heading in campaign.headings}
    lines = [form.note, *(f"Cột “{titles[c.code]}”: {c.hint}" for c in form.columns if c.hint)]
    if not _must_register(campaign, group):
        lines.append("Nếu không đăng ký: ghi “Không đăng ký” vào cột “Tên mô hình” và gửi lại biểu mẫu.")
    return "\n".join(INDENT + line for line in lines)
