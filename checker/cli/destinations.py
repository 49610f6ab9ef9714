"""The destinations of outputs: at most one is standard output, and any number are files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from checker.cli.terminal import FORMATS, display, language, print_error, write_output
from checker.text.errors import UsageError

if TYPE_CHECKING:
    from checker.lint.report import Report
    from checker.outputs import Writer

STANDARD_OUTPUT = "-"
DEFAULT = "full"


class Output(Struct, frozen=True):
    """An output format and its file; an empty path stands for standard output."""

    format: str
    file: str = ""


def parse_outputs(options: dict[str, Any]) -> tuple[Output, ...]:
    """Parse the output options.

    Raises :class:`~checker.text.errors.UsageError` for unknown formats and conflicting destinations.
    """
    outputs = [_output(value) for value in options["output_format"] or (DEFAULT,)]
    if file := options["output_file"]:
        outputs = _with_file(outputs, "" if file == STANDARD_OUTPUT else file)
    printed = [output.format for output in outputs if not output.file]
    if len(printed) > 1:
        raise UsageError(f"只能有一种格式写到标准输出（{'、'.join(printed)}），其余请写成“格式:文件”")
    counts = Counter(os.path.realpath(output.file) for output in outputs if output.file)
    for output in outputs:
        if output.file and counts[os.path.realpath(output.file)] > 1:
            raise UsageError(f"不能把几种格式写到同一个文件“{output.file}”")
    return tuple(outputs)


def _output(value: str) -> Output:
    name, colon, file = value.partition(":")
    if name not in FORMATS:
        from checker.resources.toml import suggestion

        raise UsageError(f"没有输出格式“{name}”{suggestion(name, FORMATS)}（可用：{' '.join(FORMATS)}）")
    if colon and not file:
        raise UsageError(f"“{value}”缺少文件名")
    return Output(name, "" if file == STANDARD_OUTPUT else file)


def _with_file(outputs: Iterable[Output], file: str) -> list[Output]:
    """Assign the file of ``--output-file`` to the formats without a file."""
    listed = list(outputs)
    if all(output.file for output in listed):
        raise UsageError("各种格式都已写明文件，不再需要 --output-file")
    return [output if output.file else replace(output, file=file) for output in listed]


def write_outputs(
    outputs: Sequence[Output],
    reports: Sequence[Report],
    options: dict[str, Any],
    writer: Callable[[str], Writer] | None = None,
) -> bool:
    """Write all outputs, files first; return True when one could not be written, after reporting the error.

    ``writer`` returns the writer of a format; the default is the table of output formats.
    """
    from checker.outputs import WRITERS
    from checker.outputs.localization import localize

    localized = localize(reports, language())
    writer_of = writer or WRITERS.__getitem__
    read = {os.path.realpath(report.document.path) for report in reports}
    failed = False
    for output in sorted(outputs, key=lambda output: not output.file):
        text = writer_of(output.format)(localized, display(options, output.format, in_file=bool(output.file)))
        if output.file:
            failed = not write_file(output.file, (text,), read) or failed
        else:
            write_output(text)
    return failed


def write_file(file: str, texts: Iterable[str], read: set[str]) -> bool:
    """Write an output, in one or several texts, to a file; return False, after reporting the error, when that fails.

    A file whose real path is in ``read`` is a checked report, and is not overwritten.
    """
    from checker.project.files import shown, write_bytes
    from checker.text.errors import FazhiError

    if os.path.realpath(file) in read:
        print_error(f"{shown(file)}：是被检查的文件，没有写入")
        return False
    try:
        # Only paths with undecodable bytes cannot be encoded.
        write_bytes(file, (text.encode("utf-8", "backslashreplace") for text in texts))
    except FazhiError as error:
        print_error(str(error))
        return False
    return True
