"""The rows of one report, made in the process that has checked it."""

from __future__ import annotations

import datetime
import os
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path, PurePath

from msgspec import Struct

from checker.batch.candidates import chunks, sentence_hash, short_signature
from checker.batch.results_cache import configuration_key
from checker.batch.scheduling import FoundFile
from checker.cache.folder import digest
from checker.disk.objects import Stamp
from checker.facts.copies.passages import Sentence
from checker.facts.outline.identity import Identity
from checker.facts.reading import Reading
from checker.knowledge.copy_words import CopyWords
from checker.lint.report import Report
from checker.outputs.names import hide_numbers
from checker.project.project import Project
from checker.search.patterns import finditer
from checker.survey.measures import Criterion, measure
from checker.survey.settings import SurveySettings
from checker.text.diagnostic import Severity
from checker.text.errors import FazhiError
from checker.text.span import Span

Row = tuple[object, ...]
MAX_WEIGHT = 2**16 - 1


class ReportRows(Struct, frozen=True):
    """The rows of one file by table, in the order of the columns of :mod:`checker.survey.schema`."""

    path: str
    rows: Mapping[str, tuple[Row, ...]]


class ReadTask(Struct, frozen=True):
    """Makes the rows of a report or of a file that cannot be read. ``engine`` is stored with them.

    ``stamps`` are those of objects in a store; a file on disk is asked for its own.
    """

    project: Project
    settings: SurveySettings
    criteria: tuple[Criterion, ...]
    engine: str
    stamps: Mapping[str, Stamp]

    def __call__(self, found: FoundFile, result: Report | FazhiError, content: str) -> ReportRows:
        """Return the rows for the report on a file or the error about it."""
        path = found if isinstance(found, str) else found.path
        number, stamp = report_number(path), self.stamps.get(path) or file_stamp(path)
        engine = file_engine(self.project, path, self.engine)
        if isinstance(result, FazhiError):
            reason = hide_numbers(getattr(result, "reason", "") or str(result))
            folder = place_of_folder(path, self.project.linter(os.curdir).knowledge.copy_words)
            row = (number, path, *[None] * 4, folder or None, *[None] * 13, reason, *stamp, content, engine)
            return ReportRows(path, {"reports": (row,)})
        knowledge = self.project.linter(result.document.path).knowledge
        reader = _Reader(
            number, result, Reading(result.document, knowledge, result.profile), self.settings, self.criteria
        )
        rows = reader.rows()
        rows["reports"] = ((*reader.head(path), None, *stamp, content, engine),)
        return ReportRows(path, rows)


def report_number(path: str) -> int:
    """Return the number of a report, made of its path, so that it is the same in every run."""
    return int.from_bytes(blake2b(path.encode("utf-8", "surrogateescape"), digest_size=8).digest(), "big") >> 1


def file_stamp(path: str) -> Stamp:
    """Return the size and the time of modification of a file; zeros where there is none."""
    try:
        status = Path(path).stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def file_engine(project: Project, path: str, engine: str) -> str:
    """Return the key of program, rules and settings for a file; empty when results depend on more than that."""
    try:
        key = configuration_key(project, path)
    except FazhiError:  # told when the file is checked
        key = None
    return "" if key is None else digest(engine.encode(), key.encode())


def place_of_folder(path: str, words: CopyWords) -> str:
    """Return the name of the nearest folder above a file that is named like a place; an empty string for none.

    Other folders (years, formats) say nothing about the body, which would be another in each of them.
    """
    for folder in PurePath(os.path.abspath(path)).parent.parts[::-1]:
        if words.place.fullmatch(folder):
            return folder
    return ""


def names_of_body(identity: Identity, folder: str, words: CopyWords, by_place: tuple[str, ...]) -> tuple[str, str, str]:
    """Return the body in one form for all its names, its own place, and the place above it.

    The place above is that in the name, else that of the folder.
    """
    issuer = identity.issuer.value if identity.issuer else ""
    places = list(dict.fromkeys(match.group() for match in words.place.finditer(issuer)))
    own = places[-1] if places else ""
    superior = places[-2] if len(places) > 1 else folder
    if issuer and own and identity.profile.name in by_place:
        return f"{superior}{own}", own, superior
    return issuer, own, superior


