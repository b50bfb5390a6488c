"""The two ways in which work can fail: the whole run, or one file; and what the system's own errors mean."""

from __future__ import annotations

import errno

_MEANINGS = {
    errno.ENOENT: "không thấy tệp hoặc thư mục",
    errno.EACCES: "không có quyền, hoặc tệp đang mở",
    errno.EPERM: "không có quyền, hoặc tệp đang mở",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "trên đường dẫn có một tệp ở chỗ của thư mục",
    errno.EISDIR: "đây là một thư mục, không phải tệp",
    errno.EEXIST: "đã có tệp hoặc thư mục trùng tên",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên hoặc đường dẫn quá dài",
    errno.EINVAL: "tên có ký tự không dùng được",
    errno.EIO: "ổ đĩa bị lỗi",
    errno.EBUSY: "tệp đang được dùng",
}


class CannotWork(Exception):
    """The run cannot be done (exit status 2). The text is one Vietnamese sentence: why, and what to do."""


class Unreadable(Exception):
    """One file cannot be read. The text is the Vietnamese reason shown to the clerk; the run goes on."""


def meaning(error: OSError) -> str:
    """What an error of the system means, in Vietnamese: the system speaks its own language."""
    return _MEANINGS.get(error.errno or 0, f"máy báo lỗi số {error.errno}")
