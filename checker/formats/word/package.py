"""The zip of a .docx: its parts, opened so that a hostile file costs neither memory nor time."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace

from lxml import etree

from checker.errors import InputError

MAIN = "word/document.xml"
LARGEST_PART = 64 * 2**20
"""Bytes of one part unpacked; the text of a report of a million characters is a tenth of this."""
LARGEST_WHOLE = 256 * 2**20
MOST_PARTS = 4000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"

Element = etree._Element  # noqa: SLF001 - lxml names its element type no other way


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True)
class Package:
    """``parts`` name → bytes, in the order of the zip; ``trees`` are the parts that were parsed."""

    path: str
    parts: Mapping[str, bytes]
    main: str
    trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, name: str) -> Element | None:
        """A part as XML, parsed once; None when the document has none of that name."""
        if name not in self.trees:
            if name not in self.parts:
                return None
            self.trees[name] = parse(self.path, self.parts[name])
        return self.trees[name]

    def beside(self, name: str) -> str:
        """The name of a part in the folder of the main one."""
        return posixpath.join(posixpath.dirname(self.main), name)

    def related(self, kind: str) -> str:
        """The part that the main one names by a relationship (``styles``, ``comments``), or its usual name."""
        folder, name = posixpath.split(self.main)
        relations = self.tree(f"{folder}/_rels/{name}.rels")
        for relation in relations if relations is not None else ():
            if relation.get("Type", "") == f"{_OFFICE}/{kind}":
                target = relation.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        return self.beside(f"{kind}.xml")

    def with_parts(self, changed: Mapping[str, bytes]) -> Package:
        """The package with some parts replaced or added."""
        return replace(self, parts={**self.parts, **changed}, trees={})


def open_package(path: str, data: bytes) -> Package:
    """Unpack a .docx; raises :class:`~checker.errors.InputError` in one line for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpacked(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(path, _why_no_zip(data, error)) from None
    package = Package(path, parts, MAIN)
    main = _main_part(package)
    if main not in parts:
        raise InputError(path, "不是 Word 文档(压缩包里没有正文)")
    if _STRICT in parts[main][:4096]:
        raise InputError(path, "是“严格 Open XML”格式,请在 Word 中另存为普通 .docx")
    return Package(path, parts, main)


def _unpacked(path: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise InputError(path, "压缩包展开后过大,不予打开")
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & 1:
            raise InputError(path, "文件加了密码,无法读取")
        with archive.open(entry) as stream:
            parts[entry.filename] = stream.read(min(LARGEST_PART, left) + 1)
        left -= len(parts[entry.filename])
        if len(parts[entry.filename]) > LARGEST_PART or left < 0:
            raise InputError(path, "压缩包展开后过大,不予打开")
    return parts


def _why_no_zip(data: bytes, error: Exception) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "是旧版 .doc 或加了密码的文件,不是 .docx"
    if not data.startswith(b"PK"):
        return "不是 .docx(扩展名与内容不符)"
    return f".docx 已损坏({type(error).__name__})"


def _main_part(package: Package) -> str:
    relations = package.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "") == f"{_OFFICE}/officeDocument":
            return relation.get("Target", MAIN).lstrip("/")
    return MAIN


def parse(path: str, data: bytes) -> Element:
    """XML without entities, document types or the network; raises for what is not well formed."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise InputError(path, "XML 中有文档类型声明,不予打开")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(path, f".docx 中的 XML 有误({error.msg})") from None


def packed(original: bytes, package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The zip again: parts that did not change keep their bytes and their order, new ones follow."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            data = changed.get(entry.filename)
            kept = source.read(entry) if data is None else data
            archive.writestr(copy(entry), kept, compress_type=entry.compress_type)
        for name, data in changed.items():
            if name not in package.parts:
                archive.writestr(name, data, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def serialized(tree: Element) -> bytes:
    """A part as Word writes it: UTF-8, a standalone declaration."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
