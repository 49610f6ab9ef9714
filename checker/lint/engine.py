"""The engine: rules × reading → diagnostics. Pure; files and screens are elsewhere."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from checker.facts.figures.judging import OPEN, RIGHT
from checker.facts.reading import Other, Reading
from checker.facts.suppressions import Judged, Request, apply_requests, judge, read_requests
from checker.knowledge.base import Knowledge
from checker.lint.masking import masked_text, shown, stars
from checker.lint.report import PartStatus, Report, Share
from checker.rules.kinds import KINDS
from checker.rules.rule import Rule, Variant
from checker.search.time_limit import WATCH
from checker.text.diagnostic import Confidence, Diagnostic, Finding, Fix
from checker.text.document import Block, Document, Piece, Place
from checker.text.span import Span

PATTERN = "pattern"
"""The kind whose findings may lie inside one another."""


class Aside(Struct, frozen=True):
    """What is set aside besides what the document itself asks for: ``requests`` of the configuration.

    ``known`` are all rules there are, whether they run or not; ``today`` ends requests whose time is over.
    """

    requests: tuple[Request, ...] = ()
    known: tuple[Rule, ...] = ()
    today: datetime.date = datetime.date.min


NOTHING_ASIDE = Aside()


class Task(Struct, frozen=True):
    """A document to lint, compared with ``others`` where there are any; ``aside`` is what is set aside in it."""

    document: Document
    others: tuple[Other, ...] = ()
    aside: Aside = NOTHING_ASIDE


def lint(
    document: Document,
    rules: Iterable[Rule],
    knowledge: Knowledge,
    profile: str = "",
    minimum_confidence: Confidence = Confidence.MEDIUM,
    others: tuple[Other, ...] = (),
    masking: tuple[Rule, ...] = (),
    aside: Aside = NOTHING_ASIDE,
) -> Report:
    """Run the rules over a document, compared with ``others`` where there are any.

    What ``masking`` rules find is hidden in every text, whether they are among ``rules`` or not; what the
    document or ``aside`` asks to be set aside stays in the report and is marked. The rules that look at such
    requests run last.
    """
    task = Task(document, others, aside)
    return lint_all((task,), rules, knowledge, profile, minimum_confidence, masking)[0]


def lint_all(
    tasks: Sequence[Task],
    rules: Iterable[Rule],
    knowledge: Knowledge,
    profile: str = "",
    minimum_confidence: Confidence = Confidence.MEDIUM,
    masking: tuple[Rule, ...] = (),
) -> list[Report]:
    """:func:`lint` for several documents, each as if it were alone.

    A rule runs over all of them before the next one does: what it needs is at hand then, and takes a fifth less time.
    """
    rules = tuple(rules)
    readings = [Reading(task.document, knowledge, profile, task.others) for task in tasks]
    found = _run(readings, [rule for rule in rules if not KINDS[rule.kind].judges], masking, minimum_confidence)
    return [
        _judged(reading, first, task.aside, rules, masking, minimum_confidence, knowledge)
        for reading, first, task in zip(readings, found, tasks, strict=True)
    ]


def _judged(
    reading: Reading,
    first: _Run,
    aside: Aside,
    rules: tuple[Rule, ...],
    masking: tuple[Rule, ...],
    minimum_confidence: Confidence,
    knowledge: Knowledge,
) -> Report:
    """What is to be said about a document in which the rules have found this."""
    document = reading.document
    requests = (*read_requests(document), *aside.requests)
    told, used = apply_requests(_once(first.diagnostics, _patterns(rules)), requests, aside.today)
    judged: tuple[Judged, ...] = ()
    if requests:
        tried = [rule for rule in rules if rule.confidence >= minimum_confidence and _looks(rule, reading)]
        judged = judge(zip(requests, used, strict=True), aside.known or rules, tried, aside.today)
    reading.judged = tuple(item for item in judged if item.request.by == "comment")
    judging = [rule for rule in rules if reading.judged and KINDS[rule.kind].judges]
    (last,) = _run((reading,), judging, (), minimum_confidence)
    told.extend(last.diagnostics)
    speaking = {item.rule for item in told}
    return Report(
        document,
        reading.identity.issuer.value if reading.identity.issuer else "",
        reading.identity.report_year,
        reading.identity.profile.name,
        reading.identity.profile.title,
        _checklist(reading, first.masked),
        shown(
            document,
            sorted(told, key=lambda item: (item.span, item.rule)),
            first.masked,
            _numbers_said(requests, masking, knowledge),
        ),
        first.hidden + last.hidden,
        _verified(reading),
        (*first.failures, *last.failures),
        tuple(first.masked),
        reading.title_blocks[0].span if reading.title_blocks else None,
        _shares(reading),
        tuple(rule for rule in rules if rule.id in speaking),
        tuple(item for item in judged if item.request.by == "configuration"),
        reading.indicators,
    )


def lint_requests(
    document: Document,
    judged: tuple[Judged, ...],
    rules: Iterable[Rule],
    knowledge: Knowledge,
    title: str,
    masking: tuple[Rule, ...] = (),
) -> Report:
    """What is to be said about the requests of a file that is no report: a configuration."""
    reading = Reading(document, knowledge)
    reading.judged = judged
    judging = tuple(rule for rule in rules if KINDS[rule.kind].judges)
    (run,) = _run((reading,), judging, masking, Confidence.LOW)
    told = shown(document, sorted(run.diagnostics, key=lambda item: (item.span, item.rule)), run.masked, {})
    speaking = {item.rule for item in told}
    heard = tuple(rule for rule in judging if rule.id in speaking)
    return Report(
        document, "", None, "", title, (), told, failures=tuple(run.failures), masked=tuple(run.masked), rules=heard
    )


class _Run(Struct):
    """What rules found: shown, hidden for want of confidence, private numbers, rules that broke."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    hidden: int = 0
    masked: list[Span] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def _run(
    readings: Sequence[Reading], rules: Iterable[Rule], masking: Iterable[Rule], minimum_confidence: Confidence
) -> list[_Run]:
    """Run rules one by one, each over all texts; those of ``masking`` only for what they hide."""
    with WATCH.over(max((len(reading.document.text) for reading in readings), default=0)):
        runs = [_Run() for _ in readings]
        rules = tuple(rules)
        wanted = {rule.id for rule in rules}
        for rule in (*rules, *(rule for rule in masking if rule.id not in wanted)):
            for reading, run in zip(readings, runs, strict=True):
                if _applies(reading, rule):
                    _watched(reading, rule, run, minimum_confidence if rule.id in wanted else None)
        return runs


