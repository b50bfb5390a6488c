"""One file opened, in a guarded worker: what it is, what it contains, and the document that it is.

The module that reads it is chosen by what its bytes say. Imports neither pandas nor openpyxl: a worker must start
fast. What a document says is for others to understand.
"""

from collections.abc import Callable, Sequence
from email import message_from_bytes
from importlib import import_module
from itertools import accumulate
from pathlib import Path, PurePath
from typing import Any

from msgspec import Struct, field, structs

from aggregator.nouns.document import Container, Document, Notice, Unreadable, texts_in
from aggregator.nouns.finding import reason
from aggregator.nouns.reading import MAIL_KINDS, Answer, ReturnReading, Understand, nothing_in
from aggregator.read.embedded_objects import check_sizes, embedded_members
from aggregator.read.inbox import read_whole, relative_name
from aggregator.read.kinds import HEAD, OLE, accompaniment, from_its_start, sniff
from aggregator.read.limits import ZEROS, Room, check_file_size, keep, unreadable
from aggregator.read.member_names import in_one_file, is_frames
from aggregator.read.package import Package, unlock
from aggregator.vietnamese.decode import decode_document
from aggregator.vietnamese.fold import grouped, key, regex

# kind: module, function. Each is loaded when the first container of its kind comes.
OPENERS = {
    "eml": ("mail", "open_mail"),
    "emlx": ("mail", "open_emlx"),
    "mbox": ("mail", "open_mbox"),
    "msg": ("outlook", "open_outlook"),
    "tnef": ("outlook", "open_tnef"),
    "p7m": ("mail", "open_signed"),
    "uu": ("mail_parts", "open_uuencoded"),
    "zip": ("embedded_objects", "open_archive"),
}


def open_container(data: bytes, name: str, kind: str) -> Container:
    """Open a mail or an archive; a container inside is a member. Raises Unreadable where nothing comes out."""
    check_file_size(data)
    container: Container = _done_by(*OPENERS[kind], data, name)
    return container


def _done_by(module: str, function: str, *arguments: object) -> Any:
    """What a function of the room makes of a file; one that it stumbles over is damaged."""
    try:
        return getattr(import_module(f"aggregator.read.{module}"), function)(*arguments)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise unreadable("damaged") from error


# kind: module, function. A reader is loaded when the first file of its kind comes.
READERS = {
    "xlsx": ("xlsx", "read_xlsx"),
    "xlsb": ("xlsb", "read_xlsb"),
    "xls": ("xls", "read_xls"),
    "ods": ("opendocument", "read_ods"),
    "flat ods": ("opendocument", "read_ods"),
    "html": ("html", "read_html"),
    "xml2003": ("xml2003", "read_xml2003"),
    "text": ("html", "read_delimited"),
    "docx": ("docx", "read_docx"),
    "mhtml": ("html", "read_mhtml"),
    "word2003": ("docx", "read_word_xml"),
    "doc": ("docx", "read_doc"),
    "wps": ("docx", "read_wps"),
    "odt": ("opendocument", "read_odt"),
    "flat odt": ("opendocument", "read_odt"),
    "rtf": ("rtf", "read_rtf"),
    "pdf": ("pdf", "read_pdf"),
}


# the name of a part of a split archive; the last one is a .zip that only ends as such
END_OF_ZIP = b"PK\x05\x06"
PART_NAME = regex(r"(?i)\.(?:(?:7z|[a-z]\w{1,3})\.\d{3}|[rz]\d\d|part\d+\.rar)$")
PLAIN_MARKUP, RAW_PICTURE = frozenset({"html", "mhtml", "rtf"}), b"\\bin"  # no zeros, but of such a picture
EXCEL = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx", ".xlt", ".csv"})


