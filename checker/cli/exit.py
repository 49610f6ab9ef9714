"""How a run ends, however it goes: an exit code, and one line where something went wrong."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from checker.cli.terminal import CLEAN, INTERRUPTED, TROUBLE, print_error
from checker.text.errors import FazhiError

_UNWRITTEN = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF, errno.EDQUOT)
"""What writing to a stream fails with; files have a name, and their writers tell it themselves."""
_TERMINATED = 128 + signal.SIGTERM


def exit_with(run: Callable[[], int | None]) -> NoReturn:
    """Run, and exit with the code that it returns; whatever goes wrong is one line and exit code 2, never 1."""
    try:
        signal.signal(signal.SIGTERM, _terminated)
        _open_streams()
        sys.exit(run() or CLEAN)
    except FazhiError as error:
        print_error(str(error))
    except BrokenPipeError:
        # The reader went away (`| head`): not our failure.
        _silence()
        sys.exit(CLEAN)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _UNWRITTEN and error.filename is None:
            _silence()
            print_error(f"标准输出:无法写入({error.strerror})")
            sys.exit(TROUBLE)
        if os.environ.get("FAZHI_TRACEBACK"):
            raise
        print_error(f"内部错误:{type(error).__name__}: {error}(设 FAZHI_TRACEBACK=1 可见详情)")
    sys.exit(TROUBLE)


def _silence() -> None:
    """Let what still waits to be written go nowhere, so that Python does not complain about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Where a standard stream was closed by the caller, put one that fails when it is used.

    Otherwise the next file opened would take its number, and what is said would be written into a report.
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


def _terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    """Asked to end: by way of an exception, so that files half written are taken away and other processes ended."""
    sys.exit(_TERMINATED)
