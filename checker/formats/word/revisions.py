"""Edits made in a .docx: as tracked changes that a person accepts, or plainly."""

from __future__ import annotations

from collections.abc import Sequence

from checker.diagnostic import Edit
from checker.formats.word.comments import AUTHOR
from checker.formats.word.layout import Atom, lay_out
from checker.formats.word.package import Element, open_package, packed, serialized, w
from checker.formats.word.runs import Runs, new_run, run_of, set_text


def revise(path: str, data: bytes, edits: Sequence[Edit], date: str) -> bytes:
    """The document with the edits; tracked with ``date`` (2026-11-22T08:00:00Z), plain when it is empty."""
    package = open_package(path, data)
    layout = lay_out(package)
    tree = package.tree(package.main)
    assert tree is not None
    runs = Runs(layout)
    for offset in sorted({end for edit in edits for end in (edit.span.start, edit.span.end)}, reverse=True):
        runs.cut(offset)
    marks = _Marks(tree, date)
    for edit in edits:
        _make(runs, edit, marks)
    return packed(data, package, {package.main: serialized(tree)})


class _Marks:
    """The elements of tracked changes, each with a number that the document has not used."""

    def __init__(self, tree: Element, date: str) -> None:
        self.date = date
        used = (item.get(w("id"), "") for item in tree.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo")))
        self._next = max((int(number) for number in used if number.isdecimal()), default=0) + 1

    def element(self, like: Element, name: str) -> Element:
        """``w:ins`` or ``w:del`` of this tool."""
        attributes = {w("id"): str(self._next), w("author"): AUTHOR, w("date"): self.date}
        self._next += 1
        return like.makeelement(w(name), attributes)


def _make(runs: Runs, edit: Edit, marks: _Marks) -> None:
    atoms = runs.within(edit.span)
    anchor = atoms[-1] if atoms else runs.before(edit.span.start) or runs.behind(edit.span.start)
    run = None if anchor is None else run_of(anchor.element)
    if anchor is None or run is None:
        return
    if edit.text:
        leading = not atoms and anchor.start == edit.span.start
        _insert(run, edit.text, marks, before=leading)
    for atom in atoms:
        _delete(atom, marks)


def _insert(run: Element, text: str, marks: _Marks, *, before: bool) -> None:
    added = new_run(run, text)
    parent = run.getparent()
    assert parent is not None
    inserted = parent.tag == w("ins")
    if marks.date and not (inserted and parent.get(w("author")) == AUTHOR):
        wrapper = marks.element(run, "ins")
        wrapper.append(added)
        added = wrapper
    if inserted and added.tag == w("ins"):
        _split_insertion(parent, run, before=before).addprevious(added)
    elif before:
        run.addprevious(added)
    else:
        run.addnext(added)


def _split_insertion(parent: Element, run: Element, *, before: bool) -> Element:
    """Cut somebody's insertion in two at a run; returns the second half, which may be empty."""
    second = parent.makeelement(parent.tag, {str(name): str(held) for name, held in parent.attrib.items()})
    moved = [run, *run.itersiblings()] if before else list(run.itersiblings())
    parent.addnext(second)
    for item in moved:
        second.append(item)
    return second


def _delete(atom: Atom, marks: _Marks) -> None:
    run = run_of(atom.element)
    parent = None if run is None else run.getparent()
    if run is None or parent is None:
        return
    own = parent.tag == w("ins") and parent.get(w("author")) == AUTHOR
    if marks.date and not own:
        wrapper = marks.element(run, "del")
        run.addprevious(wrapper)
        wrapper.append(run)
        text = atom.element.text or ""
        atom.element.tag = w("delText")
        set_text(atom.element, text)
        return
    atom.element.getparent().remove(atom.element)  # type: ignore[union-attr]
    if all(item.tag == w("rPr") for item in run):
        parent.remove(run)
        if own and len(parent) == 0 and (holder := parent.getparent()) is not None:
            holder.remove(parent)
