"""OFD (GB/T 33190), the fixed-layout format of Chinese offices: a zip of pages with positioned characters.

This module reads it without a library because drawings may be nested without limit, and no library bounds that. It
reads the text objects of the pages and of their templates.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from posixpath import dirname, join, normpath

from lxml import etree
from msgspec import Struct, field

from checker.formats.encoding import decode
from checker.formats.paged import layout
from checker.formats.paged.lines import MAX_CHARACTERS, MIN_SIZE, Glyph, Line, page_lines
from checker.formats.paged.ofd_text import Box, Placed, has_picture, placed_characters, turned_box
from checker.formats.paged.ofd_xml import Element, child, children, numbers, text_of
from checker.text.document import Document, ReadingNote
from checker.text.errors import InputError

MAX_ENTRIES = 20_000
MAX_PAGES = 10_000
MAX_PART_BYTES = 16 * 2**20
"""Maximum unpacked bytes of one file in the package; a full page takes a hundredth of it."""
MAX_TOTAL_BYTES = 128 * 2**20
"""Maximum bytes to unpack in total; a file counts each time that it is read."""
MAX_USES = 20
"""Maximum pages that are drawn by one file."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"^[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_FORBIDDEN = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read(path: str, data: bytes) -> Document:
    """Read an OFD.

    Raises :class:`~checker.text.errors.InputError` for a file that is not an OFD, and for one that is damaged,
    encrypted, too large or without text.
    """
    if not data:
        raise InputError(path, "文件是空的")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lines, notes = _read_pages(_Package(path, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        reason = "OFD 文件已损坏或不完整" if data.startswith(b"PK") else "不是 OFD 文件(内容与扩展名不符)"
        raise InputError(path, reason) from None
    if not lines:
        raise InputError(path, "OFD 中没有文字(可能是扫描件),需先做 OCR")
    return layout.document(path, "ofd", lines, notes)


class _Package(Struct):
    """The files in the zip by lower-case name, with counters of unpacked bytes and characters."""

    path: str
    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    unpacked: int = 0
    characters: int = 0

    def __post_init__(self) -> None:
        entries = self.archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise InputError(self.path, f"OFD 中的文件超过 {MAX_ENTRIES} 个,不予打开")
        self.names = {normpath(entry.filename.replace("\\", "/")).lstrip("/").lower(): entry for entry in entries}

    def find(self, base: str, location: str | None) -> str:
        """Return the name of the file that ``location`` in the file ``base`` refers to; empty when there is none.

        Relative locations start at the folder of ``base``; because some programs write them relative to the root,
        that is tried too.
        """
        target = (location or "").strip().replace("\\", "/").lower()
        relative = "" if target.startswith("/") else normpath(join(dirname(base), target))
        return next((name for name in (relative, normpath(target.lstrip("/"))) if target and name in self.names), "")

    def tree(self, name: str) -> Element:
        """Parse a file as XML.

        Raises :class:`~checker.text.errors.InputError` for a file that is encrypted, too large, damaged or not XML.
        """
        entry = self.names[name]
        if entry.flag_bits & 1:
            raise InputError(self.path, "OFD 已加密,无法读取")
        with self.archive.open(entry) as stream:
            data = stream.read(MAX_PART_BYTES + 1)
        self.unpacked += len(data)
        if len(data) > MAX_PART_BYTES or self.unpacked > MAX_TOTAL_BYTES:
            raise InputError(self.path, "OFD 解压后过大,不予打开")
        return self._parse(name, data)

    def count_drawn(self, characters: int) -> None:
        """Count characters that are drawn once more, from a template."""
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            raise InputError(self.path, f"OFD 超过 {MAX_CHARACTERS} 字,不是报告")

    def count_text(self, text: str) -> str:
        """Count the characters of a text, and return it."""
        self.count_drawn(len(text))
        return text

    def _parse(self, name: str, data: bytes) -> Element:
        declared = _ENCODING.match(data)
        try:
            text = decode(self.path, data, declared.group(1).decode("ascii") if declared else "")
        except InputError:
            raise InputError(self.path, f"OFD 中的 {name} 已损坏或加密") from None
        if _FORBIDDEN.search(text):
            raise InputError(self.path, f"OFD 中的 {name} 含有实体或 DTD,不予打开")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        found: Element | None = None
        with suppress(etree.XMLSyntaxError, ValueError):
            found = etree.fromstring(_DECLARATION.sub("", text, count=1), parser)
        if found is None:  # the parser could not recover anything
            raise InputError(self.path, f"OFD 中的 {name} 不是 XML")
        return found


class _Page(Struct, frozen=True):
    """The characters of a page as it is read, and its width.

    ``recognised`` is True for transparent text behind the picture of a page, ``picture`` for a page without text that
    has a picture.
    """

    glyphs: list[Glyph]
    width: float
    recognised: bool
    picture: bool


def _read_pages(package: _Package) -> tuple[list[Line], tuple[ReadingNote, ...]]:
    root = package.find("", "OFD.xml")
    if not root:
        raise InputError(package.path, "不是 OFD 文件(压缩包中没有 OFD.xml)")
    bodies = list(children(package.tree(root), "DocBody"))
    if not bodies:
        raise InputError(package.path, "OFD 不完整(OFD.xml 中没有文档)")
    lines: list[Line] = []
    recognised: list[int] = []
    pictures: list[int] = []
    number = 0
    for body in bodies:
        name = package.find(root, text_of(body, "DocRoot"))
        if not name:
            raise InputError(package.path, "OFD 不完整(缺少 Document.xml)")
        for page in _pages(package, name):
            number += 1
            if number > MAX_PAGES:
                raise InputError(package.path, f"OFD 超过 {MAX_PAGES} 页,不是报告")
            lines.extend(page_lines(number, page.glyphs, len(lines), page.width))
            recognised.extend([number] * page.recognised)
            pictures.extend([number] * page.picture)
    return lines, layout.notes_of(recognised, pictures)


def _pages(package: _Package, name: str) -> Iterator[_Page]:
    """Yield the pages of a document."""
    document = package.tree(name)
    common = child(document, "CommonData")
    default = numbers(text_of(child(common, "PageArea"), "PhysicalBox"), 4) or _A4
    templates = {
        template.get("ID", ""): placed_characters(package.tree(found), package.count_text)
        for template in children(common, "TemplatePage")
        if (found := package.find(name, template.get("BaseLoc")))
    }
    named: Counter[str] = Counter()
    for page in children(child(document, "Pages"), "Page"):
        found = package.find(name, page.get("BaseLoc"))
        if not found:
            raise InputError(package.path, f"OFD 不完整(缺少页面 {page.get('BaseLoc', '')})")
        named[found] += 1
        if named[found] > MAX_USES:
            raise InputError(package.path, f"OFD 中有 {MAX_USES} 页以上用同一个文件({found}),不是报告")
        content = package.tree(found)
        left, top, width, height = numbers(text_of(child(content, "Area"), "PhysicalBox"), 4) or default
        placed = [
            item
            for template in children(content, "Template")
            for item in templates.get(template.get("TemplateID", ""), ())
        ]
        package.count_drawn(len(placed))
        placed += placed_characters(content, package.count_text)
        yield _composed(placed, (left, top, left + width, top + height), picture=has_picture(content))


def _composed(placed: list[Placed], box: Box, *, picture: bool) -> _Page:
    """Return the characters of a page in the direction of most of them, inside the page.

    Transparent text is ignored, unless it is most of what the page says.
    """
    counts = Counter({0: 0})
    counts.update(item.turn for item in placed)
    turn = counts.most_common(1)[0][0]
    left, top, right, bottom = turned_box(box, turn)
    inside = [
        item
        for item in placed
        if item.turn == turn
        and MIN_SIZE <= item.glyph.size <= bottom - top
        and left <= (item.glyph.x0 + item.glyph.x1) / 2 <= right
        and top <= item.glyph.y <= bottom
    ]
    recognised = 2 * sum(item.invisible for item in inside) > len(inside)
    glyphs = [item.glyph for item in inside if recognised or not item.invisible]
    return _Page(glyphs, right if turn == 0 else right - left, recognised, picture and not glyphs)
