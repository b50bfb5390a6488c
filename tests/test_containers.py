"""A unit's list counts the same however it came: in a mail, archive, envelope or page, or in one in another."""

from __future__ import annotations

import base64
import binascii
import io
import quopri
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from aggregator.nouns.outcome import Outcome
from aggregator.read import limits
from aggregator.read import rounds as gather
from aggregator.read.dispatch import open_container
from aggregator.read.limits import Purse
from aggregator.understand.document import return_of
from tests.read.cfb import compound
from tests.read.envelopes import signed, tnef
from tests.read.test_outlook import FIXED, attachment, holding, inner_mail
from tests.sheets import CAMPAIGN, Given, at, codes, of_levels, rows, run_over, statuses, submission, unit, workbook

COMMUNES = [u for u in CAMPAIGN.units if u.kind == "commune"]
ON_TIME = "Mon, 26 Feb 2024 09:12:00 +0700"
TOO_LATE = "Thu, 29 Feb 2024 08:00:00 +0700"
LATE = "29/02/2024 08:00"  # the file's own time: only the mail can say better

Wrap = Callable[[bytes, str], bytes]


def a_list(name: str) -> str:
    return of_levels(
        1, 4, top=f"Đơn vị: {name}\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024", prefix=f"Mô hình của {name}"
    )


def letter(
    name: str = "", *, date: str = ON_TIME, text: str = "Kính gửi Ban Dân vận.", page: str = ""
) -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = f"from a by b; {date}"
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = "a@x.vn", "b@x.vn", name or "M3", date
    mail.set_content(text)
    if page:
        mail.add_alternative(page, subtype="html")
    return mail


def eml(data: bytes, file: str) -> bytes:
    mail = letter()
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=file)
    return mail.as_bytes()


def forwarded(data: bytes, file: str) -> bytes:
    """Handed on as an attachment after the deadline; the mail inside came in time."""
    mail = letter("Fwd: M3", date=TOO_LATE)
    inner = letter()
    inner.add_attachment(data, maintype="application", subtype="octet-stream", filename=file)
    mail.add_attachment(inner)
    return mail.as_bytes()


def uuencoded(data: bytes, file: str) -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45], backtick=True).decode() for at in range(0, len(data), 45)]
    return letter(text=f"Kinh gui.\n\nbegin 666 {file}\n{''.join(lines)}`\nend\n").as_bytes()


def emlx(data: bytes, file: str) -> bytes:
    mail = eml(data, file)
    return f"{len(mail)}\n".encode() + mail + b"<?xml version='1.0'?><plist version='1.0'/>"


def mbox(data: bytes, file: str) -> bytes:
    other = letter("Thăm hỏi", text="Chúc sức khỏe.").as_bytes()
    return b"".join(b"From - Mon Feb 26 2024\n" + mail + b"\n\n" for mail in (other, eml(data, file)))


