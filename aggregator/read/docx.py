"""Word files as one sheet: .docx, .docm, the XML of Word 2003, and .doc and .wps by way of LibreOffice."""

import contextlib
import errno
import io
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from msgspec import Struct, structs

from aggregator.nouns.document import Document, Merge, Notice, Row, Sheet
from aggregator.nouns.file import STAMP, private_folder
from aggregator.nouns.finding import meaning, reason
from aggregator.read.builder import PaperBuilder, document_of, grid_of, picture_over
from aggregator.read.docx_text import Numbers, Text, TextReader, WordFile, boxes_of, children, styles_of
from aggregator.read.kinds import open_ole
from aggregator.read.limits import MIB, unreadable
from aggregator.read.package import LARGE_PICTURE, NO_XML, SMALL_PICTURE, Element, number, tree, value
from aggregator.vietnamese.fold import regex

PROPERTIES = "docProps/custom.xml"
MAX_SPAN = 63  # Word's own limit of columns
STAMP_PREFIX = f"{STAMP}."
FLAT_PART = regex(rb'(?s)<pkg:part\s[^>]*?pkg:name="([^"]+)"[^>]*>\s*<pkg:xmlData[^>]*>(.*?)</pkg:xmlData>')
LEAST_OF_MODEL = 2  # texts in a row of a table that may have named a model before it was deleted
DRAWN = frozenset({"inline", "anchor"})


def read_docx(data: bytes) -> Document:
    """The document as one sheet: a row a paragraph (column A), and the rows of each table in its columns.

    Rows without text count too: tables are set off from the text by a gap in the row numbers.
    Text boxes and tables within cells follow the paragraph or the table that holds them.
    Tracked insertions are read and deletions are not. Raises Unreadable.
    """
    word = WordFile(data)
    layout = _Layout(TextReader(styles_of(word.part("styles")), Numbers(word.part("numbering"))), word)
    layout.blocks(word.body)
    layout.margins(word.parts("header", "footer"))
    layout.comments(word.parts("comments"))
    small, large = (word.package.has_pictures(least) for least in (SMALL_PICTURE, LARGE_PICTURE))
    document = document_of("docx", (layout.builder.sheet(),), small, large)
    return structs.replace(document, sheets=(*document.sheets, *stamp_sheets(word)))


def read_word_xml(data: bytes) -> Document:
    """A Word document as one file of XML: that of Word 2003, or a later one's parts one after the other."""
    parts = FLAT_PART.findall(data)
    if parts:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, xml in parts:
                archive.writestr(name.decode().lstrip("/"), xml)
        return structs.replace(read_docx(stream.getvalue()), kind="word2003")
    root = tree(data.lstrip(b"\xef\xbb\xbf \r\n\t"))
    body = root.find("body")
    if body is None:
        raise unreadable("damaged")
    layout = _Layout(TextReader(styles_of(root.find("styles")), Numbers(None)), None)
    layout.blocks(body)
    layout.margins([*body.iter("hdr"), *body.iter("ftr")])
    return Document("word2003", (layout.builder.sheet(),))


def read_doc(data: bytes) -> Document:
    """An old Word file as ``read_docx`` lays it out, of kind ``doc``. Raises Unreadable."""
    return structs.replace(read_docx(document_as(_ended(data), ".doc", "docx", reason("old-word"))), kind="doc")


