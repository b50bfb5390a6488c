"""The provincial workbook: read the districts' results, gather, write, and say what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from aggregator.campaign.model import Campaign
from aggregator.deliver import write_or_beside
from aggregator.errors import CannotWork
from aggregator.results.read import read_result
from aggregator.rollup.province import Province, province_of
from aggregator.write.provincial.quotas import SHEET as QUOTA_SHEET
from aggregator.write.provincial.workbook import provincial_workbook


def deliver_rollup(results: Sequence[Path], target: Path | None, campaign: Campaign) -> Iterator[str]:
    """Write the workbook; the lines for the terminal. Raises CannotWork where it cannot be done."""
    province = province_of([read_result(path) for path in results], campaign)
    path = target or Path(f"tong_hop_tinh_{province.campaign.year}.xlsx")
    _check(path, results)
    written = write_or_beside(path, provincial_workbook(province), province.as_of)
    yield _told(province)
    yield from _over_the_cap(province)
    if len(province.limits) > 1:
        yield f"- Quy định số lượng của các huyện không giống nhau: xem trang “{QUOTA_SHEET}”."
    yield f"Bảng tổng hợp tỉnh: {written}"


def _check(path: Path, results: Sequence[Path]) -> None:
    if path.is_dir() or not path.parent.is_dir():
        raise CannotWork(f"Không ghi được vào “{path}”; hãy ghi rõ tên tệp ở một thư mục đã có.")
    if path.resolve() in {result.resolve() for result in results}:
        raise CannotWork(f"“{path}” là một tệp kết quả đang đọc, không ghi đè; hãy chọn tên khác bằng tùy chọn -o.")


def _told(province: Province) -> str:
    entries = sum(district.entries.total() for district in province.districts)
    candidates = sum(district.registered for district in province.districts)
    names = ", ".join(district.name for district in province.districts)
    return (
        f"Đã cộng {len(province.districts)} huyện ({names}): {entries} mô hình, "
        f"trong đó {candidates} nội dung đăng ký cấp tỉnh."
    )


def _over_the_cap(province: Province) -> Iterator[str]:
    """R6: at most so many from each district."""
    cap = province.campaign.province_cap
    for district in province.districts:
        if district.chosen > cap:
            told = f"đã chọn {district.chosen} nội dung cấp tỉnh, nhiều hơn {cap:02d}"
            yield f"- {district.name} {told}: cần xét lại."