class _Reader(Struct, frozen=True):
    number: int
    report: Report
    reading: Reading
    settings: SurveySettings
    criteria: tuple[Criterion, ...]

    def head(self, path: str) -> Row:
        """Return the columns of ``reports`` up to the reason."""
        identity, document = self.reading.identity, self.report.document
        words = self.reading.copy_words
        folder = place_of_folder(path, words)
        body, own, superior = names_of_body(identity, folder, words, self.settings.by_place)
        counts = Counter(item.severity for item in self.report.unsuppressed)
        dates: dict[str, datetime.date] = {}
        for date, origin in self.reading.signing_dates:
            if date.value:
                dates.setdefault(origin, date.value)
        title = self.report.title
        return (
            self.number, path, document.format, identity.issuer.value if identity.issuer else None,
            body or None, own or None, superior or None, identity.profile.title, identity.profile.name,
            identity.report_year, identity.is_report, self.quote(title) if title else None,
            len(document.text), sum(len(block.span) for block in self.reading.body),
            counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO],
            len(self.report.diagnostics) - len(self.report.unsuppressed),
            dates.get("signature") or dates.get("written"), dates.get("published"),
        )  # fmt: skip

    def rows(self) -> dict[str, tuple[Row, ...]]:
        """Return the rows of all other tables."""
        return {
            "parts": tuple(self.parts()),
            "findings": tuple(self.findings()),
            "figures": tuple(self.figures()),
            "indicators": tuple(self.indicators()),
            "citations": tuple(self.citations()),
            "names": tuple(self.names()),
            "sentences": (self.sentences(),),
            "chunks": tuple(self.chunks()),
            "measures": tuple(self.measures()),
        }

    def parts(self) -> Iterator[Row]:
        whole = max(1, sum(len(block.span) for block in self.reading.body))
        for part in self.reading.parts:
            length = sum(map(len, part.spans))
            yield (
                self.number, part.part.id, part.part.title, part.presence.name.lower(), int(part.presence), length,
                min(1.0, length / whole), self.quote(part.evidence) if part.evidence else "",
                self.place(part.evidence) if part.evidence else "",
            )  # fmt: skip

    def findings(self) -> Iterator[Row]:
        for item in self.report.diagnostics:
            yield (
                self.number, item.rule, item.name, str(item.severity), str(item.confidence), item.message, item.mend,
                item.place.line, item.place.column, item.place.label, self.short(item.text), item.suppressed,
                item.fingerprint,
            )  # fmt: skip

    def figures(self) -> Iterator[Row]:
        for _, quantities in self.reading.quantities:
            for one in quantities:
                approximate = bool(one.before or one.after or one.behind)
                yield self.number, float(one.value), one.unit, approximate, self.quote(one.span), self.place(one.span)

    def indicators(self) -> Iterator[Row]:
        seen: Counter[str] = Counter()
        for one in self.reading.indicators:
            around = Span(max(self.reading.block_of(one.span).span.start, one.span.start - 12), one.span.end)
            yield (
                self.number, one.id, one.name, float(one.value), one.unit, one.approximate, one.scope, one.period,
                self.quote(around), self.place(one.span), seen[one.id],
            )  # fmt: skip
            seen[one.id] += 1

    def citations(self) -> Iterator[Row]:
        for reference in self.reading.references.closed:
            number = reference.number.of(self.report.shown_text) if reference.number else ""
            yield self.number, reference.title.of(self.report.shown_text), number, self.place(reference.span)

    def names(self) -> Iterator[Row]:
        seen: set[str] = set()
        for block in self.reading.body:
            for match in finditer(self.settings.names, self.report.document.text, block.span.start, block.span.end):
                span = Span(*match.span("name"))
                name = span.of(self.report.shown_text)
                if name not in seen:
                    seen.add(name)
                    yield self.number, name, self.place(span)

    def sentences(self) -> Row:
        weighted = self.weighted()
        hashes = array("Q", (sentence_hash(sentence.key) for sentence in weighted))
        weights = array("H", (min(sentence.weight, MAX_WEIGHT) for sentence in weighted))
        return self.number, hashes.tobytes(), weights.tobytes()

    def chunks(self) -> Iterator[Row]:
        words = self.reading.copy_words
        for ordinal, (_, text) in enumerate(chunks(self.weighted(), words.chunk)):
            yield self.number, ordinal, len(text), short_signature(text, words)

    def weighted(self) -> list[Sentence]:
        return [sentence for sentence in self.reading.passages if sentence.weight]

    def measures(self) -> Iterator[Row]:
        for criterion, value, span in measure(self.criteria, self.reading):
            quoted = self.quote(Span(span.start, max(span.end, span.start + 1))) if span else ""
            yield self.number, criterion, value, quoted, self.place(span) if span else ""

    def quote(self, span: Span) -> str:
        """Return the text of a span as outputs show it, shortened."""
        return self.short(span.of(self.report.shown_text))

    def short(self, text: str) -> str:
        """Return a text as one line of at most the length of a quotation."""
        line = " ".join(text.split())
        return line if len(line) <= self.settings.quote else f"{line[: self.settings.quote - 1]}…"

    def place(self, span: Span) -> str:
        return self.report.document.line_label(span.start)
