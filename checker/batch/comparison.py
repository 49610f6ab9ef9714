"""Comparison of many reports, in two passes over the files, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from checker.batch.candidates import Index, IndexedReport, sentence_hash
from checker.facts.reading import ComparedReport, Reading, Relationship
from checker.lint.engine import lint
from checker.lint.report import Report
from checker.project.files import Excluded, exclude_nothing, find_files, read_file
from checker.project.linter import Linter
from checker.project.previous import is_same_issuer
from checker.rules.kinds import KINDS
from checker.rules.rule import Rule
from checker.text.errors import InputError

_CACHED_READINGS = 16
"""Readings cached in the second pass; neighbouring files often share partners."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the pass, the number of finished files, and the total."""


class Comparison(Struct, frozen=True):
    """The reports that share passages with another one, and the errors.

    ``files`` is the number of files read, ``formulas`` that of sentences not counted because many bodies use them.
    """

    reports: tuple[Report, ...]
    errors: tuple[InputError, ...]
    files: int
    formulas: int


def compare(
    paths: tuple[str, ...], linter: Linter, excluded: Excluded = exclude_nothing, progress: Progress = lambda *_: None
) -> Comparison:
    """Find the passages that the reports of the paths share.

    The first pass keeps signatures only; the second one reads the reports with candidates again.
    """
    errors: list[InputError] = []
    files: list[str] = []
    for found in find_files(paths, excluded):
        if isinstance(found, InputError):
            errors.append(found)
        else:
            files.append(found)
    index = Index(linter.knowledge.copy_words)
    for done, path in enumerate(files, 1):
        document = read_file(path)
        if isinstance(document, InputError):
            errors.append(document)
        else:
            reading = Reading(document, linter.knowledge)
            issuer, year = reading.identity.issuer, reading.identity.report_year
            index.add(IndexedReport(path, issuer.value if issuer else "", year), reading.passages)
        progress("读取", done, len(files))
    formulas = index.formulas()
    partners = {
        number: others
        for number, found_others in sorted(index.partners(formulas).items())
        if (others := [other for other in found_others if _copies_from(index, number, other)])
    }
    reports = _second_pass(index, partners, formulas, linter, progress)
    return Comparison(tuple(reports), tuple(errors), len(index.reports), len(formulas))


def comparing_rules(linter: Linter) -> tuple[Rule, ...]:
    """The selected rules that compare reports."""
    return tuple(rule for rule in linter.rules if KINDS[rule.kind].compares)


def _copies_from(index: Index, number: int, other: int) -> bool:
    """Return True when a report is later than the other one, by year, else by the order of the files.

    Two reports of one body on one year are editions of the same report, and are not compared.
    """
    report, earlier = index.reports[number], index.reports[other]
    if report.year == earlier.year and _same_issuer(report, earlier):
        return False
    return ((report.year or 0), number) > ((earlier.year or 0), other)


def _second_pass(
    index: Index, partners: dict[int, list[int]], formulas: AbstractSet[int], linter: Linter, progress: Progress
) -> Iterator[Report]:
    rules = comparing_rules(linter)

    @lru_cache(_CACHED_READINGS)
    def reading(number: int) -> Reading | None:
        document = read_file(index.reports[number].path)
        return None if isinstance(document, InputError) else Reading(document, linter.knowledge)

    for done, (number, others) in enumerate(partners.items(), 1):
        report = reading(number)
        compared = tuple(
            ComparedReport(partner, _relationship(index, number, other), _formula_keys(partner, formulas))
            for other in others
            if (partner := reading(other)) is not None
        )
        if report is not None and compared:
            minimum = linter.settings.minimum_confidence
            document = report.document
            external = linter.external_requests(document.path)
            result = lint(document, rules, linter.knowledge, "", minimum, compared, linter.masking_rules, external)
            if result.diagnostics or any(share.passages for share in result.shares):
                yield replace(result, parts=(), verified={})
        progress("比较", done, len(partners))


def _relationship(index: Index, number: int, other: int) -> Relationship:
    same = _same_issuer(index.reports[number], index.reports[other])
    return Relationship.PREVIOUS if same else Relationship.OTHER


def _same_issuer(first: IndexedReport, second: IndexedReport) -> bool:
    return bool(first.issuer and second.issuer) and is_same_issuer((first.issuer,), (second.issuer,))


def _formula_keys(partner: Reading, formulas: AbstractSet[int]) -> frozenset[str]:
    """The keys of the formulas among a report's sentences."""
    return frozenset(sentence.key for sentence in partner.passages if sentence_hash(sentence.key) in formulas)
