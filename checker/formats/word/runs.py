"""Runs cut at exact characters, with their formatting kept on both sides."""

from __future__ import annotations

from bisect import bisect_right
from copy import deepcopy

from lxml import etree

from checker.formats.word.layout import Atom, Layout
from checker.formats.word.package import Element, w
from checker.span import Span

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Runs:
    """The atoms of a layout, in order, while their runs are cut. State lives here: every cut moves elements."""

    def __init__(self, layout: Layout) -> None:
        self.atoms = list(layout.atoms)
        self._starts = [atom.start for atom in self.atoms]

    def cut(self, offset: int) -> None:
        """Let a run begin at an offset, where there is text on both sides of it."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.atoms[index].end:
            return
        atom = self.atoms[index]
        run = run_of(atom.element)
        if run is None:
            return
        if offset > atom.start:
            if atom.element.tag != w("t"):
                return
            self._split_text(index, offset)
        elif not _leads(atom.element):
            _split_run(run, atom.element)

    def within(self, span: Span) -> list[Atom]:
        """The atoms that lie in a span; after cuts at its ends these are all of its text."""
        first = bisect_right(self._starts, span.start - 1)
        return [atom for atom in self.atoms[first:] if atom.end <= span.end] if len(span) else []

    def before(self, offset: int) -> Atom | None:
        """The atom that ends at an offset."""
        index = bisect_right(self._starts, offset - 1) - 1
        return self.atoms[index] if index >= 0 and self.atoms[index].end == offset else None

    def behind(self, offset: int) -> Atom | None:
        """The atom that begins at an offset."""
        index = bisect_right(self._starts, offset) - 1
        return self.atoms[index] if index >= 0 and self.atoms[index].start == offset else None

    def _split_text(self, index: int, offset: int) -> None:
        atom = self.atoms[index]
        text = atom.element.text or ""
        at = offset - atom.start
        tail = deepcopy(atom.element)
        set_text(tail, text[at:])
        set_text(atom.element, text[:at])
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
    """The run around an element."""
    return next(element.iterancestors(w("r")), None)


def set_text(element: Element, text: str) -> None:
    """Give a text element its text, with the spaces at its ends kept."""
    element.text = text
    element.set(_SPACE, "preserve")


def new_run(like: Element | None, text: str, tag: str = "t") -> Element:
    """A run with the formatting of another."""
    run = _empty_run(like)
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


def _leads(element: Element) -> bool:
    """True for the first content of its run."""
    return all(item.tag == w("rPr") for item in element.itersiblings(preceding=True))


def _split_run(run: Element, first: Element) -> None:
    """Move ``first`` and what follows it in its run to a run of its own behind."""
    holder = next(item for item in (first, *first.iterancestors()) if item.getparent() is run)
    tail = _empty_run(run)
    moved = [holder, *holder.itersiblings()]
    run.addnext(tail)
    tail.tail, run.tail = run.tail, None
    for item in moved:
        tail.append(item)
