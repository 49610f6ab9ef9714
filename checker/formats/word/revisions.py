"""Editing a .docx, with tracked changes or plain ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from checker.formats.word.comments import AUTHOR
from checker.formats.word.content import text_of
from checker.formats.word.layout import ALTERNATE, Atom, lay_out
from checker.formats.word.package import Element, open_package, repack, serialize, unused_ids, w
from checker.formats.word.runs import Runs, isolate_run, new_run, renumber_changes, set_text, used_ids
from checker.text.diagnostic import Edit


def revise(path: str, data: bytes, edits: Sequence[Edit], date: str) -> bytes:
    """Return the .docx with edits: tracked changes dated ``date`` (as 2026-11-22T08:00:00Z), or plain when it is empty.

    Raises :class:`~checker.text.errors.InputError` for a file that is not a .docx or is damaged.
    """
    package = open_package(path, data)
    layout = lay_out(package)
    tree = package.tree(package.main)
    assert tree is not None
    runs = Runs(layout)
    for offset in sorted({end for edit in edits for end in (edit.span.start, edit.span.end)}, reverse=True):
        runs.cut(offset)
    changes = _ChangeElements(tree, date)
    boxes = dict.fromkeys(box for edit in edits for box in _boxes(runs, edit))
    for edit in edits:
        _apply_edit(runs, edit, changes)
    _sync_fallbacks(boxes)
    renumber_changes(tree)
    return repack(data, package, {package.main: serialize(tree)})


class _ChangeElements:
    """A factory for the elements of tracked changes, each with an unused id."""

    def __init__(self, tree: Element, date: str) -> None:
        self.date = date
        self._numbers = unused_ids(used_ids(tree))

    def element(self, like: Element, name: str) -> Element:
        """Create a ``w:ins`` or ``w:del`` element whose author is this tool."""
        attributes = {w("id"): str(next(self._numbers)), w("author"): AUTHOR, w("date"): self.date}
        return like.makeelement(w(name), attributes)


def _apply_edit(runs: Runs, edit: Edit, changes: _ChangeElements) -> None:
    atoms = runs.within(edit.span)
    anchor = atoms[-1] if atoms else _adjacent_atom(runs, edit.span.start)
    run = None if anchor is None else isolate_run(anchor.element)
    if anchor is None or run is None:
        return
    if edit.text:
        leading = not atoms and anchor.start == edit.span.start
        _insert(run, edit.text, changes, before=leading)
    for atom in atoms:
        _delete(atom, changes)


def _adjacent_atom(runs: Runs, offset: int) -> Atom | None:
    """Return the atom whose formatting an insertion takes: the one before it, else the one after it."""
    adjacent = runs.before(offset), runs.after(offset)
    return next((atom for atom in adjacent if atom is not None and atom.writable), None)


def _boxes(runs: Runs, edit: Edit) -> Iterator[Element]:
    """Yield the text boxes that contain an edit."""
    atom = next(iter(runs.within(edit.span)), None) or _adjacent_atom(runs, edit.span.start)
    if atom is not None and (parent := atom.element.getparent()) is not None:
        yield from parent.iterancestors(w("txbxContent"))


def _sync_fallbacks(boxes: Iterable[Element]) -> None:
    """Copy changed text boxes to their fallbacks for old versions of Word, which must have the same text."""
    for box in boxes:
        choice = next(box.iterancestors(f"{ALTERNATE}Choice"), None)
        alternate = None if choice is None else choice.getparent()
        fallback = None if alternate is None else alternate.find(f"{ALTERNATE}Fallback")
        if choice is None or fallback is None:
            continue
        boxes_new, boxes_old = (list(side.iter(w("txbxContent"))) for side in (choice, fallback))
        copy = boxes_old[boxes_new.index(box)] if len(boxes_new) == len(boxes_old) else None
        if copy is not None:
            copy[:] = [deepcopy(item) for item in box]


def _insert(run: Element, text: str, changes: _ChangeElements, *, before: bool) -> None:
    added = new_run(run, text)
    parent = run.getparent()
    assert parent is not None
    inserted = parent.tag == w("ins")
    if changes.date and not (inserted and parent.get(w("author")) == AUTHOR):
        wrapper = changes.element(run, "ins")
        wrapper.append(added)
        added = wrapper
    if inserted and added.tag == w("ins"):
        second = _split_insertion(parent, run, before=before)
        second.addprevious(added)
        for half in (parent, second):
            if len(half) == 0:
                added.getparent().remove(half)  # type: ignore[union-attr]
    elif before:
        run.addprevious(added)
    else:
        run.addnext(added)


def _split_insertion(parent: Element, run: Element, *, before: bool) -> Element:
    """Split another author's insertion at a run; return the second half, which may be empty."""
    second = parent.makeelement(parent.tag, {str(name): str(value) for name, value in parent.attrib.items()})
    moved = [run, *run.itersiblings()] if before else list(run.itersiblings())
    parent.addnext(second)
    for item in moved:
        second.append(item)
    return second


def _delete(atom: Atom, changes: _ChangeElements) -> None:
    run = isolate_run(atom.element)
    parent = None if run is None else run.getparent()
    if run is None or parent is None:
        return
    own = parent.tag == w("ins") and parent.get(w("author")) == AUTHOR
    if changes.date and not own:
        wrapper = changes.element(run, "del")
        run.addprevious(wrapper)
        wrapper.append(run)
        text = text_of(atom.element)
        atom.element.tag = w("delText")
        set_text(atom.element, text)
        return
    atom.element.getparent().remove(atom.element)  # type: ignore[union-attr]
    if all(item.tag == w("rPr") for item in run):
        parent.remove(run)
        if own and len(parent) == 0 and (holder := parent.getparent()) is not None:
            holder.remove(parent)
