"""Word documents (.docx): read, comments put into them, changes made in them.

``package`` opens the zip with care, ``numbering`` computes the numbers that Word shows, ``layout`` lays
out the text with the way back to the runs, ``directives`` reads what comments say to the tool, ``runs`` splits
runs, ``comments`` and ``revisions`` write.
Each of these imports only those before it.
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
    """Read a .docx; raises :class:`~checker.text.errors.InputError` for anything that is none."""
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
    )