def _ended(data: bytes) -> bytes:
    """The file with the paragraph behind a table that ends it, else lost ([MS-DOC]). Raises Unreadable: no room."""
    try:
        with open_ole(data) as ole:
            text = bytearray(ole.openstream("WordDocument").read())
            start, end, count = (*struct.unpack_from("<II", text, 0x18), *struct.unpack_from("<I", text, 0x4C))
            mark = "\r".encode("utf-16-le" if end - start == 2 * count else "ascii")
            if text[end - len(mark) : end] != mark.replace(b"\r", b"\a"):  # a table's last row ends with it
                return data
            stream = f"{text[0x0B] >> 1 & 1}Table"
            table = bytearray(ole.openstream(stream).read())
            (papx, size), (clx, length) = (struct.unpack_from("<II", text, place) for place in (0x102, 0x1A2))
            page = memoryview(text)[512 * struct.unpack_from("<I", table, papx + size - 4)[0] :][:512]
            known = 4 * page[511] + 4  # the paragraphs' ends, one more than paragraphs; then 13 bytes of each
            full = known + 13 * page[511]
            if text[end : end + len(mark)] != bytes(len(mark)) or any(page[full : full + 17]):
                raise unreadable("not-converted", kind=reason("old-word"))
            end += len(mark)
            text[end - len(mark) : end] = mark
            page[known : full + 17] = struct.pack("<I", end) + page[known:full].tobytes() + bytes(13)
            page[511] += 1
            struct.pack_into("<I", text, 0x1C, end)
            struct.pack_into("<I", text, 0x4C, count + 1)
            struct.pack_into("<I", table, papx + (size - 4) // 2, end)
            struct.pack_into("<I", table, clx + length - 12, count + 1)
            page.release()
            ole.write_stream("WordDocument", bytes(text))
            ole.write_stream(stream, bytes(table))
            ended: bytes = ole.fp.getvalue()
            return ended
    except (OSError, ValueError, TypeError, LookupError, struct.error):
        return data  # damaged, or no old Word file: LibreOffice decides


def read_wps(data: bytes) -> Document:
    """A document of WPS Writer or Works, of kind ``wps``. Raises Unreadable."""
    return structs.replace(read_docx(document_as(data, ".wps", "docx", reason("old-wps"))), kind="wps")


def stamp_sheets(word: WordFile) -> tuple[Sheet, ...]:
    """The stamp of our blank M1 and M2, custom properties, as a hidden sheet of names and values."""
    xml = word.package.part(PROPERTIES) if PROPERTIES in word.package else NO_XML
    pairs = [(each.get("name", ""), "".join(each.itertext())) for each in tree(xml).iterfind("property")]
    stamp = [(name.removeprefix(STAMP_PREFIX), value) for name, value in pairs if name.startswith(STAMP_PREFIX)]
    rows = tuple(Row(number, pair) for number, pair in enumerate(stamp, start=1))
    return (Sheet(STAMP, rows, hidden=True),) if rows else ()


class Cell(Struct, frozen=True):
    """A cell in the grid of a table. ``continues``: it is the lower part of a cell merged downwards."""

    element: Element
    column: int  # 1-based
    span: int
    continues: bool


class _Layout:
    def __init__(self, reader: TextReader, word: WordFile | None) -> None:
        self.builder = PaperBuilder()
        self._reader, self._word = reader, word

    def blocks(self, parent: Element) -> None:
        """The paragraphs and tables of a body, a text box or a cell."""
        for block in children(parent, "p", "tbl", "altChunk"):
            if block.tag == "p":
                self._write({1: self._reader.listed(block)})
                self._boxes(block)
            elif block.tag == "tbl":
                self._table(block)
            elif self._word is not None:  # a document of another kind that stands there as it is: a web page, RTF
                from aggregator.read.dispatch import read_inner  # noqa: PLC0415  (chunks are rare, and lead back here)

                for sheet in read_inner(self._word.chunk(block.get("id", ""))).sheets:
                    if not sheet.hidden:
                        self.builder.below(sheet)

    def margins(self, parts: list[Element]) -> None:
        """The lines of page headers and footers."""
        for part in parts:
            texts = (self._reader.text([paragraph]).text for paragraph in part.iter("p"))
            self.builder.margin(line for text in texts for line in text.splitlines())

    def comments(self, parts: list[Element]) -> None:
        """The comments in the margin."""
        for comment in (comment for part in parts for comment in part.iter("comment")):
            self.builder.comment(self._reader.text([*comment.iter("p")]).text)

    def _boxes(self, paragraph: Element) -> None:
        for box in boxes_of(paragraph):
            self.blocks(box)

    def _table(self, table: Element) -> None:
        """The rows of a table between two blank rows, then what its cells hold besides text."""
        self.builder.gap()
        open_cells: dict[int, Merge] = {}
        inside: list[Cell] = []
        for row, cells in _grid(table):
            marks = {mark.tag for mark in row.iterfind("trPr/*")}
            if "del" in marks:
                # a row whose deletion is tracked leaves a notice only
                texts = [self._reader.text(children(cell.element, "p")) for cell in cells]
                quoted = [words for text in texts for words in (*text.changes, text.text) if words]
                code = "row-deleted" if len(quoted) >= LEAST_OF_MODEL else "tracked-change"
                self._change(None, " | ".join(quoted) or "xóa một dòng của bảng", code)
                continue
            at = self._row(cells, marks)
            open_cells = self._merge(at, cells, open_cells)
            inside += cells
        self.builder.merges += filter(_is_merge, open_cells.values())
        self.builder.gap()
        for cell in inside:
            for paragraph in children(cell.element, "p"):
                self._boxes(paragraph)
            for nested in children(cell.element, "tbl"):
                self._table(nested)

    def _row(self, cells: list[Cell], marks: set[str]) -> int:
        texts = {cell.column: self._reader.text(children(cell.element, "p")) for cell in cells}
        for cell in cells:
            if not texts[cell.column].text.strip() and (size := _pictured(cell.element)):
                at, last = self.builder.at, cell.column + cell.span - 1
                self.builder.pictures.append(picture_over(Merge(at, cell.column, at, last), *size))
        if "hidden" in marks:
            self.builder.hidden_rows.add(self.builder.at)
        if "ins" in marks and not any(text.changes for text in texts.values()):
            self._change(None, "thêm một dòng của bảng")
        return self._write(texts)

    def _merge(self, at: int, cells: list[Cell], open_cells: dict[int, Merge]) -> dict[int, Merge]:
        """The merged ranges that reach down to a row; those that ended above it are kept."""
        below: dict[int, Merge] = {}
        for cell in cells:
            above = open_cells.pop(cell.column, None) if cell.continues else None
            first = at if above is None else above.first_row
            below[cell.column] = Merge(first, cell.column, at, cell.column + cell.span - 1)
        self.builder.merges += filter(_is_merge, open_cells.values())
        return below

    def _change(self, column: int | None, words: str, code: str = "tracked-change") -> None:
        self.builder.notices.append(Notice(code, self.builder.at, column, words))

    def _write(self, texts: dict[int, Text]) -> int:
        """Write one row, and go to the next. A blank row is only counted."""
        row = self.builder.at
        for column, text in texts.items():
            self.builder.put(row, column, text.text, text.font, text.struck)
            if text.hidden:
                self.builder.hidden_rows.add(row)
            if text.looks:
                self.builder.looks[row, column] = text.looks
            if text.changes:
                self._change(column, "; ".join(text.changes))
        self.builder.at += 1
        return row


def _grid(table: Element) -> list[tuple[Element, list[Cell]]]:
    """The rows of a table with their cells; edges a hair apart are one, unless a cell stands between them."""
    widths = (number(column.get("w"), 0) for column in table.iterfind("tblGrid/gridCol"))
    edges = list(accumulate(widths, initial=0))
    columns = grid_of(edges)
    at = {place: columns[edge] for place, edge in enumerate(edges, 1) if columns[edge] != place}
    rows = [(row, [*cells_of(row, at)]) for row in children(table, "tr")]
    if at and not all(cell.span for _, cells in rows for cell in cells):
        return [(row, [*cells_of(row, {})]) for row, _ in rows]
    return rows


def cells_of(row: Element, at: Mapping[int, int]) -> Iterator[Cell]:
    """The cells of a row at their columns in the grid; ``at`` has those that lie elsewhere than the file counts."""
    left = 1 + _span(value(row, "trPr/gridBefore"), 0)
    for element in children(row, "tc"):
        right = left + max(1, _span(value(element, "tcPr/gridSpan"), 1))
        column = at.get(left, left)
        yield _unframed(Cell(element, column, at.get(right, right) - column, _continues(element)))
        left = right


def _unframed(cell: Cell) -> Cell:
    """The cell whose text stands in a frame, a table of one cell in it, as if it stood there without."""
    inner = [each for row in cell.element.iterfind("tbl/tr") for each in children(row, "tc")]
    own = (text for paragraph in children(cell.element, "p") for text in paragraph.iter("t"))
    if len(inner) != 1 or any((text.text or "").strip() for text in own):
        return cell
    return structs.replace(cell, element=inner[0])


def _pictured(cell: Element) -> tuple[int, int] | None:
    """The width and height, in EMU, of the first picture in a cell."""
    for drawn in (each for paragraph in children(cell, "p") for each in paragraph.iter() if each.tag in DRAWN):
        extent, blip = drawn.find("extent"), next(drawn.iter("blip"), None)
        if extent is not None and blip is not None:
            return number(extent.get("cx"), 0), number(extent.get("cy"), 0)
    return None


def _is_merge(merge: Merge) -> bool:
    return merge.first_row != merge.last_row or merge.first_column != merge.last_column


def _continues(cell: Element) -> bool:
    """Whether it belongs to the cell above; text of its own is not shown."""
    merge = cell.find("tcPr/vMerge")
    merge = cell.find("tcPr/vmerge") if merge is None else merge  # Word 2003
    return merge is not None and merge.get("val", "continue") == "continue"


def _span(text: str | None, default: int) -> int:
    return min(number(text, default), MAX_SPAN)


# ---- LibreOffice, where the machine has it, as a converter of documents that nothing else can open.


TIMEOUT = 16.0  # seconds for both attempts together; the guard over the whole reading gives 20
ATTEMPTS = 2  # a busy machine may stop the first before it has begun
MEMORY = 50 * MIB  # of the disk that holds temporary files, for a profile and a document
NAMES = ("soffice", "libreoffice")
USUAL_PLACES = (
    r"%ProgramFiles%\LibreOffice\program\soffice.exe",
    r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# A stranger's document runs no macro and fetches nothing from outside.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def find_office() -> str | None:
    """The path of LibreOffice's program, or None."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    usual = (os.path.expandvars(place) for place in USUAL_PLACES)
    return found or next((place for place in usual if Path(place).is_file()), None)


def document_as(data: bytes, suffix: str, to: str, kind: str) -> bytes:
    """The document converted. ``kind`` names it in Vietnamese. Raises Unreadable with what to ask for."""
    program = find_office()
    if program is None:
        raise unreadable("no-office", kind=kind)
    try:
        result = convert(program, data, suffix, to)
        if result is None and shutil.disk_usage(tempfile.gettempdir()).free < MEMORY:
            raise OSError(errno.ENOSPC, "no room for a profile")
    except OSError as error:  # the machine's fault, not the document's
        raise unreadable("no-room-to-convert", kind=kind, why=meaning(error)) from error
    if result is None:
        raise unreadable("not-converted", kind=kind)
    return result


def convert(program: str, data: bytes, suffix: str, to: str) -> bytes | None:
    """The document converted, with a new profile of its own; None if LibreOffice cannot, or not in time.

    ``suffix`` is that of the document (``.doc``), ``to`` that of the result (``docx``). Profile and folder
    are swept afterwards; what fails before the time is up is tried once more. Raises OSError where the machine has
    no room for them.
    """
    end = time.monotonic() + TIMEOUT
    for _ in range(ATTEMPTS):
        with private_folder() as folder:
            source, settings = folder / f"document{suffix}", folder / "profile/user/registrymodifications.xcu"
            source.write_bytes(data)
            settings.parent.mkdir(parents=True)
            settings.write_text(SETTINGS, encoding="utf-8")
            options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
            command = [program, *options, "--convert-to", to, "--outdir", str(folder / "out"), str(source)]
            in_time = _run(command, folder, end - time.monotonic())
            result = folder / "out" / f"document.{to}"
            if result.is_file():
                return result.read_bytes()
        if not in_time:
            break
    return None


def _run(command: list[str], temporary: Path, seconds: float) -> bool:
    """Run to the end (True), or until the time is up; then nothing that it started goes on."""
    with _memory_unlimited():
        process = subprocess.Popen(  # noqa: S603 - LibreOffice itself, found above; no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | {"TMPDIR": os.fspath(temporary)},
        )
    with process:
        try:
            process.wait(seconds)
        except BaseException as error:
            if sys.platform == "win32":
                taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
                subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603
            else:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            return False
    return True


@contextlib.contextmanager
def _memory_unlimited() -> Iterator[None]:
    """Lift the memory limit of a guarded worker for the program started meanwhile, which needs more."""
    if sys.platform == "win32":
        yield
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    limit, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
