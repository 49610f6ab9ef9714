"""Directives in the comments of a Word document, with the spans that the comments cover."""

from __future__ import annotations

import re
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


def _ranges(layout: Layout, main: Element) -> dict[str, Span]:
    """Return for each comment id the span of its range, or of the paragraph of its reference."""
    atoms: dict[Element, list[Atom]] = {}
    for atom in layout.atoms:
        if atom.anchor is None:
            atoms.setdefault(atom.element, []).append(atom)
    open_ranges: dict[str, list[Atom]] = {}
    found: dict[str, Span] = {}
    last = 0
    for element in main.iter():
        number = element.get(w("id"), "")
        if element.tag == _START:
            open_ranges[number] = []
        elif element.tag == _END and number in open_ranges:
            if covered := open_ranges.pop(number):
                found[number] = Span(min(atom.start for atom in covered), max(atom.end for atom in covered))
        elif element.tag == _REFERENCE and number not in found:
            paragraph = next(element.iterancestors(w("p")), element)
            ends = (atom.end for item in paragraph.iter() for atom in atoms.get(item, ()))
            found[number] = _block_at(layout, next(ends, last))
        for atom in atoms.get(element, ()):
            last = atom.end
            for covered in open_ranges.values():
                covered.append(atom)
    return found


def _block_at(layout: Layout, offset: int) -> Span:
    """Return the span of the block that contains or ends at an offset, or of the first one after it."""
    spans = (block.span for block in layout.blocks if block.span.end >= offset)
    return next(spans, Span(offset, offset))
