"""LibreOffice, where the machine has it, as a converter of documents that nothing else can open."""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aggregator.nouns.document import Unreadable
from aggregator.nouns.file import private_folder
from aggregator.nouns.finding import meaning
from aggregator.read.limits import MIB

TIMEOUT = 16.0  # seconds for both attempts together; the guard over the whole reading gives 20
ATTEMPTS = 2  # a busy machine may stop the first before it has begun
NO_OFFICE = "{kind}, máy này chưa có LibreOffice để mở; đề nghị lưu lại dạng .docx hoặc .xlsx rồi gửi lại"
NOT_CONVERTED = (
    "{kind}, LibreOffice không mở được (bị hỏng, có mật khẩu hoặc quá lâu); "
    "đề nghị lưu lại dạng .docx hoặc .xlsx rồi gửi lại"
)
NO_ROOM = "{kind}, chưa mở được: thư mục tạm của máy: {why}; dọn bớt ổ đĩa rồi chạy lại"
NEEDED = 50 * MIB  # of the disk that holds temporary files, for a profile and a document
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


def convert(data: bytes, suffix: str, to: str, kind: str) -> bytes:
    """The document converted. ``kind`` names it in Vietnamese. Raises Unreadable with what to ask for."""
    program = find_office()
    if program is None:
        raise Unreadable(NO_OFFICE.format(kind=kind))
    try:
        result = converted(program, data, suffix, to)
        if result is None and shutil.disk_usage(tempfile.gettempdir()).free < NEEDED:
            raise OSError(errno.ENOSPC, "no room for a profile")
    except OSError as error:  # the machine's fault, not the document's
        raise Unreadable(NO_ROOM.format(kind=kind, why=meaning(error))) from error
    if result is None:
        raise Unreadable(NOT_CONVERTED.format(kind=kind))
    return result


def converted(program: str, data: bytes, suffix: str, to: str) -> bytes | None:
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
            _kill_all(process)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            return False
    return True


def _kill_all(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


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
