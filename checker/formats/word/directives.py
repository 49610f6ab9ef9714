"""Comments of a Word document that speak to the tool, with the text that they stand on."""

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
    """The comments that begin with the tool's name; one without a range is about its paragraph."""
    package = layout.package
    try:
        tree = package.tree(package.related_part("comments"))
    except InputError:
        # The text can be read without its comments; who writes some is told.
        tree = None
    said = dict(_directive_comments(tree)) if tree is not None else {}
    main = package.tree(package.main) if said else None
    if main is None:
        return ()
    ranges = _ranges(layout, main)
    return tuple(Directive(text, target=ranges[number]) for number, text in said.items() if number in ranges)


def _directive_comments(comments: Element) -> Iterator[tuple[str, str]]:
    """Number and words of each comment that speaks to the tool, its paragraphs as one line."""
    for comment in comments.iterfind(w("comment")):
        lines = ("".join(text.text or "" for text in line.iter(w("t"))) for line in comment.iter(w("p")))
        words = " ".join(line.strip() for line in lines if line.strip())
        if _PREFIX.match(words):
            yield comment.get(w("id"), ""), words


def _ranges(layout: Layout, main: Element) -> dict[str, Span]:
    """Number of a comment → the text between its marks, or the paragraph of its reference."""
    atoms: dict[Element, list[Atom]] = {}
    for atom in layout.atoms:
        if atom.anchor is None:
            atoms.setdefault(atom.element, []).append(atom)
    opened: dict[str, list[Atom]] = {}
    found: dict[str, Span] = {}
    last = 0
    for element in main.iter():
        number = element.get(w("id"), "")
        if element.tag == _START:
            opened[number] = []
        elif element.tag == _END and number in opened:
            if held := opened.pop(number):
                found[number] = Span(min(atom.start for atom in held), max(atom.end for atom in held))
        elif element.tag == _REFERENCE and number not in found:
            around = next(element.iterancestors(w("p")), element)
            inside = (atom.end for item in around.iter() for atom in atoms.get(item, ()))
            found[number] = _block_at(layout, next(inside, last))
        for atom in atoms.get(element, ()):
            last = atom.end
            for held in opened.values():
                held.append(atom)
    return found


def _block_at(layout: Layout, offset: int) -> Span:
    """The paragraph that holds or ends at an offset, or the first one behind it."""
    behind = (block.span for block in layout.blocks if block.span.end >= offset)
    return next(behind, Span(offset, offset))
