"""The zip of a .docx and its parts, opened with limits so that a hostile file costs neither memory nor time."""

from __future__ import annotations

import io
import itertools
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from copy import copy
from functools import cache

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from checker.text.errors import InputError

MAIN = "word/document.xml"
MAX_PART_BYTES = 64 * 2**20
"""Maximum unpacked bytes of one part; the text of a report of a million characters takes a tenth of this."""
MAX_TOTAL_BYTES = 256 * 2**20
MAX_PARTS = 4000
MAX_TAGS = 4_000_000
"""Maximum tags of one part; each takes some hundred bytes when parsed. A report of 20,000 paragraphs has a third of
this."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "{http://purl.oclc.org/ooxml/"
_TOO_LARGE = "压缩包展开后过大，不予打开"
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, IndexError,
)  # fmt: skip
"""The exceptions of ``zipfile`` and its decompressors for invalid data."""
_HAS_DOCTYPE = "XML 中有文档类型声明，不予打开"
_MAX_DIGITS = 10
MAX_ID = 2**30

Element = etree._Element  # noqa: SLF001 - lxml names its element type no other way


@cache
def w(name: str) -> str:
    """Return a name of WordprocessingML in lxml's notation, ``{namespace}name``."""
    return f"{{{W}}}{name}"


class Package(Struct, frozen=True):
    """The parts of a .docx.

    ``parts`` maps names to bytes in the order of the zip, ``main`` is the name of the main part, ``trees`` caches
    parsed parts.
    """

    path: str
    parts: Mapping[str, bytes]
    main: str
    trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, name: str) -> Element | None:
        """Return a part as XML, parsed on first use; None when there is no such part."""
        if name not in self.trees:
            if name not in self.parts:
                return None
            self.trees[name] = parse(self.path, self.parts[name])
        return self.trees[name]

    def sibling(self, name: str) -> str:
        """Return the name of a part in the folder of the main part."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def related_part(self, kind: str) -> str:
        """Return the name of the part with a relationship (``styles``, ``comments``) to the main part.

        Without such a relationship, return its default name.
        """
        relations = self.tree(self.relations)
        for relation in relations if relations is not None else ():
            if relation.get("Type", "") == f"{_OFFICE}/{kind}":
                return _target(relation, posixpath.dirname(self.main))
        return self.sibling(f"{kind}.xml")

    @property
    def relations(self) -> str:
        """The name of the part with the relationships of the main part."""
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def with_parts(self, changed: Mapping[str, bytes]) -> Package:
        """Return the package with some parts replaced or added."""
        return replace(self, parts={**self.parts, **changed}, trees={})


def open_package(path: str, data: bytes) -> Package:
    """Unpack a .docx.

    Raises :class:`~checker.text.errors.InputError` for a file that is not a .docx, and for one that is damaged,
    encrypted or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpack(path, archive)
    except _ZIP_ERRORS as error:
        raise InputError(path, _zip_error(data, error)) from None
    main = _main_part(Package(path, parts, MAIN))
    if main not in parts:
        raise InputError(path, "不是 Word 文档（压缩包里没有正文）")
    package = Package(path, parts, main)
    root = package.tree(main)
    if root is not None and root.tag.startswith(_STRICT):
        raise InputError(path, "是“严格 Open XML”格式，请在 Word 中另存为普通 .docx")
    return package


def _unpack(path: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise InputError(path, _TOO_LARGE)
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & 1:
            raise InputError(path, "文件加了密码，无法读取")
        name = _name(entry)
        if name in parts:
            raise InputError(path, f".docx 已损坏（压缩包里有两个 {name}）")
        with archive.open(entry) as stream:
            parts[name] = stream.read(min(MAX_PART_BYTES, left) + 1)
        left -= len(parts[name])
        if len(parts[name]) > MAX_PART_BYTES or left < 0:
            raise InputError(path, _TOO_LARGE)
    return parts


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the normalised name of a part; some programs write backslashes or absolute paths."""
    return entry.filename.replace("\\", "/").lstrip("/")


def _target(relation: Element, folder: str) -> str:
    target = relation.get("Target", "")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _zip_error(data: bytes, error: Exception) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "是旧版 .doc 或加了密码的文件，不是 .docx"
    if not data.startswith(b"PK"):
        return "不是 .docx（扩展名与内容不符）"
    return f".docx 已损坏（{type(error).__name__}）"


def _main_part(package: Package) -> str:
    relations = package.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "") == f"{_OFFICE}/officeDocument":
            return _target(relation, "")
    return MAIN


def parse(path: str, data: bytes) -> Element:
    """Parse XML without entities, document types or network access.

    Comments are removed, because the text around one is one text. Document types are detected in the bytes before
    parsing (ignoring the zero bytes of UTF-16), and again in the tree, because any number of comments may precede them.

    Raises :class:`~checker.text.errors.InputError` for XML that is too large, not well-formed or has a document type.
    """
    head = data[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise InputError(path, _HAS_DOCTYPE)
    if data.count(b"<") > MAX_TAGS:
        raise InputError(path, _TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        reason = str(error).partition(", line")[0].partition("\n")[0]  # the parser quotes input, with its line breaks
        raise InputError(path, f".docx 中的 XML 有误（{reason}）") from None
    if tree.getroottree().docinfo.internalDTD is not None:
        raise InputError(path, _HAS_DOCTYPE)
    return tree


def repack(original: bytes, package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return the zip with changed parts; unchanged parts keep their bytes and order, new parts follow."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            replacement = changed.get(_name(entry))
            data = source.read(entry) if replacement is None else replacement
            archive.writestr(copy(entry), data, compress_type=entry.compress_type)
        for name, data in changed.items():
            if name not in package.parts:
                archive.writestr(name, data, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def parse_integer(text: str) -> int:
    """Return the integer value of an attribute; 0 for invalid values and for longer ones than Word writes."""
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= _MAX_DIGITS else 0


def unused_ids(taken: AbstractSet[int]) -> Iterator[int]:
    """Yield unused ids for comments or changes: above the largest, or, near Word's limit of 31 bits, from the gaps."""
    largest = max(taken, default=0)
    first = largest + 1 if largest < MAX_ID else 0
    return (number for number in itertools.count(first) if number not in taken)


def serialize(tree: Element) -> bytes:
    """Serialize a part as Word does: UTF-8 with a standalone declaration."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
