"""Word documents (.docx): reading, adding comments, and editing.

``package`` opens the zip safely, ``numbering`` computes the numbers that Word displays, ``styles`` resolves styles,
``toc`` tells tables of contents, ``content`` gives the text of an element, ``layout`` builds the text with its mapping
to the runs, ``directives`` reads comments addressed to the tool, ``runs`` splits runs, ``comments`` and ``revisions``
write, ``appearance`` reads fonts and page setup. Each of these modules imports only those before it, except that
``revisions`` and ``appearance`` are independent. ``legacy`` converts .doc.
"""

from __future__ import annotations

from checker.formats.word.comments import Comment, annotate
from checker.formats.word.directives import read_directives
from checker.formats.word.layout import lay_out
from checker.formats.word.package import open_package
from checker.text.document import Document, Piece
from checker.text.span import Span

__all__ = ["Comment", "annotate", "read"]


def read(path: str, data: bytes) -> Document:
    """Read a .docx.

    Raises :class:`~checker.text.errors.InputError` for a file that is not a .docx, and for one that is damaged,
    encrypted or too large.
    """
    layout = lay_out(open_package(path, data))
    pieces = tuple(Piece(atom.start, atom.end, Span(atom.start, atom.end), atom.writable) for atom in layout.atoms)
    return Document(
        path,
        "docx",
        layout.text,
        layout.blocks,
        pieces,
        layout.text,
        labels=layout.labels,
        package=data,
        directives=read_directives(layout),
        prompts=layout.prompts,
    )