def _watched(reading: Reading, rule: Rule, run: _Run, minimum_confidence: Confidence | None) -> None:
    """Run a rule over a text; without a confidence that is wanted only for what it hides."""
    try:
        with WATCH:
            found = [_diagnostic(reading, rule, finding) for finding in KINDS[rule.kind].check(reading, rule)]
    except TimeoutError:
        run.failures.append(f"{reading.document.path}:规则 {rule.id} 用时过长,没有查完")
        return
    except Exception as error:  # noqa: BLE001 - one broken rule must not take the others with it
        run.failures.append(f"{reading.document.path}:规则 {rule.id} 出错({type(error).__name__}: {error})")
        return
    if not found:
        return
    if rule.masks:
        run.masked.extend(item.span for item in found)
    if minimum_confidence is None:
        return
    if rule.confidence < minimum_confidence:
        run.hidden += len(found)
    else:
        run.diagnostics.extend(found)


def _patterns(rules: Iterable[Rule]) -> set[str]:
    return {rule.id for rule in rules if rule.kind == PATTERN}


def _looks(rule: Rule, reading: Reading) -> bool:
    """True when a rule could have found something here: one that compares finds nothing in a report alone."""
    return _applies(reading, rule) and (bool(reading.others) or not KINDS[rule.kind].compares)


def _shares(reading: Reading) -> tuple[Share, ...]:
    """How much of the report stands in each of the others, the most alike first."""
    shares = []
    for overlap in reading.comparisons:
        counted = [copy.characters for copy in overlap.copies]
        path, whose = overlap.other.reading.document.path, overlap.other.relationship.value
        part = sum(counted) / max(overlap.substance, 1)
        shares.append(Share(path, whose, len(counted), sum(counted), max(counted, default=0), part))
    return tuple(sorted(shares, key=lambda share: -share.part))


def _applies(reading: Reading, rule: Rule) -> bool:
    """Rules of the annual report look at nothing else, and at none from before their norm."""
    if rule.reports_only and not reading.identity.is_report:
        return False
    year = reading.identity.report_year if rule.since else None
    return year is None or year >= rule.since