def read(data: bytes, name: str, kind: str | None = None) -> Document:
    """Read one file, of a kind as ``sniff`` says; ``name`` words reasons. Raises Unreadable in Vietnamese."""
    check_file_size(data)
    kind = kind or sniff(data)
    if kind == "unknown" and data.startswith(OLE) and PurePath(name).suffix.lower() == ".wps":
        kind = "wps"  # Works: only LibreOffice knows its bytes
    elif kind == "unknown" and name.lower().endswith(".zip") and END_OF_ZIP in data[-999:]:
        kind = "part"
    if kind == "encrypted":
        return read(unlock(data), name)
    if kind not in READERS:
        raise Unreadable(_with_note(reason(f"kind-{kind}"), _misnamed(kind, name)))
    try:
        document: Document = _done_by(*READERS[kind], data)
        lost = kind in PLAIN_MARKUP and ZEROS in data and RAW_PICTURE not in data
        return _with_notices(document, [("", Notice("cut-off"))] if lost else [])
    except Unreadable as error:
        raise Unreadable(_with_note(str(error), _misnamed(kind, name) if kind == "pdf" else "")) from error
    except MemoryError as error:
        raise unreadable("no-memory") from error


def read_inner(data: bytes) -> Document:
    """A document of any kind within another (an altChunk), a saved web page too. Raises Unreadable."""
    kind = message_from_bytes(data[:HEAD]).get_content_type()
    return read(data, "", "mhtml" if kind in ("multipart/related", "text/html") else None)


def _with_note(words: str, note: str) -> str:
    """A reason with a note on what the file is, before what is asked for: “…; đề nghị …”."""
    what, mark, asked = words.partition("; đề nghị")
    return f"{what}{note}{mark}{asked}"


def _misnamed(kind: str, name: str) -> str:
    """What to add where the name promises a workbook and the bytes are something else."""
    suffix = PurePath(name).suffix.lower()
    return f" (tên tệp ghi {suffix} nhưng không phải Excel)" if suffix in EXCEL and kind != "empty" else ""


class Job(Struct, frozen=True):
    """One file to open."""

    name: str
    path: Path | None
    sha256: str | None = None  # as listed, where the file may have changed since
    companions: tuple[Path, ...] = ()  # the sheets of a web page
    room: Room = field(default_factory=Room)  # for what it holds, like the folder
    folder: Path | None = None


def open_one(job: Job, understand: Understand) -> Answer:
    """Open one file and have it understood, or take out what it contains. Raises Unreadable with the reason."""
    try:
        return _open_whole(job, understand)
    except Unreadable as error:
        if PART_NAME.search(job.name):
            raise unreadable("kind-part") from error
        raise


def _open_whole(job: Job, understand: Understand) -> Answer:
    if job.path is None:
        raise unreadable("no-content")
    data = from_its_start(read_whole(job.path, job.sha256 if not job.companions else None))
    if job.companions and is_frames(data):
        data = in_one_file([(job.path.name, data), *((path.name, read_whole(path)) for path in job.companions)])
    if reason := accompaniment(data, job.name.replace("!", "/").rpartition("/")[2]):
        return Answer(ignore_reason=reason)
    kind = sniff(data)
    if kind == "zip":
        check_sizes(data, job.room)
    if kind in OPENERS:
        return _opened(job, open_container(data, job.name, kind), understand)
    return _read_with_embedded(job, data, kind, understand)


def _opened(job: Job, container: Container, understand: Understand) -> Answer:
    """A container, its members on disk; a mail where its text may be a list, denies, or is all that came."""
    read = None
    if container.kind in MAIL_KINDS:
        read = understand(decode_document(container.body)) if container.body else nothing_in(container.kind)
        told = read.lists or read.registrations or read.says_nothing
        rows = any(row.reason == "no-head" and row.text[:1].isdigit() for row in read.possible)
        if (container.members or container.refusals) and not (told or rows):
            read = None
    return _answer(job, container, read)


