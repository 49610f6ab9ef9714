"""Comparison of many reports, in two passes over the files, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from checker.batch.candidates import Index, IndexedReport, sentence_hash
from checker.batch.groups import Group, find_groups
from checker.batch.runs import find_runs, formulas_outside
from checker.facts.copies.comparison import Relationship
from checker.facts.reading import ComparedReport, Reading
from checker.lint.engine import lint, private_spans
from checker.lint.masking import masked_text
from checker.lint.report import Report
from checker.outputs.comparing.groups import CopyGroup, Member, SharedPassage
from checker.project.files import Excluded, exclude_nothing, find_files, read_file
from checker.project.linter import Linter
from checker.project.previous import is_same_issuer
from checker.rules.kinds import KINDS
from checker.rules.rule import Rule
from checker.text.errors import InputError

_OPENING_LENGTH = 24
"""Characters of a passage that are quoted."""
_CACHED_READINGS = 16
"""Readings cached in the second pass; neighbouring files often share partners."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the pass, the number of finished files, and the total."""


class Comparison(Struct, frozen=True):
    """The reports that share passages with another one, and the errors.

    ``files`` is the number of files read, ``formulas`` that of sentences not counted because many bodies use them.
    ``groups`` are the bodies that have a text in common, ``alone`` the paths of the reports in no group.
    """

    reports: tuple[Report, ...]
    errors: tuple[InputError, ...]
    files: int
    formulas: int
    groups: tuple[CopyGroup, ...] = ()
    alone: tuple[str, ...] = ()


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
    return _compared(index, errors, linter, progress)


def _compared(index: Index, errors: list[InputError], linter: Linter, progress: Progress) -> Comparison:
    words = linter.knowledge.copy_words
    runs = find_runs(index, words)
    frequent = index.formulas()
    groups = find_groups(index, runs, words)
    group_of = {number: position for position, group in enumerate(groups) for number in group.numbers}
    formulas = formulas_outside(index, frequent, runs)
    partners = index.partners(frequent, runs.buckets(words.crowd), partial(_copies_from, index))
    chosen = {number: _one_of_a_group(index, number, partners[number], group_of) for number in sorted(partners)}

    def formulas_of(number: int, other: int) -> AbstractSet[int]:
        return frequent - runs.shared_sentences(number, other)

    reports = _second_pass(index, chosen, formulas_of, linter, progress)
    alone = tuple(report.path for number, report in enumerate(index.reports) if number not in group_of)
    return Comparison(
        tuple(reports),
        tuple(errors),
        len(index.reports),
        len(formulas),
        tuple(describe_groups(index, groups, linter)),
        alone,
    )


def _one_of_a_group(index: Index, number: int, others: list[int], group_of: Mapping[int, int]) -> list[int]:
    """Leave only the most similar report of another body of the same group: its text is told once."""
    kept: list[int] = []
    found = False
    for other in others:
        fellow = group_of.get(number, -1) == group_of.get(other, -2) and not _same_issuer(
            index.reports[number], index.reports[other]
        )
        if not (fellow and found):
            kept.append(other)
        found = found or fellow
    return kept


def describe_groups(index: Index, groups: Iterable[Group], linter: Linter) -> Iterator[CopyGroup]:
    """Yield the groups with paths and bodies, and with the openings and places of their passages."""
    for group in groups:
        members = tuple(
            Member(index.reports[number].path, index.reports[number].issuer, index.reports[number].year, shared, part)
            for number, shared, part in zip(group.numbers, group.shared, group.parts, strict=True)
        )
        path = index.reports[group.model].path
        document = read_file(path)
        passages: tuple[SharedPassage, ...] = ()
        if not isinstance(document, InputError):
            reading = Reading(document, linter.knowledge)
            sentences = [sentence for sentence in reading.passages if sentence.weight]
            masked = masked_text(document.text, private_spans(reading, linter.masking_rules))
            passages = tuple(
                SharedPassage(
                    masked[sentences[passage.first].span.start :][:_OPENING_LENGTH].split("\n")[0],
                    document.line_label(sentences[passage.first].span.start),
                    passage.last - passage.first + 1, passage.characters, passage.members,
                )
                for passage in group.passages if passage.last < len(sentences)
            )  # fmt: skip
        matrix = (
            tuple(tuple(group.matrix.get((one, other), 1.0) for other in group.numbers) for one in group.numbers)
            if group.matrix
            else ()
        )
        yield CopyGroup(members, passages, path, matrix)


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
    index: Index,
    partners: dict[int, list[int]],
    formulas_of: Callable[[int, int], AbstractSet[int]],
    linter: Linter,
    progress: Progress,
) -> Iterator[Report]:
    rules = comparing_rules(linter)
    shortest = linter.knowledge.copy_words.pair_characters

    @lru_cache(_CACHED_READINGS)
    def reading(number: int) -> Reading | None:
        document = read_file(index.reports[number].path)
        return None if isinstance(document, InputError) else Reading(document, linter.knowledge)

    for done, (number, others) in enumerate(partners.items(), 1):
        report = reading(number)
        compared = tuple(
            ComparedReport(
                partner, _relationship(index, number, other), _formula_keys(partner, formulas_of(number, other))
            )
            for other in others
            if (partner := reading(other)) is not None
        )
        if report is not None and compared:
            minimum = linter.settings.minimum_confidence
            document = report.document
            external = linter.external_requests(document.path)
            result = lint(document, rules, linter.knowledge, "", minimum, compared, linter.masking_rules, external)
            shares = tuple(share for share in result.shares if share.longest >= shortest)
            if result.diagnostics or shares:
                yield replace(result, parts=(), verified={}, shares=shares)
        progress("比较", done, len(partners))


def _relationship(index: Index, number: int, other: int) -> Relationship:
    same = _same_issuer(index.reports[number], index.reports[other])
    return Relationship.PREVIOUS if same else Relationship.OTHER


def _same_issuer(first: IndexedReport, second: IndexedReport) -> bool:
    return bool(first.issuer and second.issuer) and is_same_issuer((first.issuer,), (second.issuer,))


def _formula_keys(partner: Reading, formulas: AbstractSet[int]) -> frozenset[str]:
    """The keys of the formulas among a report's sentences."""
    return frozenset(sentence.key for sentence in partner.passages if sentence_hash(sentence.key) in formulas)
