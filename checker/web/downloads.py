"""What a visitor takes back: Word file, clean text, page. Made in a process of its own.

Nothing about a draft is stored between checking and this: the draft is read and checked again, which gives the same
findings with the same keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from checker.formats import apply_edits, read, revise
from checker.i18n.language import Language, load_language
from checker.lint.report import Report
from checker.outputs.annotations import annotate
from checker.outputs.display import Display
from checker.outputs.page import html
from checker.outputs.page.text import Note
from checker.text.diagnostic import Diagnostic, Edit
from checker.text.document import Document
from checker.text.errors import FazhiError
from checker.text.span import Span
from checker.web.checking import MINIMUM, lint, shown_notes
from checker.web.drafts import Submission
from checker.web.transcript import Transcript, is_storable, transcribe

_BOM = "\ufeff"
"""By which older office programs recognise UTF-8."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Adopted(Struct, frozen=True):
    """A finding that is mended, by one of its options, or by a ``text`` of the visitor's that replaces its words."""

    key: str
    option: int = 0
    text: str | None = None


class Decisions(Struct, frozen=True):
    """What a visitor decided: findings that are mended, and the keys of those that are set aside."""

    adopted: tuple[Adopted, ...] = ()
    aside: tuple[str, ...] = ()


class File(Struct, frozen=True):
    """A file to be taken away. ``left`` are the keys of adopted findings that could not be written into it."""

    name: str
    type: str
    data: bytes
    left: tuple[str, ...] = ()


def word_file(submission: Submission, decisions: Decisions, language: str) -> File:
    """Return a Word file: tracked changes for what was adopted, comments for the rest, nothing for what was set aside.

    Another format becomes a plain Word file with the same paragraphs and tables.

    Raises :class:`~checker.text.errors.FazhiError` for a draft that cannot be read or written.
    """
    report = lint(submission)
    notes = shown_notes(report, load_language(language))[1]
    transcript = transcribe(report.document)
    edits, lost = _edits(notes, decisions, transcript)
    name = f"{PurePath(submission.name).stem}-修订.docx"
    data, unwritten = _revised(report, notes, decisions, (edits, lost), transcript, name, load_language(language))
    if unwritten:
        lost |= unwritten
        edits = {key: own for key, own in edits.items() if key not in lost}
        data, _ = _revised(report, notes, decisions, (edits, lost), transcript, name, load_language(language))
    return File(name, DOCX, data, tuple(sorted(lost)))


def _revised(
    report: Report,
    notes: Sequence[Note],
    decisions: Decisions,
    changes: tuple[Mapping[str, Sequence[Edit]], frozenset[str]],
    transcript: Transcript,
    name: str,
    language: Language,
) -> tuple[bytes, frozenset[str]]:
    """Return the Word file, and the keys of the findings whose edits have no place in it, such as generated text."""
    edits, lost = changes
    commented = _commented(report, _rest(report, notes, decisions, lost), transcript, language)
    marked = read(name, commented)
    if marked.text != transcript.document.text:
        raise FazhiError("加批注后的文字与原文不同，没有写出")
    data, written = _written(marked, [edit for own in edits.values() for edit in own])
    if written:
        return data, frozenset()
    return data, frozenset(key for key, own in edits.items() if not _written(marked, own)[1])


def _written(document: Document, edits: Sequence[Edit]) -> tuple[bytes, bool]:
    """Return the Word file with tracked changes, and whether accepting them gives the wanted text.

    Paragraph marks stay, so that line feeds are not compared.
    """
    if not edits:
        return document.package, True
    data = revise(document, edits, _now())
    wanted = apply_edits(document.text, edits).replace("\n", "")
    return data, read(document.path, data).text.replace("\n", "") == wanted


def text_file(submission: Submission, decisions: Decisions, language: str) -> File:
    """Return the text with what was adopted, as UTF-8.

    Raises :class:`~checker.text.errors.FazhiError` for a draft that cannot be read.
    """
    report, notes = shown_notes(lint(submission), load_language(language))
    edits, lost = _edits(notes, decisions, None)
    text = apply_edits(report.document.text, [edit for own in edits.values() for edit in own])
    data = f"{_BOM}{text}".replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8", "replace")
    return File(f"{PurePath(submission.name).stem}-改后.txt", "text/plain; charset=utf-8", data, tuple(sorted(lost)))