def winmail(data: bytes, file: str) -> bytes:
    mail = letter()
    mail.add_attachment(tnef({file: data}), maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


def signed_mail(data: bytes, file: str) -> bytes:
    mail = letter()
    envelope = base64.encodebytes(signed(eml(data, file), indefinite=True)).decode()
    mail.set_payload(envelope)
    mail.replace_header("Content-Type", "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m")
    mail.replace_header("Content-Transfer-Encoding", "base64")
    return mail.as_bytes()


def signed_file(data: bytes, _file: str) -> bytes:
    return signed(data)


def zipped(data: bytes, file: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(file, data)
    return stream.getvalue()


def apple_zip(data: bytes, file: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(f"hồ sơ/{file}", data)
        archive.writestr(f"__MACOSX/hồ sơ/._{file}", b"\x00\x05\x16\x07")
        archive.writestr("hồ sơ/.DS_Store", b"\x00")
    return stream.getvalue()


def msg(data: bytes, file: str) -> bytes:
    return compound({FIXED: bytes(32), "__attach_version1.0_#00000000": attachment(file, data)})


def msg_in_msg(data: bytes, file: str) -> bytes:
    inner = inner_mail(attachment(file, data))
    return compound({FIXED: bytes(32), "__attach_version1.0_#00000000": holding("thư cũ", inner)})


def in_word(data: bytes, _file: str) -> bytes:
    """A covering letter into which the workbook was inserted as an object."""
    paper = docx.Document()
    paper.add_paragraph("Kính gửi Ban Dân vận, danh sách trong tài liệu chèn dưới đây.")
    stream = io.BytesIO()
    paper.save(stream)
    relation = '<Relationship Id="rId99" Type="http://x/relationships/package" Target="embeddings/Sheet.xlsx"/>'
    return with_parts(
        stream.getvalue(),
        {"word/embeddings/Sheet.xlsx": data},
        {"word/_rels/document.xml.rels": ("</Relationships>", f"{relation}</Relationships>")},
    )


def with_parts(package: bytes, more: Mapping[str, bytes], changed: Mapping[str, tuple[str, str]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name in changed:
                text = text.decode().replace(*changed[name]).encode()
            new.writestr(name, text)
        for name, data in more.items():
            new.writestr(name, data)
    return stream.getvalue()


def packed_object(data: bytes, file: str) -> bytes:
    """What Windows makes of a file that is dragged into a document."""
    name = file.encode() + b"\x00"
    size = len(data).to_bytes(4, "little")
    path = len(name).to_bytes(4, "little") + name
    native = bytes(4) + b"\x02\x00" + name + name + b"\x00\x00\x03\x00" + path + size + data
    return compound({"\x01Ole10Native": native})


def in_word_as_a_package(data: bytes, file: str) -> bytes:
    return in_word(packed_object(data, file), "")


WRAPS: dict[str, tuple[Wrap, str]] = {
    "a mail": (eml, ".eml"),
    "a mail handed on late": (forwarded, ".eml"),
    "a mail with the file in its text": (uuencoded, ".eml"),
    "a mail as Apple keeps it": (emlx, ".emlx"),
    "a folder of mails": (mbox, ".mbox"),
    "a winmail.dat": (winmail, ".eml"),
    "a mail signed as a whole": (signed_mail, ".eml"),
    "a signed file": (signed_file, ".xlsx.p7m"),
    "an archive": (zipped, ".zip"),
    "a Mac's archive": (apple_zip, ".zip"),
    "an Outlook mail": (msg, ".msg"),
    "an Outlook mail in another": (msg_in_msg, ".msg"),
    "a covering letter": (in_word, ".docx"),
    "a covering letter, as a package": (in_word_as_a_package, ".docx"),
}


def page_of(text: str) -> str:
    lines = [
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row.cells) + "</tr>"
        for row in rows(text)
    ]
    return f"<html><body><p>Kính gửi Ban Dân vận.</p><table>{''.join(lines)}</table></body></html>"


def mail_with_a_page(text: str) -> bytes:
    return letter(page=page_of(text)).as_bytes()


def mail_with_tabs(text: str) -> bytes:
    lines = ["\t".join("" if cell is None else str(cell) for cell in row.cells) for row in rows(text)]
    return letter(text="\n".join(lines)).as_bytes()


def mail_with_bars(text: str) -> bytes:
    return letter(text=text).as_bytes()


FRAMES = '<html><frameset><frame src="sheet001.htm"></frameset></html>'


def one_page_file(text: str) -> bytes:
    """Excel's “Single File Web Page”, whatever it is called."""
    parts = [("M3.htm", FRAMES), ("M3_files/sheet001.htm", page_of(text)), ("M3_files/tabstrip.htm", page_of("x"))]
    body = "".join(
        f"--XX\nContent-Location: file:///C:/{name}\nContent-Transfer-Encoding: quoted-printable\n"
        f'Content-Type: text/html; charset="utf-8"\n\n{quopri.encodestring(page.encode()).decode()}\n'
        for name, page in parts
    )
    return f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=XX\n\n{body}--XX--\n".encode()


TEXTS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a mail's own text, a table": (mail_with_a_page, ".eml"),
    "a mail's own text, with tabs": (mail_with_tabs, ".eml"),
    "a mail's own text, with bars": (mail_with_bars, ".eml"),
    "a web page in one file": (one_page_file, ".xls"),
    "a web page in one file, called Word": (one_page_file, ".doc"),
}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One inbox in which every commune sent its list in another wrapping, and as wrappings of wrappings."""
    files: dict[str, Given] = {}
    units = iter(COMMUNES)
    for number, (wrap, ending) in enumerate(WRAPS.values()):
        name = next(units).name
        files[f"{number}{ending}"] = (wrap(workbook(a_list(name)), "M3.xlsx"), LATE)
    for number, (write, ending) in enumerate(TEXTS.values(), start=len(WRAPS)):
        files[f"{number}{ending}"] = (write(a_list(next(units).name)), LATE)
    name = next(units).name
    files["web/M3.htm"] = (FRAMES.encode(), LATE)
    files["web/M3_files/sheet001.htm"] = (page_of(a_list(name)).encode(), LATE)
    files["web/M3_files/style.css"] = (b"td {}", LATE)
    name = next(units).name
    deep = zipped(eml(apple_zip(workbook(a_list(name)), "M3.xlsx"), "hồ sơ.zip"), "thư.eml")
    files["deep.mbox"] = (mbox(deep, "tất cả.zip"), LATE)
    return run_over(tmp_path_factory.mktemp("containers"), files)


@pytest.mark.parametrize("number", range(len(WRAPS) + len(TEXTS) + 2), ids=[*WRAPS, *TEXTS, "a web page", "all"])
def test_a_list_counts_the_same_in_every_wrapping(once: Outcome, number: int) -> None:
    state = unit(once, COMMUNES[number].code)
    assert (state.counts["province"], state.counts["district"], state.quota) == (1, 4, "met")


@pytest.mark.parametrize(
    "number", [n for n, (wrap, ending) in enumerate([*WRAPS.values(), *TEXTS.values()]) if ending.startswith(".em")]
)
def test_the_mails_own_time_counts_and_not_the_files_or_the_forwarders(once: Outcome, number: int) -> None:
    state = unit(once, COMMUNES[number].code)
    assert (state.received_at, state.received_from) == (at("26/02/2024 09:12"), "email")


def test_a_letter_that_holds_the_list_is_not_said_to_lack_it(once: Outcome) -> None:
    letters = [file for file, status in statuses(once).items() if status == "not_a_form" and file.endswith(".docx")]
    assert len(letters) == 2
    assert not [f for f in once.findings if f.file in letters]


def test_every_wrapping_is_one_submission_and_what_programs_add_is_ignored(once: Outcome) -> None:
    read = [file for file, status in statuses(once).items() if status == "read"]
    assert len(read) == len(WRAPS) + len(TEXTS) + 2
    ignored = sorted(file for file, status in statuses(once).items() if status == "ignored")
    assert sorted(file.rpartition("/")[2] for file in ignored if "deep" not in file) == [
        ".DS_Store", "._M3.xlsx", "sheet001.htm", "style.css",
    ]  # fmt: skip


def test_what_lies_deepest_has_its_whole_way_for_a_name(once: Outcome) -> None:
    assert statuses(once)["deep.mbox!M3.eml!tất cả.zip!thư.eml!hồ sơ.zip!hồ sơ/M3.xlsx"] == "read"


def test_a_document_with_others_inside_is_read_itself(tmp_path: Path) -> None:
    host, inner = COMMUNES[0].name, workbook("Ghi chú kèm theo")
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    relation = (
        '<Relationships xmlns="http://x"><Relationship Id="rId1" Target="../embeddings/B.bin" Type="x/oleObject"/>'
        '<Relationship Id="rId2" Type="x/oleObject" Target="../embeddings/C.bin"/></Relationships>'
    )
    objects = (
        '<oleObjects><oleObject progId="Package" r:id="rId2"><objectPr><anchor><from><xdr:col>1</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row></from></anchor></objectPr></oleObject></oleObjects></worksheet>"
    )
    book = with_parts(
        workbook(a_list(host)),
        {
            "xl/embeddings/B.bin": packed_object(inner, "Kem theo.xlsx"),
            "xl/embeddings/C.bin": b"\x00\x01" * 50,
            rels: relation.encode(),
        },
        {"xl/worksheets/sheet1.xml": ("</worksheet>", objects)},
    )
    outcome = run_over(tmp_path, {"M3.xlsx": book})
    assert set(statuses(outcome)) == {"M3.xlsx", "M3.xlsx!Kem theo.xlsx"}
    closed = [f for f in outcome.findings if f.code == "embedded-not-opened"]
    assert [(f.file, f.sheet, f.cell) for f in closed] == [("M3.xlsx", "Sheet1", "B8")]
    assert "C.bin" in closed[0].message


NOTHING = [
    "Đơn vị không đăng ký mô hình nào.",
    "Năm 2024 đơn vị không đăng ký mô hình Dân vận khéo.",
    "Cơ quan năm nay không tham gia đăng ký mô hình DVK.",
    "Kính gửi Ban Dân vận.\nĐơn vị không đăng ký mô hình, điển hình “Dân vận khéo”.\nTrân trọng.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_mail_may_say_that_nothing_is_registered(tmp_path: Path, text: str) -> None:
    outcome = run_over(
        tmp_path, {"Phòng Tư pháp.eml": letter("Phòng Tư pháp - đăng ký Dân vận khéo", text=text).as_bytes()}
    )
    assert submission(outcome, "Phòng Tư pháp.eml").status == "nil"
    assert unit(outcome, "phong-tu-phap").receipt == "nil"


@pytest.mark.parametrize("subject", ["Báo cáo", "Trả lời"])
@pytest.mark.parametrize(
    "text",
    [
        "Phòng Tư pháp không đăng ký.",
        "Phòng Tư pháp xin không đăng ký ạ.",
        "Bên em không đăng ký nhé.\nPhòng Tư pháp",
    ],
)
def test_a_short_mail_that_registers_nothing_need_not_name_the_movement(
    tmp_path: Path, text: str, subject: str
) -> None:
    outcome = run_over(tmp_path, {"thư.eml": letter(subject, text=text).as_bytes()})
    assert unit(outcome, "phong-tu-phap").receipt == "nil"


def test_a_unit_that_registers_nothing_and_sends_anothers_list_is_heard(tmp_path: Path) -> None:
    text = "Phòng Tư pháp không đăng ký mô hình nào. Gửi kèm danh sách của xã Cao Xá."
    mail = letter("Đăng ký", text=text)
    mail.add_attachment(workbook(a_list("Xã Cao Xá")), maintype="application", subtype="x", filename="M3.xlsx")
    outcome = run_over(tmp_path, {"thư.eml": mail.as_bytes()})
    assert (unit(outcome, "phong-tu-phap").receipt, unit(outcome, "cao-xa").receipt) == ("nil", "on_time")


IDLE = [
    ("Hỏi về mẫu", "Ban cho hỏi mẫu M3 lấy ở đâu ạ?"),
    ("Hỏi", "Danh sách đăng ký có phải ký đóng dấu không ạ?"),
    ("M3", "Đã nhận được công văn, cảm ơn Ban."),
    ("M3", "Đề nghị Ban gửi lại biểu mẫu."),
    ("M3", "Tệp Ban gửi không mở được, Ban gửi lại giúp."),
    ("Tự động trả lời: V/v đăng ký", "Tôi đi công tác. Thư đã gửi đến tôi sẽ được trả lời sau."),
    ("Automatic reply: M3", "I am out of office."),
    ("Đã đọc: V/v đăng ký", "Thư được đọc ngày 23/02/2024"),
]


@pytest.mark.parametrize(("subject", "text"), IDLE)
def test_a_question_thanks_or_an_automatic_answer_in_time_excuses_no_late_list(
    tmp_path: Path, subject: str, text: str
) -> None:
    late = letter("Danh sách M3", date=TOO_LATE, text="Xã Cao Xá gửi danh sách.")
    late.add_attachment(workbook(a_list("Xã Cao Xá")), maintype="application", subtype="x", filename="M3.xlsx")
    idle = letter(subject, text=f"{text}\nXã Cao Xá")
    outcome = run_over(tmp_path, {"hỏi.eml": idle.as_bytes(), "M3.eml": late.as_bytes()})
    assert [f.code for f in outcome.findings if f.unit == "cao-xa" and f.severity == "violation"] == ["late"]


@pytest.mark.parametrize(
    "text",
    [
        "Xã gửi Ban danh sách ạ.",
        "Danh sách xem ở link này nhé",
        "M3 kèm theo",
        "Xã đăng ký 01 mô hình cơ sở: “Đường hoa thôn Trại”.",
        "Xã giữ nguyên các mô hình đã đăng ký năm 2023.",
        "Đã nhận được công văn, xã có 2 mô hình cấp huyện.",
    ],
)
def test_a_mail_in_time_that_speaks_of_a_list_or_of_models_spares_the_unit(tmp_path: Path, text: str) -> None:
    late = letter("Danh sách M3", date=TOO_LATE, text="Xã Cao Xá gửi danh sách.")
    late.add_attachment(workbook(a_list("Xã Cao Xá")), maintype="application", subtype="x", filename="M3.xlsx")
    first = letter("M3", text=f"{text}\nXã Cao Xá")
    outcome = run_over(tmp_path, {"một.eml": first.as_bytes(), "hai.eml": late.as_bytes()})
    assert "late" not in [f.code for f in outcome.findings if f.severity == "violation"]


PROMISES = [
    "Xã Cao Xá xin lùi thời hạn đến ngày 29/2.",
    "Kính gửi Ban Dân vận.\nDanh sách đơn vị sẽ gửi sau. Trân trọng.",
    "Đơn vị không đăng ký kịp trong tuần này, sẽ gửi sau.",
    "Đơn vị đang tổng hợp, mong Ban thông cảm.",
    "Sau khi họp, đơn vị thống nhất năm nay chưa đăng ký xây dựng mô hình nào.",
]


@pytest.mark.parametrize("text", PROMISES)
def test_a_mail_may_promise_the_list_and_the_promise_is_quoted(text: str) -> None:
    container = open_container(letter("Dân vận khéo", text=text).as_bytes(), "a.eml", "eml")
    assert container.body is not None
    read = return_of(container.body, CAMPAIGN.year)
    assert (read.says_nothing, str(read.promise) in text) == (False, True)


@pytest.mark.parametrize(
    "text", ["Xã Cao Xá xin gửi kèm danh sách.", "Danh sách đã gửi hôm qua, sẽ gửi bản giấy.", "Kính gửi."]
)
def test_what_is_no_promise_is_none(text: str) -> None:
    container = open_container(letter(text=text).as_bytes(), "a.eml", "eml")
    assert container.body is not None
    assert return_of(container.body, CAMPAIGN.year).promise is None


def test_over_the_budget_a_container_is_one_unreadable_file_and_the_good_return_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = COMMUNES[0].name
    bomb = zipped(zipped(bytes(200_000), "a.bin"), "inner.zip")
    monkeypatch.setattr("aggregator.read.limits.MAX_TOTAL", 100_000)
    monkeypatch.setattr("aggregator.read.rounds.Purse", lambda: Purse(bytes=10**9))
    outcome = run_over(tmp_path, {"bomb.zip": bomb, "M3.xlsx": a_list(name)})
    assert statuses(outcome) == {"bomb.zip!inner.zip": "unreadable", "M3.xlsx": "read"}
    assert limits.OVER_BUDGET in str(submission(outcome, "bomb.zip!inner.zip").reason)


def wide(depth: int, width: int) -> bytes:
    data = b"x"
    for level in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for number in range(width):
                archive.writestr(f"{number}.{'zip' if level else 'txt'}", data)
        data = stream.getvalue()
    return data


def test_a_tree_of_archives_makes_no_more_files_than_anybody_sends(tmp_path: Path) -> None:
    outcome = run_over(tmp_path, {"wide.zip": wide(4, 10)})
    assert len(outcome.submissions) <= limits.MAX_MEMBERS


@pytest.mark.parametrize("folder", [None, "missing"])
def test_without_a_temporary_folder_containers_say_so_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str | None
) -> None:
    class Folder:
        def __enter__(self) -> Path:
            if folder is None:
                raise FileNotFoundError
            return tmp_path / folder

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(gather, "private_folder", Folder)
    name = COMMUNES[0].name
    book = workbook(a_list(name))
    outcome = run_over(tmp_path / "in", {"M3.zip": zipped(book, "M3.xlsx"), "M3.xlsx": book})
    assert statuses(outcome) == {"M3.zip": "unreadable", "M3.xlsx": "read"}
    assert "thư mục tạm" in str(submission(outcome, "M3.zip").reason)


TIMES = [
    "Fri, 31 Dec 9999 23:59:59 +0700", "Fri, 31 Dec 9999 23:59:59 -1200", "Sat, 01 Jan 0000 00:00:00 +0000",
    "Thu, 01 Jan 1970 00:00:00 +0000", "Mon, 26 Feb 2024 25:61:00 +0700", "Mon, 26 Feb 2024 09:12:00 XYZ", "?",
]  # fmt: skip


def test_no_time_of_a_mail_or_a_file_stops_the_run(tmp_path: Path) -> None:
    files: dict[str, Given] = {}
    for number, time in enumerate(TIMES):
        mail = letter()
        del mail["Received"], mail["Date"]
        mail["Received"], mail["Date"] = f"by x; {time}", time
        data = workbook(a_list(COMMUNES[number].name))
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="M3.xlsx")
        files[f"{number}.eml"] = mail.as_bytes()
    outcome = run_over(tmp_path, files)
    assert [s.status for s in outcome.submissions] == ["read"] * len(TIMES)
    assert not [code for code in codes(outcome.findings) if code == "late"]


@pytest.mark.parametrize(
    ("below", "first"),
    [("", "M3.xlsx"), ("\n\nNgười lập biểu", "M3.xlsx"), ("", "M3 xã Liên Sơn.pdf")],
    ids=["the same", "another", "a scan"],
)
def test_a_list_mailed_in_time_and_overtaken_when_sent_again_accuses_nobody(
    tmp_path: Path, below: str, first: str
) -> None:
    mailed = {}
    for file, text, sent, received, name in (
        ("a.eml", below, "Wed, 28 Feb 2024 08:00:00 +0700", "Wed, 28 Feb 2024 08:00:00 +0700", "M3.xlsx"),
        ("b.eml", "", "Tue, 27 Feb 2024 23:50:00 +0700", "Wed, 28 Feb 2024 09:00:00 +0700", first),
    ):
        mail = letter(date=received)
        mail.replace_header("Date", sent)
        data = b"%PDF-1.4" if name.endswith("pdf") else workbook(f"{a_list('Xã Liên Sơn')}{text}")
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        mailed[file] = mail.as_bytes()
    outcome = run_over(tmp_path / "tiep_nhan", mailed)
    assert [(f.severity, f.file) for f in outcome.findings if f.code == "late"] == [("warning", "a.eml!M3.xlsx")]
