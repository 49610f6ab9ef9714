"""Why the system refused, in the tool's own words: what it says itself is English, whatever the language of the run."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或目录",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是目录",
    errno.ENOTDIR: "路径中有不是目录的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了配额",
    errno.EFBIG: "文件过大",
    errno.EROFS: "只能读取的磁盘",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕圈",
    errno.EEXIST: "已经存在",
    errno.EBUSY: "正在使用",
    errno.EIO: "读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOEXEC: "不能执行",
    errno.EBADF: "已经关闭",
    errno.ENXIO: "不是普通文件",
    errno.EINVAL: "名称不能用",
    errno.EXDEV: "在另一个磁盘上",
    errno.ETXTBSY: "正在使用",
}


class RefusedError(OSError):
    """A file that is refused, with the reason; an error of the system like others, so that it is told like them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def reason_of(error: OSError) -> str:
    """The reason in a few words; that of the system where there is no other."""
    if isinstance(error, RefusedError):
        return error.reason
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
