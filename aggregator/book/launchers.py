"""The files that a clerk double-clicks: each runs the program that was found when the folder was made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aggregator.book.names import GUIDE, INBOX

_WINDOWS = """\
@echo off
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
pushd "%~dp0"
title {title}
if not exist "{program}" goto absent
echo {title}, xin chờ...
"{program}" -m aggregator {command} {inbox} --open
if errorlevel 2 echo Chưa làm được: xem dòng báo ở trên.
goto end
:absent
echo Không thấy chương trình ở "{program}".
echo Xem mục "Chuyển sang máy tính khác" trong {guide}.
:end
popd
echo.
echo Bấm một phím bất kỳ để đóng cửa sổ này.
pause >nul
"""
_ELSEWHERE = """\
#!/bin/sh
cd "$(dirname "$0")" || exit 2
program={program}
if [ -x "$program" ]; then
  echo "{title}, xin chờ..."
  PYTHONUTF8=1 "$program" -m aggregator {command} {inbox} --open
  [ $? -ge 2 ] && echo "Chưa làm được: xem dòng báo ở trên."
else
  echo "Không thấy chương trình ở $program."
  echo "Xem mục “Chuyển sang máy tính khác” trong {guide}."
fi
echo
printf "Bấm Enter để đóng cửa sổ này."
read -r _
"""


@dataclass(frozen=True, slots=True)
class Launcher:
    """A file to double-click: its name without the ending, the command that it runs, and what that does."""

    name: str
    command: str
    title: str


LAUNCHERS = (
    Launcher("1_Tong_hop", "aggregate", "Tổng hợp thư mục nhận về"),
    Launcher("2_Bao_cao", "briefing", "Lập báo cáo và dự thảo văn bản"),
    Launcher("3_Thu_nhac", "letters", "Làm thư nháp gửi các đơn vị"),
)


def launcher_files(program: str = sys.executable, system: str = sys.platform) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file: ``.bat`` everywhere, and ``.command`` where the system is not Windows.

    ``program`` is the Python that runs the program. A batch file has Windows line ends, and says its code page.
    """
    for one in LAUNCHERS:
        facts = {"title": one.title, "command": one.command, "inbox": INBOX, "guide": GUIDE}
        text = _WINDOWS.format(program=program.replace("%", "%%"), **facts)
        yield f"{one.name}.bat", text.replace("\n", "\r\n").encode()
        if system != "win32":
            quoted = "'" + program.replace("'", "'\\''") + "'"
            yield (
                f"{one.name}.command",
                _ELSEWHERE.format(program=quoted, **facts).encode("utf-8", "surrogateescape"),
            )


def lay_launchers(folder: Path) -> list[Path]:
    """Write the files into a folder, in place of those of another computer. Raises OSError."""
    paths = []
    for name, data in launcher_files():
        path = folder / name
        path.write_bytes(data)
        path.chmod(0o755)
        paths.append(path)
    return paths
