"""The end of a run: an exit code and, after an error, one line on standard error."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from checker.cli.terminal import CLEAN, INTERRUPTED, TERMINATED, TROUBLE, print_error
from checker.disk.reasons import reason_of
from checker.search.deadline import OutOfTimeError
from checker.text.errors import FazhiError

_WRITE_ERRORS = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF, errno.EDQUOT)
"""The errors of writing to a stream; those about files have a file name, and are reported where they occur."""


def exit_with(run: Callable[[], int | None]) -> NoReturn:
    """Run a function and exit with the code that it returns; any error is one line and exit code 2."""
    try:
        signal.signal(signal.SIGTERM, _exit_on_sigterm)
        _open_streams()
        try:
            sys.exit(run() or CLEAN)
        finally:
            _save_caches()
    except FazhiError as error:
        print_error(str(error))
    except BrokenPipeError:
        # The reader has closed the pipe, as `head` does, which is no failure.
        _discard_output()
        sys.exit(CLEAN)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OutOfTimeError:
        print_error("全部检查超过规定的时间，其余文件没有查（--max-seconds）")
    except Exception as error:
        if isinstance(error, RuntimeError) and isinstance(error.__cause__, KeyboardInterrupt | SystemExit):
            # A signal that arrives while a class is made has this error around it, before Python 3.12.
            sys.exit(INTERRUPTED if isinstance(error.__cause__, KeyboardInterrupt) else error.__cause__.code)
        if isinstance(error, FileNotFoundError) and not _has_working_directory():
            print_error("当前目录已经不在；请换到别的目录再运行")
            sys.exit(TROUBLE)
        if isinstance(error, OSError) and error.errno in _WRITE_ERRORS and error.filename is None:
            _discard_output()
            print_error(f"标准输出：无法写入（{reason_of(error)}）")
            sys.exit(TROUBLE)
        if os.environ.get("FAZHI_TRACEBACK"):
            raise
        print_error(f"内部错误：{type(error).__name__}: {error}（设 FAZHI_TRACEBACK=1 可见详情）")
    sys.exit(TROUBLE)


def _save_caches() -> None:
    """Save what was worked out for later runs; from then on nothing is left that an interrupt could spare."""
    from checker.cache.store import COMPILED_CACHE, SETTINGS_CACHE

    for cache in (COMPILED_CACHE, SETTINGS_CACHE):
        cache.save()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _has_working_directory() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


def _discard_output() -> None:
    """Redirect standard output to the null device, so that flushing it at exit raises no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Open a stream that fails when used in place of each standard stream that the caller has closed.

    Otherwise the next opened file would get its file descriptor, and messages would be written to that file.
    """
    for number, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, mode), number)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, "r", closefd=False)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", closefd=False)


def _exit_on_sigterm(_number: int, _frame: FrameType | None) -> NoReturn:
    """Exit by an exception, so that temporary files are removed and worker processes end."""
    sys.exit(TERMINATED)