def page_file(submission: Submission, decisions: Decisions, language: str) -> File:
    """Return the page with the findings that were neither adopted nor set aside.

    Raises :class:`~checker.text.errors.FazhiError` for a draft that cannot be read.
    """
    report = lint(submission)
    notes = shown_notes(report, load_language(language))[1]
    report = replace(report, diagnostics=tuple(_rest(report, notes, decisions, frozenset())))
    page = html.write([report], Display(MINIMUM, language=load_language(language)))
    return File(f"{PurePath(submission.name).stem}-检查结果.html", "text/html; charset=utf-8", page.encode())


def _rest(report: Report, notes: Sequence[Note], decisions: Decisions, lost: frozenset[str]) -> list[Diagnostic]:
    """Return the findings of the report that remain to be seen to.

    A note that stands for repeats is done with all of them, except by a text of the visitor's, which mends its place.
    """
    done = {item.key for item in decisions.adopted} - lost | set(decisions.aside)
    own = {item.key for item in decisions.adopted if item.text is not None} & done - set(decisions.aside)
    at = {_place(note.item): note.key for note in notes}
    groups = {(note.item.rule, note.item.severity): note.key for note in notes if note.item.scope == "span"}
    rest = []
    for item in report.unsuppressed:
        alone = at.get(_place(item))
        folded = groups.get((item.rule, item.severity))
        if (alone not in done) if alone else (folded not in done or folded in own):
            rest.append(item)
    return rest


def _place(item: Diagnostic) -> tuple[str, int, str, Span, str]:
    return item.rule, int(item.severity), item.scope, item.span, item.text


def _edits(
    notes: Iterable[Note], decisions: Decisions, transcript: Transcript | None
) -> tuple[dict[str, list[Edit]], frozenset[str]]:
    """Return the edits for what was adopted, by the keys of the findings, and the keys of those that contradict."""
    adopted = {item.key: item for item in decisions.adopted}
    edits: dict[str, list[Edit]] = {}
    lost = set()
    for note in notes:
        if note.key not in adopted:
            continue
        own = _edits_of(note.item, adopted[note.key])
        moved = [edit if transcript is None else transcript.move(edit) for edit in own]
        usable = [edit for edit in moved if edit is not None]
        earlier = [edit for others in edits.values() for edit in others]
        if not own or len(usable) < len(own) or any(_collide(edit, other) for edit in usable for other in earlier):
            lost.add(note.key)
        else:
            edits[note.key] = usable
    return edits, frozenset(lost)


def _edits_of(item: Diagnostic, adopted: Adopted) -> Sequence[Edit]:
    if adopted.text is not None:
        text = "".join(character for character in adopted.text if is_storable(character) and character != "\n")
        return () if item.scope == "document" else (Edit(item.span, text),)
    return item.fixes[adopted.option].edits if 0 <= adopted.option < len(item.fixes) else ()


def _collide(one: Edit, other: Edit) -> bool:
    """Return True for edits of the same characters, and for two insertions at one place, whose order nobody knows."""
    if one.span.overlaps(other.span):
        return True
    return one.span == other.span or (not len(one.span) and other.span.start < one.span.start < other.span.end)


def _commented(report: Report, rest: Sequence[Diagnostic], transcript: Transcript, language: Language) -> bytes:
    """Return the Word file with a comment on each finding that remains."""
    moved = replace(
        report,
        document=transcript.document,
        diagnostics=tuple(replace(item, span=transcript.nearest(item.span)) for item in rest),
        title=transcript.nearest(report.title) if report.title else None,
    )
    return annotate(moved, Display(MINIMUM, language=language), _now())


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


FILES = {"word": word_file, "text": text_file, "page": page_file}
"""What can be taken away: the name in the address, and the function that makes it."""
