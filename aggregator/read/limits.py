"""How much a file may ask of the machine, looked at before any library sees its bytes."""

from __future__ import annotations

from aggregator.nouns.finding import Unreadable

MIB = 1024 * 1024
MAX_FILE = 100 * MIB
MAX_UNPACKED = 512 * MIB
MAX_PART = 300 * MIB
MAX_PARTS = 10_000
MAX_DENSE_CELLS = 20_000_000
ALWAYS_DENSE_CELLS = 1_000_000
LEAST_DENSITY = 0.02  # of a large box, the share of cells that must be filled to lay it out densely
MAX_CELLS = 3_000_000
MAX_MARKUP = 20 * MIB  # of HTML, which is read slowly
MAX_MEMBERS = 1_000  # of a mail or an archive, and of all that lies in it together
MAX_TOTAL = 300 * MIB  # the same in bytes
RUN_MEMBERS, RUN_TOTAL = 20_000, 4096 * MIB  # of all mails and archives of a run
MAX_SPIN = 1_000_000  # rounds of hashing a locked file may ask for

DAMAGED = "tệp bị hỏng hoặc bị cắt cụt, không mở được"
LOCKED = "có mật khẩu, không mở được"
BOMB = "quá lớn: bung ra vượt quá giới hạn an toàn, giống tệp gây hại; đề nghị gửi lại bản khác"
NO_MEMORY = "quá lớn: không đủ bộ nhớ để mở"
ENTITIES = "chứa khai báo DOCTYPE/ENTITY không an toàn, chương trình không mở"
TOO_MANY = f"chứa quá nhiều tệp (hơn {MAX_MEMBERS}); đề nghị chia nhỏ, chỉ gửi các tệp của đợt đăng ký"
OVER_BUDGET = (
    f"chưa mở: cùng các tệp khác trong thư hoặc tệp nén đã vượt quá {MAX_MEMBERS} tệp hoặc {MAX_TOTAL // MIB} MB; "
    "đề nghị lưu riêng tệp này vào thư mục nhận về"
)
RUN_OVER_BUDGET = "chưa mở: các thư, tệp nén của lần chạy này cộng lại quá lớn; đề nghị giải nén sẵn tệp này"
PICTURE = (
    "là bản quét hoặc ảnh dán trong tệp, không có ô chữ nào để đọc; đề nghị gửi tệp Excel hoặc Word có bảng gõ được"
)
NO_SHEETS = "không có trang tính nào đọc được"


def check_file_size(data: bytes) -> None:
    """Refuse a file of more than 100 MiB."""
    if len(data) > MAX_FILE:
        raise Unreadable(f"quá lớn: {len(data) // MIB} MB, chương trình chỉ đọc tệp đến {MAX_FILE // MIB} MB")


def check_part_size(size: int) -> None:
    """Refuse one part of a package that unpacks to more than 300 MiB."""
    if size > MAX_PART:
        raise Unreadable(BOMB)


def check_unpacked_size(size: int) -> None:
    """Refuse a package whose parts unpack to more than 512 MiB together."""
    if size > MAX_UNPACKED:
        raise Unreadable(BOMB)


def check_cells(count: int) -> None:
    """Refuse a sheet of more filled cells than any return can have."""
    if count > MAX_CELLS:
        raise Unreadable(f"quá lớn: hơn {MAX_CELLS // 1_000_000} triệu ô có dữ liệu")


def check_spread(width: int) -> None:
    """Refuse rows whose cells lie so far to the right that all the blanks before them fill the memory."""
    if width > MAX_DENSE_CELLS:
        raise Unreadable("quá lớn: dữ liệu nằm rải quá xa trong bảng; đề nghị xóa các ô thừa ở xa rồi gửi lại")


def fits_densely(rows: int, columns: int, filled: int) -> bool:
    """Whether a rectangle of which ``filled`` cells have content may be laid out whole.

    A cell in the far corner makes a rectangle of 17 billion cells out of two.
    """
    box = rows * columns
    return box <= ALWAYS_DENSE_CELLS or (box <= MAX_DENSE_CELLS and filled >= box * LEAST_DENSITY)
