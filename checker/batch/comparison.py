"""Many reports laid beside each other: two passes over the files, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from checker.batch.candidates import Entry, Index, key_of
from checker.facts.reading import ComparedReport, Reading, Relationship
from checker.lint.engine import lint
from checker.lint.report import Report
from checker.project.files import Excluded, exclude_nothing, find_files, read_file
from checker.project.linter import Linter
from checker.project.previous import is_same_issuer
from checker.rules.kinds import KINDS
from checker.rules.rule import Rule
from checker.text.errors import InputError

_KEPT = 16
"""Readings kept at hand while partners are compared; neighbours in a folder share partners."""

Progress = Callable[[str, int, int], None]
"""Told the name of the pass, how many files are done, how many there are."""


class Comparison(Struct, frozen=True):
    """Reports that share passages with another, and what could not be read; ``files`` is how many were read."""

    reports: tuple[Report, ...]
    errors: tuple[InputError, ...]
    files: int
    formulas: int


def compare(
    paths: tuple[str, ...], linter: Linter, excluded: Excluded = exclude_nothing, progress: Progress = lambda *_: None
) -> Comparison:
    """Find who shares what with whom among the reports of the paths.

    The first pass keeps signatures only; the second reads those again that have a partner.
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
            index.add(Entry(path, issuer.value if issuer else "", year), reading.passages)
        progress("读取", done, len(files))
    formulas = index.formulas()
    partners = {
        number: others
        for number, found_others in sorted(index.partners(formulas).items())
        if (others := [other for other in found_others if _copies_from(index, number, other)])
    }
    reports = _second_pass(index, partners, formulas, linter, progress)
    return Comparison(tuple(reports), tuple(errors), len(index.entries), len(formulas))


def comparing_rules(linter: Linter) -> tuple[Rule, ...]:
    """The rules that speak about reports laid beside each other."""
    return tuple(rule for rule in linter.rules if KINDS[rule.kind].compares)


def _copies_from(index: Index, number: int, other: int) -> bool:
    """Of two alike reports the later one is told: by year, else by the order of the files.

    Two of one body on one year are editions of one report, and not judged.
    """
    one, two = index.entries[number], index.entries[other]
    if one.year == two.year and _one_body(one, two):
        return False
    return ((one.year or 0), number) > ((two.year or 0), other)


def _second_pass(
    index: Index, partners: dict[int, list[int]], formulas: AbstractSet[int], linter: Linter, progress: Progress
) -> Iterator[Report]:
    rules = comparing_rules(linter)

    @lru_cache(_KEPT)
    def reading(number: int) -> Reading | None:
        document = read_file(index.entries[number].path)
        return None if isinstance(document, InputError) else Reading(document, linter.knowledge)

    for done, (number, others) in enumerate(partners.items(), 1):
        report = reading(number)
        beside = tuple(
            ComparedReport(partner, _relationship(index, number, other), _named(partner, formulas))
            for other in others
            if (partner := reading(other)) is not None
        )
        if report is not None and beside:
            least = linter.settings.minimum_confidence
            document = report.document
            aside = linter.external_requests(document.path)
            told = lint(document, rules, linter.knowledge, "", least, beside, linter.masking_rules, aside)
            if told.diagnostics or any(share.passages for share in told.shares):
                yield replace(told, parts=(), verified={})
        progress("比较", done, len(partners))


def _relationship(index: Index, number: int, other: int) -> Relationship:
    one, two = index.entries[number], index.entries[other]
    return Relationship.PREVIOUS if _one_body(one, two) else Relationship.OTHER


def _one_body(one: Entry, two: Entry) -> bool:
    return bool(one.issuer and two.issuer) and is_same_issuer((one.issuer,), (two.issuer,))


def _named(partner: Reading, formulas: AbstractSet[int]) -> frozenset[str]:
    """The formulas among a report's own sentences, in words."""
    return frozenset(sentence.key for sentence in partner.passages if key_of(sentence.key) in formulas)
