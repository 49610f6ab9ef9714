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
from math import hypot, isfinite
from posixpath import dirname, join, normpath
from unicodedata import category, east_asian_width

from lxml import etree
from msgspec import Struct, field

from checker.formats.encoding import decode
from checker.formats.paged import layout
from checker.formats.paged.lines import MAX_CHARACTERS, MIN_SIZE, Glyph, Line, page_lines
from checker.text.document import Document
from checker.text.errors import InputError

MAX_ENTRIES = 20_000
MAX_PAGES = 10_000
MAX_PART_BYTES = 16 * 2**20
"""Maximum unpacked bytes of one file in the package; a full page takes a hundredth of it."""
MAX_TOTAL_BYTES = 128 * 2**20
"""Maximum bytes to unpack in total; a file counts each time that it is read."""
MAX_USES = 20
"""Maximum pages that are drawn by one file."""
MAX_NESTING = 16
"""Maximum depth of nested page blocks."""
_MAX_SINE = 0.1
"""Maximum sine of the angle of horizontal text; text at a larger angle is a watermark."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"^[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_FORBIDDEN = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f) of x' = a·x + c·y + e, y' = b·x + d·y + f."""
Element = etree._Element  # noqa: SLF001 - lxml names its element type no other way


def read(path: str, data: bytes) -> Document:
    """Read an OFD.

    Raises :class:`~checker.text.errors.InputError` for a file that is not an OFD, and for one that is damaged,
    encrypted, too large or without text.
    """
    if not data:
        raise InputError(path, "文件是空的")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lines = _lines(_Package(path, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        reason = "OFD 文件已损坏或不完整" if data.startswith(b"PK") else "不是 OFD 文件(内容与扩展名不符)"
        raise InputError(path, reason) from None
    if not lines:
        raise InputError(path, "OFD 中没有文字(可能是扫描件),需先做 OCR")
    return layout.document(path, "ofd", lines)


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


def _lines(package: _Package) -> list[Line]:
    root = package.find("", "OFD.xml")
    if not root:
        raise InputError(package.path, "不是 OFD 文件(压缩包中没有 OFD.xml)")
    bodies = list(_children(package.tree(root), "DocBody"))
    if not bodies:
        raise InputError(package.path, "OFD 不完整(OFD.xml 中没有文档)")
    lines: list[Line] = []
    pages = 0
    for body in bodies:
        name = package.find(root, _text(body, "DocRoot"))
        if not name:
            raise InputError(package.path, "OFD 不完整(缺少 Document.xml)")
        for glyphs, page_width in _pages(package, name):
            pages += 1
            if pages > MAX_PAGES:
                raise InputError(package.path, f"OFD 超过 {MAX_PAGES} 页,不是报告")
            lines.extend(page_lines(pages, glyphs, len(lines), page_width))
    return lines


def _pages(package: _Package, name: str) -> Iterator[tuple[list[Glyph], float]]:
    """Yield the visible characters and the width of each page of a document."""
    document = package.tree(name)
    common = _child(document, "CommonData")
    default = _numbers(_text(_child(common, "PageArea"), "PhysicalBox"), 4) or _A4
    templates = {
        template.get("ID", ""): _characters(package, package.tree(found))
        for template in _children(common, "TemplatePage")
        if (found := package.find(name, template.get("BaseLoc")))
    }
    named: Counter[str] = Counter()
    for page in _children(_child(document, "Pages"), "Page"):
        found = package.find(name, page.get("BaseLoc"))
        if not found:
            raise InputError(package.path, f"OFD 不完整(缺少页面 {page.get('BaseLoc', '')})")
        named[found] += 1
        if named[found] > MAX_USES:
            raise InputError(package.path, f"OFD 中有 {MAX_USES} 页以上用同一个文件({found}),不是报告")
        content = package.tree(found)
        left, top, width, height = _numbers(_text(_child(content, "Area"), "PhysicalBox"), 4) or default
        glyphs = [
            glyph
            for template in _children(content, "Template")
            for glyph in templates.get(template.get("TemplateID", ""), ())
        ]
        package.count_drawn(len(glyphs))
        glyphs += _characters(package, content)
        visible = [
            glyph
            for glyph in glyphs
            if MIN_SIZE <= glyph.size <= height
            and left <= (glyph.x0 + glyph.x1) / 2 <= left + width
            and top <= glyph.y <= top + height
        ]
        yield visible, left + width


def _characters(package: _Package, page: Element) -> list[Glyph]:
    layers = _children(_child(page, "Content"), "Layer")
    return [glyph for layer in layers for found in _text_objects(layer, 0) for glyph in _glyphs(package, found)]


def _text_objects(parent: Element, depth: int) -> Iterator[Element]:
    for element in parent:
        name = _name(element)
        if (element.get("Visible") or "").lower() == "false":  # a stray entity returns None for any attribute
            continue
        if name == "TextObject":
            yield element
        elif name == "PageBlock" and depth < MAX_NESTING:
            yield from _text_objects(element, depth + 1)


def _glyphs(package: _Package, element: Element) -> Iterator[Glyph]:
    """Yield the characters of a text object; each is ``DeltaX`` to the right of the one before it."""
    corner = _numbers(element.get("Boundary"), 2) or (0.0, 0.0)
    a, b, c, d, e, f = _numbers(element.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if abs(b) > _MAX_SINE * hypot(a, b) or a <= 0:
        return
    size = _number(element.get("Size"), 1.0)
    scale = _number(element.get("HScale"), 1.0)
    x = y = 0.0
    for code in _children(element, "TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = package.count_text(code.text or "")
        steps_x = _offsets(code.get("DeltaX"), len(text))
        steps_y = _offsets(code.get("DeltaY"), len(text))
        current, base = x, y
        for number, character in enumerate(text):
            width = size * scale * (1.0 if east_asian_width(character) in "WFA" else 0.5)
            left = a * current + c * base + e + corner[0]
            yield Glyph(
                _printable(character), left, left + a * width, b * current + d * base + f + corner[1], abs(d) * size
            )
            current += steps_x[number] if number < len(steps_x) else width
            base += steps_y[number] if number < len(steps_y) else 0.0


def _printable(character: str) -> str:
    return " " if category(character) == "Cc" else character


def _offsets(value: str | None, limit: int) -> list[float]:
    """Parse ``DeltaX`` or ``DeltaY``: numbers, with ``g 3 5.6`` for three times 5.6; at most ``limit`` of them."""
    words = (value or "").split()
    found: list[float] = []
    position = 0
    while position < len(words) and len(found) < limit:
        if words[position] == "g" and position + 2 < len(words):
            times = int(min(max(_number(words[position + 1], 0.0), 0.0), limit - len(found)))
            found.extend([_number(words[position + 2], 0.0)] * times)
            position += 3
        else:
            found.append(_number(words[position], 0.0))
            position += 1
    return found


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _children(element: Element | None, name: str) -> Iterator[Element]:
    return (child for child in (element if element is not None else ()) if _name(child) == name)


def _child(element: Element | None, name: str) -> Element | None:
    return next(_children(element, name), None)


def _text(element: Element | None, name: str) -> str:
    found = _child(element, name)
    return (found.text or "").strip() if found is not None else ""


def _number(value: str | None, default: float) -> float:
    try:
        found = float(value or default)
    except ValueError:
        return default
    return found if isfinite(found) else default


def _numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    words = (value or "").replace(",", " ").split()
    found = tuple(_number(word, float("nan")) for word in words[:count])
    return found if len(found) == count and all(isfinite(number) for number in found) else None
