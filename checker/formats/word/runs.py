"""Splitting runs at exact characters, with the formatting kept on both sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import deepcopy

from lxml import etree

from checker.formats.word.content import SPACE, text_of
from checker.formats.word.layout import Atom, Layout
from checker.formats.word.package import Element, parse_integer, unused_ids, w
from checker.text.span import Span

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHANGES = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))


class Runs:
    """The atoms of a layout, in order, whose runs can be split. Instances and the XML tree are modified in place."""

    def __init__(self, layout: Layout) -> None:
        self.atoms = list(layout.atoms)
        self._starts = [atom.start for atom in self.atoms]

    def cut(self, offset: int) -> None:
        """Split the run at an offset, if there is text on both sides."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.atoms[index].end:
            return
        atom = self.atoms[index]
        run = run_of(atom.element)
        if run is None or atom.anchor is not None:
            return
        if offset > atom.start:
            if atom.element.tag != w("t"):
                return
            self._split_text(index, offset)
        elif not _is_first_content(atom.element):
            _split_run(run, atom.element)

    def within(self, span: Span) -> list[Atom]:
        """Return the atoms within a span; after cuts at both ends they cover its text."""
        first = bisect_right(self._starts, span.start - 1)
        last = bisect_left(self._starts, span.end)
        return [atom for atom in self.atoms[first:last] if atom.end <= span.end] if len(span) else []

    def before(self, offset: int) -> Atom | None:
        """Return the atom that ends at an offset."""
        index = bisect_right(self._starts, offset - 1) - 1
        return self.atoms[index] if index >= 0 and self.atoms[index].end == offset else None

    def after(self, offset: int) -> Atom | None:
        """Return the atom that begins at an offset."""
        index = bisect_right(self._starts, offset) - 1
        return self.atoms[index] if index >= 0 and self.atoms[index].start == offset else None

    def _split_text(self, index: int, offset: int) -> None:
        atom = self.atoms[index]
        text = text_of(atom.element)
        index_in_text = offset - atom.start
        tail = deepcopy(atom.element)
        set_text(tail, text[index_in_text:])
        set_text(atom.element, text[:index_in_text])
        atom.element.addnext(tail)
        run = run_of(atom.element)
        if run is not None:
            _split_run(run, tail)
        self.atoms[index : index + 1] = [
            Atom(atom.start, offset, atom.element, atom.writable),
            Atom(offset, atom.end, tail, atom.writable),
        ]
        self._starts.insert(index + 1, offset)


def run_of(element: Element) -> Element | None:
    """Return the run that contains an element; None for a formula and for the number of a paragraph."""
    parent = element.getparent()
    return parent if parent is not None and parent.tag == w("r") else None


def holder_of(atom: Atom) -> Element | None:
    """Return the element of the main text that a comment on an atom encloses: run, formula or reference to a note.

    Word does not support comments inside text boxes; such a comment encloses the run that contains the box.
    """
    element = atom.element if atom.anchor is None else atom.anchor
    runs = list(element.iterancestors(w("r")))
    if runs:
        return runs[-1]
    formulas = [item for item in element.iterancestors() if str(item.tag).startswith(_MATH)]
    return formulas[-1] if formulas else next(element.iter(w("r")), None)


def isolate_run(element: Element) -> Element | None:
    """Split the run of an element so that it contains nothing else, such as pictures or references; return it."""
    run = run_of(element)
    if run is None:
        return None
    if (following := element.getnext()) is not None:
        _split_run(run, following)
    if not _is_first_content(element):
        _split_run(run, element)
    return run_of(element)


def used_ids(tree: Element) -> set[int]:
    """Return the ids of the comments, changes and bookmarks of a part."""
    return {parse_integer(value) for item in tree.iter() if (value := item.get(w("id"))) is not None}


def renumber_changes(tree: Element) -> None:
    """Give new ids to changes that were copied when a run was split."""
    new_ids = unused_ids(used_ids(tree))
    seen: set[str] = set()
    for item in tree.iter(*_CHANGES):
        identifier = item.get(w("id"), "")
        if identifier in seen and not any(_is_fallback(parent) for parent in item.iterancestors()):
            item.set(w("id"), str(next(new_ids)))
        seen.add(identifier)


def _is_fallback(element: Element) -> bool:
    return str(element.tag).endswith("}Fallback")


def set_text(element: Element, text: str) -> None:
    """Set the text of an element, preserving leading and trailing spaces."""
    element.text = text
    element.set(SPACE, "preserve")


def new_run(like: Element | None, text: str, tag: str = "t") -> Element:
    """Create a run with the formatting of another one, without the tracked changes of that formatting."""
    run = _empty_run(like)
    for change in run.findall(f"{w('rPr')}/{w('rPrChange')}"):
        change.getparent().remove(change)  # type: ignore[union-attr]
    holder = run.makeelement(w(tag))
    set_text(holder, text)
    run.append(holder)
    return run


def _empty_run(like: Element | None) -> Element:
    run = etree.Element(w("r")) if like is None else like.makeelement(w("r"))
    properties = None if like is None else like.find(w("rPr"))
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _is_first_content(element: Element) -> bool:
    """Return True when an element is the first content of its run."""
    return all(item.tag == w("rPr") for item in element.itersiblings(preceding=True))


def _split_run(run: Element, first: Element) -> None:
    """Move ``first`` and the following content of its run to a new run after it."""
    holder = next(item for item in (first, *first.iterancestors()) if item.getparent() is run)
    tail = _empty_run(run)
    moved = [holder, *holder.itersiblings()]
    run.addnext(tail)
    tail.tail, run.tail = run.tail, None
    for item in moved:
        tail.append(item)
