"""The folder of a new campaign: tracking book, blank forms, an empty inbox and a short guide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from aggregator.book.create import new_book
from aggregator.campaign.model import Campaign
from aggregator.errors import CannotWork

BOOK, BLANKS, INBOX, GUIDE = "so_theo_doi.xlsx", "bieu_mau", "tiep_nhan", "DOC_TOI.txt"
WriteBlanks = Callable[[Campaign, Path], Sequence[Path]]
_GUIDE = """\
TỔNG HỢP ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}

Trong thư mục này có:

  {book:<18} Sổ theo dõi: tệp duy nhất cần ghi bằng tay.
  {blanks:<18} Biểu mẫu trống để gửi các đơn vị.
  {inbox:<18} Nơi chép mọi tệp nhận về; chương trình chỉ đọc, không sửa.

Cách làm:

  1. Mở {book}, xem trang “Quy định” (năm, hạn gửi, số lượng) và trang “Đơn vị”
     (danh sách, thư điện tử, đơn vị nào phải gửi). Chưa đúng thì sửa rồi lưu.
  2. Gửi biểu mẫu trong {blanks} cho các đơn vị.
  3. Tệp nhận về đến đâu, chép nguyên vào {inbox} đến đó (Excel, Word, thư
     điện tử, tệp nén đều được), không cần đổi tên; bản mới chép thêm, đừng
     chép đè bản cũ. Nhận bản giấy thì ghi một dòng ở trang “Tiếp nhận” của
     sổ: đơn vị, thời điểm nhận, “Nội dung nhận”.
  4. Đóng {book}, rồi chạy lệnh sau ngay trong thư mục này:

         aggregator aggregate {inbox}

     Bảng tổng hợp tong_hop_{year}.xlsx được ghi cạnh thư mục {inbox}. Chạy bao
     nhiêu lần cũng được: điều đã ghi trong sổ không bị mất, không bị sửa.
  5. Muốn sửa lĩnh vực, cấp, đơn vị của một mô hình: ghi ở trang “Đính chính”.
     Được miễn một quy định: trang “Trường hợp đặc thù”. Chọn mô hình giới thiệu
     lên tỉnh: trang “Xét, giới thiệu”. Không sửa trên bảng tổng hợp, vì bảng
     được lập lại ở mỗi lần chạy.

Hạn các đơn vị gửi về: {deadline}.
"""


def new_campaign_folder(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """Make the folder and what it holds; the paths of the book, the blank forms, the inbox and the guide.

    Raises CannotWork where one of them is there already (nothing is ever overwritten), or the folder
    cannot be written to.
    """
    there = [name for name in (BOOK, BLANKS, INBOX, GUIDE) if (folder / name).exists()]
    if there:
        raise CannotWork(
            f"Thư mục “{folder}” đã có {', '.join(f'“{name}”' for name in there)}; chương trình không ghi đè, "
            "hãy chọn thư mục khác."
        )
    try:
        return _make(folder, campaign, write_blanks)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotWork(
            f"Không lập được thư mục “{folder}”: {why}; kiểm tra tên thư mục, quyền ghi và chỗ trống."
        ) from error


def _make(folder: Path, campaign: Campaign, write_blanks: WriteBlanks) -> list[Path]:
    """The book comes last: where it stands, the folder is whole."""
    inbox, guide, book = folder / INBOX, folder / GUIDE, folder / BOOK
    inbox.mkdir(parents=True)
    blanks = write_blanks(campaign, folder / BLANKS)
    guide.write_bytes(guide_text(campaign).replace("\n", "\r\n").encode("utf-8-sig"))
    with book.open("xb") as stream:
        stream.write(new_book(campaign))
    return [book, *blanks, inbox, guide]


def guide_text(campaign: Campaign) -> str:
    """The words of ``DOC_TOI.txt``; Notepad of old wants its line ends and its mark."""
    at = campaign.deadline
    whole = (at.hour, at.minute) == (23, 59)
    deadline = f"hết ngày {at:%d/%m/%Y}" if whole else f"{at:%H:%M} ngày {at:%d/%m/%Y}"
    facts = {"book": BOOK, "blanks": BLANKS, "inbox": INBOX, "year": campaign.year, "deadline": deadline}
    return _GUIDE.format_map(facts)