def _read_with_embedded(job: Job, data: bytes, kind: str, understand: Understand) -> Answer:
    """A document, and the documents that were inserted into it, as members of it."""
    inside = embedded_members(data, kind)
    try:
        answer = _answer(job, Container(kind, tuple(inside.members)), None)
    except Unreadable:  # no room, or no folder, for what is inside: the document itself is read all the same
        answer = Answer()
        inside.notices += [("", Notice("embedded-not-opened", detail=member.name)) for member in inside.members]
    try:
        document = decode_document(read(data, job.name, kind))
    except Unreadable as error:
        if not answer.members:
            raise
        return structs.replace(answer, unreadable=str(error))
    if not answer.members:
        answer = Answer()
    reading = understand(_with_notices(document, inside.notices))
    as_picture = document.pictured or inside.large or (inside.pictures and _is_bare(document))
    empty = not (reading.has_content or reading.possible or answer.members)
    return structs.replace(answer, reading=reading, unreadable=reason("picture") if as_picture and empty else None)


def _is_bare(document: Document) -> bool:
    """Whether nothing is written in a document, or over its pictures the title of a list."""
    texts = [text for sheet in document.sheets for text in texts_in(sheet)]
    return not texts or any(text.isupper() and key(text).startswith("danh sach") for text in texts)


def _with_notices(document: Document, notices: Sequence[tuple[str, Notice]]) -> Document:
    """The document with notices on the sheets that they name, or on its first sheet."""
    names = [sheet.name for sheet in document.sheets]
    more = grouped((name if name in names else names[0], notice) for name, notice in notices)
    sheets = (structs.replace(x, notices=(*x.notices, *more.get(x.name, ()))) for x in document.sheets)
    return structs.replace(document, sheets=tuple(sheets)) if notices else document


def _answer(job: Job, container: Container, said: ReturnReading | None) -> Answer:
    others = len(container.refusals) + len(container.trifles)
    kept = keep(container.members, others, job.room, job.folder)
    return Answer(said, None, structs.replace(container, members=(), body=None), kept)


# ---- A received file taken up again, to be sent back with notes in its cells.


def read_again(inbox: Path, file: str, annotate: Callable[[bytes], bytes | None]) -> bytes | Document:
    """What ``annotate`` makes of an .xlsx (``!`` stands before a member), else the document. Raises Unreadable."""
    whole = whole_file(inbox, file)
    if whole is None:
        raise unreadable("vanished")
    try:
        data = _member(whole[1].read_bytes(), whole[1].name, file[len(whole[0]) + 1 :])
    except OSError as error:
        raise unreadable("not-opened") from error
    name, kind = file.rpartition("!")[2], sniff(data)
    if kind == "xlsx":
        Package(data)  # refuses what unpacks beyond all limits
        annotated = annotate(data)
        if annotated is not None:
            return annotated
    return decode_document(read(data, name, kind))


def whole_file(inbox: Path, file: str) -> tuple[str, Path] | None:
    """What the file of the inbox is called that a submission is, or lies in, and its place; None: it is gone."""
    names = reversed(list(accumulate(file.split("!"), "{}!{}".format)))
    return next(((name, path) for name in names if (path := _path_of(inbox, name)).is_file()), None)


def _path_of(inbox: Path, name: str) -> Path:
    """Where a file lies that is called so in our papers: of an odd name, what text cannot hold is shown there."""
    path = inbox / name
    if path.is_file() or not ("[U+" in name or "\ufffd" in name):
        return path
    return next((other for other in sorted(inbox.rglob("*")) if relative_name(inbox, other) == name), path)


def _member(data: bytes, name: str, rest: str) -> bytes:
    if not rest:
        return from_its_start(data)
    kind = sniff(data)
    held = open_container(data, name, kind) if kind in OPENERS else embedded_members(data, kind)
    for member in sorted(held.members, key=lambda member: -len(member.name)):
        if rest == member.name:
            return member.data
        if rest.startswith(f"{member.name}!"):
            return _member(member.data, member.name, rest.removeprefix(f"{member.name}!"))
    raise unreadable("vanished")
