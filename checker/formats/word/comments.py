"""Adding comments to a .docx, each on exact characters; everything else stays unchanged."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lxml import etree
from msgspec import Struct

from checker.formats.word.layout import lay_out
from checker.formats.word.package import (
    Element,
    Package,
    W,
    open_package,
    parse_integer,
    repack,
    serialize,
    unused_ids,
    w,
)
from checker.formats.word.runs import Runs, holder_of, renumber_changes, run_of
from checker.text.errors import InputError
from checker.text.span import Span

AUTHOR = "fazhi"
_TYPES = "[Content_Types].xml"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comment(Struct, frozen=True):
    """A comment on a span of the text; ``lines`` become its paragraphs. ``kind`` follows the name of the author."""

    span: Span
    lines: tuple[str, ...]
    kind: str = ""


def author_of(kind: str) -> str:
    """Return the author of changes and comments of a kind, so that all of one kind can be accepted at once in Word."""
    return f"{AUTHOR} {kind}".rstrip()


def is_own(author: str | None) -> bool:
    """Return True for an author that is this tool."""
    return (author or "").partition(" ")[0] == AUTHOR


def annotate(path: str, data: bytes, comments: Sequence[Comment], date: str) -> bytes:
    """Return the .docx with comments dated ``date`` (as 2026-11-22T08:00:00Z).

    Raises :class:`~checker.text.errors.InputError` for a file that is not a .docx or is damaged.
    """
    package = open_package(path, data)
    layout = lay_out(package)
    name = package.related_part("comments")
    tree = package.tree(name)
    if tree is None:
        tree = etree.Element(w("comments"), nsmap={"w": W})
    main = _main(package)
    numbers = unused_ids(_used_ids(tree, main))
    runs = Runs(layout)
    for offset in sorted({end for comment in comments for end in (comment.span.start, comment.span.end)}, reverse=True):
        runs.cut(offset)
    for comment, number in zip(comments, numbers, strict=False):
        if _add_range(runs, comment.span, str(number)):
            tree.append(_comment_element(comment, str(number), date))
    renumber_changes(main)
    changed = {package.main: serialize(main), name: serialize(tree)}
    if name not in package.parts:
        changed |= _register_part(package, name)
    return repack(data, package, changed)


def _main(package: Package) -> Element:
    tree = package.tree(package.main)
    assert tree is not None
    return tree


def _used_ids(comments: Element, main: Element) -> set[int]:
    """Return the ids of comments, including those that only the text refers to, and −1, so that new ids start at 0."""
    marks = main.iter(w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
    return {-1, *(parse_integer(item.get(w("id"), "")) for item in (*comments, *marks))}


def _add_range(runs: Runs, span: Span, number: str) -> bool:
    """Enclose the runs of a span in a comment range; return False when the document has no run for it."""
    atoms = runs.within(span)
    targets = [holder for atom in atoms if (holder := holder_of(atom)) is not None]
    if any(holder_of(atom) is not run_of(atom.element) for atom in atoms):
        targets = _in_document_order(targets)
    if not targets:
        near = runs.after(span.start) or runs.before(span.start) or (runs.atoms[0] if runs.atoms else None)
        holder = None if near is None else holder_of(near)
        if holder is None:
            return False
        targets = [holder]
    start = targets[0].makeelement(w("commentRangeStart"), {w("id"): number})
    targets[0].addprevious(start)
    end = targets[0].makeelement(w("commentRangeEnd"), {w("id"): number})
    targets[-1].addnext(end)
    reference = targets[0].makeelement(w("r"))
    reference.append(reference.makeelement(w("commentReference"), {w("id"): number}))
    end.addnext(reference)
    return True


def _in_document_order(targets: list[Element]) -> list[Element]:
    """Sort elements by their order in the main part, because notes and boxes are read after their paragraph."""
    wanted = set(targets)
    return [item for item in targets[0].getroottree().getroot().iter() if item in wanted] if targets else []


def _comment_element(comment: Comment, number: str, date: str) -> Element:
    attributes = {w("id"): number, w("author"): author_of(comment.kind), w("date"): date, w("initials"): AUTHOR}
    item = etree.Element(w("comment"), attributes, nsmap={"w": W})
    for line in comment.lines:
        run = etree.SubElement(etree.SubElement(item, w("p")), w("r"))
        etree.SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = line
    return item


def _register_part(package: Package, name: str) -> dict[str, bytes]:
    """Return the changed parts that declare a new comments part: its content type and its relationship."""
    types = package.tree(_TYPES)
    if types is None:
        raise InputError(package.path, f".docx 已损坏（压缩包里没有 {_TYPES}），不能加批注")
    if all(item.get("PartName", "").lower() != f"/{name}".lower() for item in types):
        etree.SubElement(
            types, f"{{{_TYPES_NAMESPACE}}}Override", {"PartName": f"/{name}", "ContentType": _CONTENT_TYPE}
        )
    relations = package.tree(package.relations)
    if relations is None:
        relations = etree.Element(f"{{{_RELATIONS_NAMESPACE}}}Relationships", nsmap={None: _RELATIONS_NAMESPACE})  # type: ignore[dict-item]
    taken = {item.get("Id") for item in relations}
    identifier = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    if all(item.get("Type") != _RELATION_TYPE for item in relations):
        target = posixpath.relpath(f"/{name}", posixpath.dirname(f"/{package.main}"))
        attributes = {"Id": identifier, "Type": _RELATION_TYPE, "Target": target}
        etree.SubElement(relations, f"{{{_RELATIONS_NAMESPACE}}}Relationship", attributes)
    return {_TYPES: serialize(types), package.relations: serialize(relations)}
