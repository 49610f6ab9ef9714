"""Legacy Word and WPS files (.doc, .wps), which LibreOffice converts to .docx if it is installed.

Only office programs read these binary formats. LibreOffice runs in a temporary folder with a temporary profile and a
time limit. Files with these suffixes that are web pages, web archives (MHT), RTF or Word 2003 XML, as office systems
export them, are read as what they are.
"""

from __future__ import annotations

import codecs
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath

from msgspec.structs import replace

from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

SECONDS = 120
"""Time limit of a conversion. A report takes a few seconds, the first start of LibreOffice some more."""
_COMMANDS = ("soffice", "libreoffice")
_INSTALL_PATHS = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
)
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ORDER_OFFSET, _LITTLE_ENDIAN = 28, b"\xfe\xff"
"""Where a compound file says its order of bytes, and what it says. LibreOffice takes others for text."""
_RTF_SIGNATURE = b"{\\rtf"
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_HEAD = 8192
"""Bytes in which a file says what it is."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_WORD_XML = re.compile(rb"<[\w-]{1,20}:(?:wordDocument|package)[\s>]")
_ARCHIVE = re.compile(rb"(?:[\w-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)


class ConversionError(FazhiError):
    """LibreOffice is missing or cannot convert a file; ``str()`` is the reason without the file name."""


def read(
    path: str,
    data: bytes,
    read_docx: Callable[[str, bytes], Document],
    read_html: Callable[[str, bytes], Document],
) -> Document:
    """Convert a .doc or .wps to .docx and read that with ``read_docx``; a page in such a file with ``read_html``.

    The document is read-only, because the converted file is not the file that was read; it is the ``package``.

    Raises :class:`~checker.text.errors.InputError` for a file of another type, one that cannot be converted, and
    without LibreOffice.
    """
    suffix = PurePath(path).suffix.lower() or ".doc"
    if not data:
        raise InputError(path, "文件是空的")
    page = _page(path, data)
    document = read_docx(path, _converted(path, data, suffix)) if page is None else read_html(path, page)
    pieces = tuple(replace(piece, verbatim=False) for piece in document.pieces)
    return replace(document, format=suffix.removeprefix("."), pieces=pieces)


def _converted(path: str, data: bytes, suffix: str) -> bytes:
    is_binary = data.startswith(_OLE_SIGNATURE) and data[_ORDER_OFFSET : _ORDER_OFFSET + 2] == _LITTLE_ENDIAN
    is_xml = data[:_HEAD].lstrip(_BLANKS).startswith(b"<") and _WORD_XML.search(data[:_HEAD])
    if not is_binary and not is_xml and not data.startswith(_RTF_SIGNATURE):
        like = "像是 .docx" if data.startswith(b"PK") else "内容与扩展名不符"
        raise InputError(path, f"不是 {suffix} 文件({like})")
    try:
        return convert(data, ".xml" if is_xml else suffix, "docx")
    except ConversionError as error:
        what = "是 Word 2003 的 XML,由 LibreOffice 转换;" if is_xml else ""
        raise InputError(path, f"{what}{error}") from None


def _page(path: str, data: bytes) -> bytes | None:
    """Return the page of a file that is one, or a web archive; None for other files."""
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("ascii", "ignore")
    head = head.lstrip(_BLANKS)
    if head.startswith(b"<") and _HTML.search(head) and not _WORD_XML.search(head):
        return data
    return _archived_page(path, data) if _ARCHIVE.match(head) else None


def _archived_page(path: str, data: bytes) -> bytes:
    """Return the first page in a web archive, with a declaration of its encoding."""
    from email import message_from_bytes  # noqa: PLC0415 - needed by few files

    try:
        parts = message_from_bytes(data.lstrip(_BLANKS)).walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page else None
    except (RecursionError, ValueError, LookupError):
        content = None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise InputError(path, "是网页归档(MHT),其中没有网页;请另存为 .docx")
    charset = re.sub(r"[^\w-]", "", page.get_content_charset("") or "")
    return f'<meta charset="{charset}">'.encode() + content if charset else content


def find_libreoffice() -> str:
    """Return the path of LibreOffice's command; empty when it is not installed."""
    found = (shutil.which(name) for name in (*_COMMANDS, *_INSTALL_PATHS))
    return next((command for command in found if command), "")


def convert(data: bytes, suffix: str, to: str, seconds: float = SECONDS) -> bytes:
    """Convert a file with LibreOffice from type ``suffix`` (``.doc``) to type ``to`` (``docx``).

    Raises :class:`ConversionError` when it is not installed, fails, or takes longer than ``seconds``.
    """
    command = find_libreoffice()
    if not command:
        raise ConversionError(f"{suffix} 须由 LibreOffice 转换,未找到 LibreOffice;请另存为 .docx")
    # WPS writes .wps in the format of .doc, but LibreOffice takes the suffix .wps for Microsoft Works.
    name = f"report{'.doc' if suffix == '.wps' else suffix}"
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / name).write_bytes(data)
        arguments = [
            command,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", to, "--outdir", os.fspath(place / "out"), os.fspath(place / name),
        ]  # fmt: skip
        _run(arguments, suffix, seconds)
        result = place / "out" / f"report.{to.partition(':')[0]}"
        if not result.is_file():
            raise ConversionError(f"LibreOffice 不能转换这个 {suffix} 文件(可能已损坏或加密)")
        return result.read_bytes()


def _run(arguments: list[str], suffix: str, seconds: float) -> None:
    """Run a command; kill it, and the processes that it started, when the time limit is reached."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is LibreOffice, the arguments are ours
            arguments, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        raise ConversionError(f"LibreOffice 无法启动({error.strerror})") from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise ConversionError(f"LibreOffice 转换 {suffix} 超过 {seconds:g} 秒,已停止;请另存为 .docx") from None
    finally:
        if process.poll() is None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