def _numbers_said(requests: Iterable[Request], masking: tuple[Rule, ...], knowledge: Knowledge) -> dict[str, str]:
    """Private numbers in what was said to the tool, which is no part of the text, and the stars for them."""
    lines = [f"{request.said} {request.reason} {request.text}" for request in requests]
    words = "\n".join(line.replace("\n", " ") for line in lines if any(map(str.isdigit, line)))
    if not words:
        return {}
    everything = Span(0, len(words))
    said = Document("", "txt", words, (Block(everything),), (Piece(0, len(words), everything),), words)
    (run,) = _run((Reading(said, knowledge),), (), masking, Confidence.LOW)
    return stars(said, run.masked)


def _once(diagnostics: list[Diagnostic], patterns: set[str]) -> list[Diagnostic]:
    """A wording inside a larger one that another pattern of the family found is not said twice."""
    found = sorted((item for item in diagnostics if item.rule in patterns), key=lambda item: item.span.start)
    starts = [item.span.start for item in found]
    longest = max((len(item.span) for item in found), default=0)

    def around(item: Diagnostic) -> list[Diagnostic]:
        """Those that begin near enough before it to hold it."""
        low = bisect_left(starts, item.span.start - longest)
        return found[low : bisect_right(starts, item.span.start)]

    def covered(item: Diagnostic) -> bool:
        return item.rule in patterns and any(
            other.rule != item.rule
            and other.rule[:3] == item.rule[:3]
            and item.span in other.span
            and (item.span != other.span or other.rule < item.rule)
            for other in around(item)
        )

    return [item for item in diagnostics if not covered(item)]


def _verified(reading: Reading) -> dict[str, int]:
    """How many relations between figures were found right, by kind, and beside them how many open and contradicted."""
    found = Counter(relation.kind.value for relation in reading.relations if relation.verdict == RIGHT)
    if found:
        for relation in reading.relations:
            if relation.verdict != RIGHT and relation.cued:
                found["open" if relation.verdict == OPEN else "contradicted"] += 1
    return dict(found)


def _checklist(reading: Reading, masked: list[Span]) -> tuple[PartStatus, ...]:
    text = masked_text(reading.document.text, masked)
    return tuple(
        PartStatus(part.part.title, part.presence, part.evidence.of(text) if part.evidence else "")
        for part in reading.parts
    )


def _diagnostic(reading: Reading, rule: Rule, finding: Finding) -> Diagnostic:
    document = reading.document
    wording = rule.variants.get(finding.variant) or Variant(rule.severity, rule.message, rule.mend)
    span = Span(0, 0) if finding.span is None else finding.span
    whole = finding.span is None
    start, end = _places(document, finding)
    return Diagnostic(
        path=document.path,
        rule=rule.id,
        name=rule.name,
        severity=wording.severity,
        confidence=rule.confidence,
        message=_in_one_line(wording.message.format_map(finding.values)),
        mend=_in_one_line(wording.mend.format_map(finding.values)),
        source=rule.source,
        span=span,
        scope="document" if whole else "span",
        text=finding.origin.of(document.source) if finding.origin is not None else span.of(document.text),
        place=start,
        end_place=end,
        related=finding.related,
        fixes=_fixes(reading, rule, finding),
        origin=finding.origin,
    )


def _in_one_line(words: str) -> str:
    """What a message quotes may go over several lines of the text; other signs that end lines stay, to be shown."""
    return words.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def _places(document: Document, finding: Finding) -> tuple[Place, Place]:
    """Where a finding begins and ends; what is no part of the text stands in the source."""
    if finding.origin is not None:
        return document.source_place(finding.origin.start), document.source_place(finding.origin.end)
    if finding.span is None:
        return (Place(1, 1, "全文"),) * 2
    return document.place(finding.span.start), document.place(finding.span.end, end=len(finding.span) > 0)


def _fixes(reading: Reading, rule: Rule, finding: Finding) -> tuple[Fix, ...]:
    """The cures that the rule allows, as safe as it says, that can be written and touch no name of the user's."""
    if rule.fix == "none":
        return ()
    allowed = [fix for fix in finding.fixes if all(_may_change(reading, edit.span) for edit in fix.edits)]
    return tuple(replace(fix, safety=rule.fix) for fix in allowed)


def _may_change(reading: Reading, span: Span) -> bool:
    return reading.document.writable(span) and not reading.own_words.touch(span)
