"""Findings put into a .docx as comments, each on exactly its characters; all else stays as it was."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from checker.formats.word.layout import lay_out
from checker.formats.word.package import Element, Package, W, open_package, packed, serialized, w
from checker.formats.word.runs import Runs, run_of
from checker.span import Span

AUTHOR = "fazhi"
_TYPES = "[Content_Types].xml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a stretch of the text; ``lines`` become its paragraphs."""

    span: Span
    lines: tuple[str, ...]


def annotate(path: str, data: bytes, comments: Sequence[Comment], date: str) -> bytes:
    """The document with the comments; ``date`` is their time, as 2026-11-22T08:00:00Z."""
    package = open_package(path, data)
    layout = lay_out(package)
    name = package.related("comments")
    tree = package.tree(name)
    if tree is None:
        tree = etree.Element(w("comments"), nsmap={"w": W})
    identifier = max((_number(item) for item in tree), default=-1) + 1
    runs = Runs(layout)
    for offset in sorted({end for comment in comments for end in (comment.span.start, comment.span.end)}, reverse=True):
        runs.cut(offset)
    for number, comment in enumerate(comments, identifier):
        if _mark(runs, comment.span, str(number)):
            tree.append(_comment(comment, str(number), date))
    changed = {package.main: serialized(_main(package)), name: serialized(tree)}
    if name not in package.parts:
        changed |= _announced(package, name)
    return packed(data, package, changed)


def _main(package: Package) -> Element:
    tree = package.tree(package.main)
    assert tree is not None
    return tree


def _number(comment: Element) -> int:
    written = comment.get(w("id"), "")
    return int(written) if written.isdecimal() else 0


def _mark(runs: Runs, span: Span, number: str) -> bool:
    """Put the ends of a comment around its runs; False where the document has no run to hold on to."""
    held = [run for atom in runs.within(span) if (run := run_of(atom.element)) is not None]
    if not held:
        near = runs.behind(span.start) or runs.before(span.start) or (runs.atoms[0] if runs.atoms else None)
        run = None if near is None else run_of(near.element)
        if run is None and near is not None:
            run = next(near.element.iter(w("r")), None)
        if run is None:
            return False
        held = [run]
    start = held[0].makeelement(w("commentRangeStart"), {w("id"): number})
    held[0].addprevious(start)
    end = held[0].makeelement(w("commentRangeEnd"), {w("id"): number})
    held[-1].addnext(end)
    reference = held[0].makeelement(w("r"))
    reference.append(reference.makeelement(w("commentReference"), {w("id"): number}))
    end.addnext(reference)
    return True


def _comment(comment: Comment, number: str, date: str) -> Element:
    attributes = {w("id"): number, w("author"): AUTHOR, w("date"): date, w("initials"): AUTHOR}
    item = etree.Element(w("comment"), attributes, nsmap={"w": W})
    for line in comment.lines:
        run = etree.SubElement(etree.SubElement(item, w("p")), w("r"))
        etree.SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = line
    return item


def _announced(package: Package, name: str) -> dict[str, bytes]:
    """The new part told to the package: its type, and its relationship to the main part."""
    types = package.tree(_TYPES)
    assert types is not None
    etree.SubElement(types, f"{{{_TYPES_NAMESPACE}}}Override", {"PartName": f"/{name}", "ContentType": _CONTENT})
    folder, main = posixpath.split(package.main)
    relations_name = f"{folder}/_rels/{main}.rels"
    relations = package.tree(relations_name)
    if relations is None:
        relations = etree.Element(f"{{{_RELATIONS_NAMESPACE}}}Relationships", nsmap={None: _RELATIONS_NAMESPACE})  # type: ignore[dict-item]
    taken = {item.get("Id") for item in relations}
    identifier = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    etree.SubElement(
        relations,
        f"{{{_RELATIONS_NAMESPACE}}}Relationship",
        {"Id": identifier, "Type": _KIND, "Target": posixpath.relpath(name, folder)},
    )
    return {_TYPES: serialized(types), relations_name: serialized(relations)}
