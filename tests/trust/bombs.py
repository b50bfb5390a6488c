"""Files that ask for more than the machine has: each costs itself, 20 seconds (and 20 more alone), 2 GiB of all.

``python -m tests.trust.bombs`` – each bomb alone beside one good return, then all of them at once.
"""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import click
import docx

from tests.read.cfb import compound
from tests.read.test_ods import SPACES, ods
from tests.read.test_xlsx import MAIN, with_sheet
from tests.trust import trial
from tests.trust.trial import AS_OF, INBOX, ROOT, Tally

MIB = 1024 * 1024
# what is too slow beside others is tried again alone: twice its time at most; START: a run without a bomb, on a
# busy machine
MEMORY, SECONDS, START = 2048 * MIB, 2 * 20.0, 10.0
GOOD = "M3 Xã An Dương.xlsx"
BOMB_LINE = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def zipped(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _zeros(size: int) -> bytes:
    return zipped({f"{n}.xlsx": bytes(size) for n in range(3)})


def nested() -> bytes:
    """Forty archives of three times 99 MB of zeros in one."""
    inner = _zeros(99 * MIB)
    return zipped({f"{n}.zip": inner + bytes([n]) for n in range(40)})


def wide(depth: int = 5, width: int = 10) -> bytes:
    """Ten archives in each of ten in each of ten …: a hundred thousand files."""
    data = zipped({f"{n}.txt": b"x" for n in range(width)})
    for _ in range(depth - 1):
        data = zipped({f"{n}.zip": data + bytes([n]) for n in range(width)})
    return data


def overlapping() -> bytes:
    """A thousand entries of the directory that are all one and the same stream."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(bytes(90 * MIB)) + kernel.flush()
    crc, name = zlib.crc32(bytes(90 * MIB)), b"a.xlsx"
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), 90 * MIB, len(name), 0) + name
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), 90 * MIB, len(name), 0, 0, 0, 0, 0, 0
    )
    directory = (entry + name) * 1000
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, len(directory), len(head) + len(packed), 0)
    return head + packed + directory + end


def mail_of_many(count: int = 10_000) -> bytes:
    """A mail with so many attachments."""
    part = "--B\r\nContent-Disposition: attachment; filename={n}.xlsx\r\n\r\nx\r\n"
    head = "From: a@x.vn\r\nSubject: M3\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
    return (head + "".join(part.format(n=n) for n in range(count)) + "--B--\r\n").encode()


def mail_in_mail(depth: int = 2_000) -> bytes:
    mail = EmailMessage()
    mail.set_content("x")
    data = mail.as_bytes()
    for _ in range(depth):
        data = b"Content-Type: message/rfc822\r\n\r\n" + data
    return b"From: a@x.vn\r\nSubject: x\r\n" + data


def huge_sheet(rows: int = 1_000_000) -> bytes:
    """Cells to the last row, as a program writes them."""
    row = "".join(f'<c r="{c}%d"><v>1</v></c>' for c in "ABCDEFGH")
    body = "".join(f'<row r="{n}">{row.replace("%d", str(n))}</row>' for n in range(1, rows + 1))
    return with_sheet(f"<sheetData>{body}</sheetData>")


def far_corner() -> bytes:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return with_sheet(f"<sheetData>{cells}</sheetData>")


def shared_strings() -> bytes:
    """A million cells that all show one string of 32,767 letters."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 500_000))
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + "a" * 32_767
    return _with_parts(
        with_sheet(f"<sheetData>{cells}</sheetData>"), {"xl/sharedStrings.xml": f"{strings}</t></si></sst>"}
    )


def deep_xml(opening: str = "<a>", depth: int = 1_000_000) -> str:
    return opening * depth


def _with_parts(data: bytes, parts: Mapping[str, str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        old = {name: package.read(name) for name in package.namelist()}
    return zipped(old | {name: text.encode() for name, text in parts.items()})


# --- one text in every format that is XML: what stands before the root, in its tag, and in the text ---------------

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_CELL = "<table:table {name}><table:table-row><table:table-cell {value}><text:p>{{x}}</text:p></table:table-cell>"
_TABLE = _CELL + "</table:table-row></table:table>"
_SHEET = _TABLE.format(name='table:name="M3"', value='office:value-type="string"')
_OPEN = "application/vnd.oasis.opendocument"
_FLAT = (
    f'<?xml version="1.0"?>{{p}}<office:document {SPACES} office:mimetype="{_OPEN}.{{kind}}" {{a}}>'
    "<office:body><office:{part}>{table}</office:{part}></office:body></office:document>"
)
_CONTENT = (
    f'<?xml version="1.0"?>{{p}}<office:document-content {SPACES} {{a}}>'
    "<office:body><office:{part}>{table}</office:{part}></office:body></office:document-content>"
)
_HTML = "{p}<html {a}><body><table><tr><td>{x}</td></tr></table></body></html>"
XML_KINDS = {
    "xlsx": f'<?xml version="1.0"?>{{p}}<worksheet {MAIN} {{a}}><sheetData><row r="1"><c r="A1" t="inlineStr">'
    "<is><t>{x}</t></is></c></row></sheetData></worksheet>",
    "strings.xlsx": f'<?xml version="1.0"?>{{p}}<sst {MAIN} {{a}}><si><t>{{x}}</t></si></sst>',
    "docx": f'<?xml version="1.0"?>{{p}}<w:document xmlns:w="{WORD}" {{a}}><w:body><w:p><w:r>'
    "<w:t>{x}</w:t></w:r></w:p></w:body></w:document>",
    "2003.doc": f'<?xml version="1.0"?>{{p}}<w:wordDocument xmlns:w="{WORD_2003}" {{a}}><w:body><w:p><w:r>'
    "<w:t>{x}</w:t></w:r></w:p></w:body></w:wordDocument>",
    "2003.xls": f'<?xml version="1.0"?>{{p}}<Workbook xmlns="{_EXCEL_2003}" xmlns:ss="{_EXCEL_2003}" {{a}}>'
    '<Worksheet ss:Name="M3"><Table><Row><Cell><Data ss:Type="String">{x}</Data></Cell></Row></Table></Worksheet>'
    "</Workbook>",
    "ods": _CONTENT.replace("{part}", "spreadsheet").replace("{table}", _SHEET),
    "odt": _CONTENT.replace("{part}", "text").replace("{table}", _SHEET),
    "fods": _FLAT.replace("{part}", "spreadsheet").replace("{table}", _SHEET).replace("{kind}", "spreadsheet"),
    "fodt": _FLAT.replace("{part}", "text").replace("{table}", _SHEET).replace("{kind}", "text"),
    "htm": _HTML,
    "mht": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n"
    f"{_HTML}\n--B--\n",
}


def in_xml(ending: str, before: str = "", attributes: str = "", text: str = "x") -> bytes:
    """A file of this kind whose XML says so before its root, in the tag of the root, and in its only text."""
    xml = XML_KINDS[ending].replace("{p}", before).replace("{a}", attributes).replace("{x}", text)
    if ending == "xlsx":
        return with_sheet(xml)
    if ending == "strings.xlsx":
        cell = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
        return _with_parts(with_sheet(cell), {"xl/sharedStrings.xml": xml})
    if ending == "docx":
        return word(xml)
    if ending in ("ods", "odt"):
        kind = "spreadsheet" if ending == "ods" else "text"
        return zipped({"mimetype": f"{_OPEN}.{kind}".encode(), "content.xml": xml.encode()})
    return xml.encode()


def in_every_xml(what: str, **of: str) -> dict[str, Callable[[], bytes]]:
    """A bomb in every format that is XML, by the name of its file."""
    return {f"{what}.{ending}": partial(in_xml, ending, **of) for ending in XML_KINDS}


def word(body: str) -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return _with_parts(made.getvalue(), {"word/document.xml": body})


def loop_in_ole() -> bytes:
    """A compound file whose table of sectors leads in a circle."""
    data = bytearray(compound({"Workbook": b"\x09\x08" + bytes(20_000)}))
    data[512:1024] = struct.pack("<128I", *[1, 2, 3, 0] * 32)
    return bytes(data)


def repeated_cells() -> bytes:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell></table:table-row>'
    return ods(f'<table:table table:name="M3">{row}</table:table>')


def spaces_in_office() -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/>b</text:p>'
    return ods(
        f'<table:table table:name="M3"><table:table-row>{cell}</table:table-cell></table:table-row></table:table>'
    )


def html_spans() -> str:
    return (
        "<html><body><table>" + "<tr><td rowspan=65000 colspan=65000>x</td></tr>" * 500 + "</table></body></html>"
    )


BOMBS: dict[str, Callable[[], bytes | str]] = {
    "zips of zeros in a zip.zip": nested,
    "three times 99 MB of zeros.zip": lambda: _zeros(99 * MIB),
    "a hundred thousand files.zip": wide,
    "overlapping.zip": overlapping,
    "10,000 attachments.eml": mail_of_many,
    "mail in mail in mail.eml": mail_in_mail,
    "a million rows.xlsx": huge_sheet,
    "the far corner.xlsx": far_corner,
    "half a million times one long string.xlsx": shared_strings,
    "a million levels.htm": lambda: "<html><body><table>" + deep_xml("<div>", 300_000),
    "a million levels.rtf": lambda: "{\\rtf1 " + "{" * 1_000_000,
    "repeated cells.ods": repeated_cells,
    "two thousand million blanks.ods": spaces_in_office,
    "spans.htm": html_spans,
    "a circle.xls": loop_in_ole,
    "a circle.doc": lambda: loop_in_ole().replace(b"W\0o\0r\0k\0b\0o\0o\0k\0", b"W\0o\0r\0d\0D\0o\0c\0u\0"),
    **in_every_xml("entities", before=BOMB_LINE, text="&i;"),
    **in_every_xml("an entity in an attribute", before=BOMB_LINE, attributes='b="&i;"'),
    **in_every_xml("200,000 attributes", attributes=" ".join(f'a{n}="x"' for n in range(200_000))),
    **in_every_xml("an attribute of 60 MB", attributes=f'b="{"x" * 60 * MIB}"'),
    **in_every_xml("300,000 levels", text="<a>" * 300_000 + "</a>" * 300_000),
    **in_every_xml("a text of 90 MB", text="x" * 90 * MIB),
    **in_every_xml("a million names", text="".join(f"<b{n}/>" for n in range(1_000_000))),
}  # fmt: skip
# sent together, as eight units might: none alone asks for too much
TOGETHER = {f"{n} ba tệp 99 MB.zip": lambda n=n: _zeros(99 * MIB - n) for n in range(8)}


def measured(folder: Path, jobs: int = 2) -> tuple[int, float, int]:
    """Run over a campaign's folder as people do: exit status, seconds, most bytes of all its processes together."""
    arguments = ["aggregate", INBOX, "--as-of", AS_OF, "--json", "ket_qua.json", "--jobs", str(jobs)]
    began, most = time.monotonic(), 0
    with (folder / "printed").open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "aggregator", *arguments], cwd=folder, stdout=out, stderr=out,
            env=trial.os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
        )  # fmt: skip
        while running.poll() is None and time.monotonic() - began < 20 * SECONDS:
            most = max(most, _of_tree(running.pid))
            time.sleep(0.02)
        running.kill()
    return running.wait(), time.monotonic() - began, most


def _of_tree(root: int) -> int:
    """The bytes of a process and of all that it started: what they share is counted once (PSS)."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        with trial.contextlib.suppress(OSError, ValueError, IndexError):
            if int((path / "stat").read_text().rpartition(")")[2].split()[3]) == root:  # its session
                rollup = (path / "smaps_rollup").read_text()
                total += int(rollup.partition("\nPss:")[2].split()[0]) * 1024
    return total


def explode(place: Path, names: list[str], tally: Tally) -> tuple[float, int]:
    """Run over these bombs and one good return: they are unreadable or read, it is read, within the limits."""
    folder = trial.campaign_folder(place / "bombs", trial.returns(3))
    for name in names:
        data = (BOMBS | TOGETHER)[name]()
        (folder / INBOX / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    status, seconds, most = measured(folder)
    told = (folder / "printed").read_text("utf-8", "replace")
    what = names[0] if len(names) == 1 else f"{len(names)} at once, with {names[0]}"
    tally.tried += len(names)
    tally.hold(status == 0 and "Traceback" not in told, f"{what}: status {status}: {told[-300:]}")
    if status == 0:
        found = json.loads((folder / "ket_qua.json").read_bytes())["submissions"]
        by_file: dict[str, set[str]] = {}
        reasons = {str(item["reason"])[:60] for item in found if item["file"].partition("!")[0] in names}
        sys.stderr.write(f"  {what}: {'; '.join(sorted(reasons)[:3])}\n")
        for item in found:
            by_file.setdefault(item["file"].partition("!")[0], set()).add(item["status"])
        tally.hold(by_file.get(GOOD) == {"read"}, f"{what}: the good return is {by_file.get(GOOD)}")
        tally.hold(set(names) <= set(by_file), f"{what}: {set(names) - set(by_file)} not in the list")
    tally.hold(seconds < (SECONDS + START) * len(names), f"{what}: {seconds:.0f} s")
    tally.hold(most < MEMORY, f"{what}: {most / MIB:.0f} MiB")
    sys.stderr.write(f"  {what}: {seconds:.1f} s, {most / MIB:.0f} MiB\n")
    trial.shutil.rmtree(folder)
    return seconds, most


def trials(names: list[str], *, together: bool) -> Iterator[Tally]:
    """Each alone, then all at once."""
    with trial.workplace() as place:
        tally = Tally(
            "bombs: nested, wide and overlapping archives, XML, sheets, mails", "python -m tests.trust.bombs"
        )
        groups = [[name] for name in names] + ([list(TOGETHER)] if together else [])
        figures = [explode(place, group, tally) for group in groups]
        tally.notes.append(
            f"at most {max(s for s, _ in figures):.0f} s, {max(m for _, m in figures) / MIB:.0f} MiB"
        )
        if together:
            seconds, most = explode(place, names, tally)
            tally.notes.append(f"all at once {seconds:.0f} s, {most / MIB:.0f} MiB")
        yield tally


@click.command()
@click.option("--together/--alone", default=True, help="Also all of them at once.")
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...], together: bool) -> None:
    """Let bombs go off."""
    sys.exit(max(tally.show() for tally in trials(list(names) or list(BOMBS), together=together)))


if __name__ == "__main__":
    main()
