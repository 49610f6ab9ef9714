"""Directives in the comments of a Word document, with the spans that the comments cover."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.formats.directives import PREFIX
from checker.formats.word.layout import Atom, Layout
from checker.formats.word.package import Element, w
from checker.text.document import Directive
from checker.text.errors import InputError
from checker.text.span import Span

_PREFIX = re.compile(PREFIX, re.IGNORECASE)
_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")


def read_directives(layout: Layout) -> tuple[Directive, ...]:
    """Read the comments that begin with the tool's name; the target of one without a range is its paragraph."""
    package = layout.package
    try:
        tree = package.tree(package.related_part("comments"))
    except InputError:
        # The text can be read without the comments; adding comments reports the error.
        tree = None
    texts = dict(_directive_comments(tree)) if tree is not None else {}
    main = package.tree(package.main) if texts else None
    if main is None:
        return ()
    ranges = _ranges(layout, main)
    return tuple(Directive(text, target=ranges[number]) for number, text in texts.items() if number in ranges)


def _directive_comments(comments: Element) -> Iterator[tuple[str, str]]:
    """Yield the id and text of each directive; its paragraphs are joined to one line."""
    for comment in comments.iterfind(w("comment")):
        lines = ("".join(item.text or "" for item in line.iter(w("t"))) for line in comment.iter(w("p")))
        text = " ".join(line.strip() for line in lines if line.strip())
        if _PREFIX.match(text):
            yield comment.get(w("id"), ""), text


class _Extent:
    """The spans of atoms as they are passed: from any of them on, the first start and the last end. Mutable."""

    def __init__(self) -> None:
        self.count = 0
        self._starts: list[tuple[int, int]] = []
        self._ends: list[tuple[int, int]] = []

    def add(self, atom: Atom) -> None:
        """Pass an atom; what it makes irrelevant is dropped, so that all of them take as long as each once."""
        while self._starts and self._starts[-1][1] >= atom.start:
            self._starts.pop()
        while self._ends and self._ends[-1][1] <= atom.end:
            self._ends.pop()
        self._starts.append((self.count, atom.start))
        self._ends.append((self.count, atom.end))
        self.count += 1

    def since(self, first: int) -> Span | None:
        """Return the span from the atom of that number on; None where none has come since."""
        if first >= self.count:
            return None
        start, end = (found[bisect_left(found, (first, 0))][1] for found in (self._starts, self._ends))
        return Span(start, end)


def _ranges(layout: Layout, main: Element) -> dict[str, Span]:
    """Return for each comment id the span of its range, or of the paragraph of its reference."""
    atoms: dict[Element, list[Atom]] = {}
    for atom in layout.atoms:
        if atom.anchor is None:
            atoms.setdefault(atom.element, []).append(atom)
    block_ends = [block.span.end for block in layout.blocks]
    first_ends: dict[Element, int | None] = {}
    open_ranges: dict[str, int] = {}
    found: dict[str, Span] = {}
    extent, last = _Extent(), 0
    for element in main.iter():
        number = element.get(w("id"), "")
        if element.tag == _START:
            open_ranges[number] = extent.count
        elif element.tag == _END and number in open_ranges:
            if (span := extent.since(open_ranges.pop(number))) is not None:
                found[number] = span
        elif element.tag == _REFERENCE and number not in found:
            paragraph = next(element.iterancestors(w("p")), element)
            if paragraph not in first_ends:
                ends = (atom.end for item in paragraph.iter() for atom in atoms.get(item, ()))
                first_ends[paragraph] = next(ends, None)
            end = first_ends[paragraph]
            found[number] = _block_at(layout, block_ends, last if end is None else end)
        for atom in atoms.get(element, ()):
            last = atom.end
            extent.add(atom)
    return found


def _block_at(layout: Layout, block_ends: list[int], offset: int) -> Span:
    """Return the span of the block that contains or ends at an offset, or of the first one after it."""
    number = bisect_left(block_ends, offset)
    return layout.blocks[number].span if number < len(block_ends) else Span(offset, offset)
