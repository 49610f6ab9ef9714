"""Findings in groups: those of a rule together, with what they have in common said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from checker.lint.report import Report
from checker.lint.wording import nested
from checker.outputs.display import WIDTH, Display
from checker.outputs.grouping import Group, folds
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal import content
from checker.outputs.terminal.layout import (
    FAINT,
    PLAIN,
    Line,
    cells,
    cut,
    wrap,
    wrap_beside,
    wrap_segments,
)
from checker.outputs.terminal.styles import INDENT, STYLES
from checker.outputs.visible import visible
from checker.text.diagnostic import Diagnostic, Related

_OPEN, _CLOSE = "⟦", "⟧"
"""Around the characters of a finding, as in the rules' examples; colours alone would not tell everybody."""
_GAP = "   "
_QUOTE = re.compile("“([^“”]+)[“”]")
_MIN_QUOTED = 3
"""Characters of a finding that a message has to quote, so that its place can be found by them."""
_MOST_PLACES, _NAMED = 12, 6
"""More places with the same message than the first are told by their number, after so many of them."""
_MIN_TEXT = 40
"""The minimum width in cells of a text beside its place; on narrower terminals it goes below it."""


def render_groups(report: Report, groups: Iterable[Group], display: Display) -> Iterator[Line]:
    """Yield the lines of the groups of a report."""
    for group in groups:
        yield from _group(report, group, display)


def _group(report: Report, group: Group, display: Display) -> Iterator[Line]:
    body: Iterator[Line]
    if len(group.items) == 1:
        yield from group_title(group, display.place(group.items[0].place.label), display)
        body = _single(report, group, display)
    else:
        where = display.say("{count} 处", count=len(group.items))
        common = _GAP.join(f"{name} {visible(text)}" for name, text in _notes(group, display))
        title, *wrapped = group_title(group, f"{where}{_GAP}{common}", display)
        body = _places(report, group, display)
        if wrapped:
            title, *wrapped = group_title(group, where, display)
            body = chain(body, notes(group, display, max((display.width or WIDTH) - len(INDENT[0]), 1)))
        yield from (title, *wrapped)
    for line in body:
        yield (INDENT, *line)


def group_title(group: Group, where: str, display: Display) -> Iterator[Line]:
    """Yield the title of a group: its severity, the name and number of its rule, and where."""
    title = f"{display.say(SEVERITIES[group.severity])} {visible(group.title)}"
    rest = f" {group.rule}  {where}"
    return wrap_segments(((title, STYLES[group.severity]), (rest, PLAIN)), display.width or WIDTH)


def _single(report: Report, group: Group, display: Display) -> Iterator[Line]:
    width = max((display.width or WIDTH) - len(INDENT[0]), 1)
    (item,) = group.items
    if _needs_excerpt(item):
        yield _excerpt(report, item, width)
    mend, *source = _notes(group, display)
    yield from filled((("", item.message), mend, *related_note(report, item, display), *source), width)


def _places(report: Report, group: Group, display: Display) -> Iterator[Line]:
    """The findings of a group, each with its message; and with its mend, where these differ. Repeats have one."""
    width = max((display.width or WIDTH) - len(INDENT[0]), 1)
    repeats = folds(report, group)
    for items in (group.items,) if repeats else same_message(group.items):
        item = items[0]
        own = () if group.mend else ((display.say("改法"), item.mend),)
        others = () if repeats else related_note(report, item, display)
        yield from place_and_notes(items, (*own, *others), display, width)
        if _needs_excerpt(item):
            yield (INDENT, *_excerpt(report, item, width - len(INDENT[0])))


def same_message(items: Iterable[Diagnostic]) -> Iterator[Sequence[Diagnostic]]:
    """Yield findings in turn, those that follow each other together where they differ in nothing but their place."""

    def shown(item: Diagnostic) -> tuple[object, ...]:
        return item.path, item.message, item.mend, item.related, _needs_excerpt(item) and item.span

    return (tuple(found) for _, found in groupby(items, shown))


def place_and_notes(
    items: Sequence[Diagnostic], others: Iterable[tuple[str, str]], display: Display, width: int
) -> Iterator[Line]:
    """Yield the places of findings with the same message, the message, and other notes on them."""
    say = display.say
    labels = [display.place(item.place.label) for item in items]
    if len(labels) > _MOST_PLACES:
        labels = [*labels[:_NAMED], say("… 共 {count} 处", count=len(items))]
    places = say("、").join(labels)
    return filled(((places, items[0].message), *others), width)


def notes(group: Group, display: Display, width: int) -> Iterator[Line]:
    """Yield the mend and the source that the findings of a group share."""
    yield from filled(_notes(group, display), width)


def _notes(group: Group, display: Display) -> tuple[tuple[str, str], ...]:
    mend = ((display.say("改法"), group.mend),) if group.mend else ()
    return (*mend, (display.say("依据"), group.items[0].source))


def related_note(report: Report, item: Diagnostic, display: Display) -> tuple[tuple[str, str], ...]:
    """Return the note about the related places of a finding, if there are any that it does not quote from its line."""
    document = report.document

    def is_quoted(place: Related) -> bool:
        text = place.span.of(document.text)
        return document.place(place.span.start).line == item.place.line and text in item.message

    if all(map(is_quoted, item.related)):
        return ()
    return ((display.say("参见"), content.related_line(report, item, display)),)


def _needs_excerpt(item: Diagnostic) -> bool:
    """Return True where the message does not quote the words of the finding, or too few of them to find the place."""
    quotes = [quote.removesuffix("…") for quote in _QUOTE.findall(item.message)]
    if item.text in item.message or nested(item.text) in item.message:
        quotes.append(item.text)
    quoted = any(len(quote) >= _MIN_QUOTED and (quote in item.text or nested(quote) in item.text) for quote in quotes)
    return item.scope == "span" and not quoted


def filled(texts: Iterable[tuple[str, str]], width: int) -> Iterator[Line]:
    """Lay out notes, each a name and a text, as many beside each other as there is room for."""
    lines: list[str] = []
    for name, text in texts:
        note = f"{name} {visible(text)}".lstrip()
        if lines and cells(lines[-1]) + cells(_GAP) + cells(note) <= width:
            lines[-1] += _GAP + note
        else:
            lines.extend(_wrapped(f"{name} " if name else "", visible(text), width))
    return (((line, PLAIN),) for line in lines)


def _wrapped(name: str, text: str, width: int) -> list[str]:
    """Wrap a text in the column after its name, or from the margin on where that column would be too narrow."""
    if width - cells(name) < _MIN_TEXT:
        return [line.rstrip() for line in wrap(f"{name}{text}", width)]
    return ["".join(part for part, _ in line).rstrip() for line in wrap_beside(name, text, width)]


def _excerpt(report: Report, item: Diagnostic, width: int) -> Line:
    """The text around a finding in one line, with the finding between brackets."""
    before, found, after = content.window(report.shown_text, item.span)
    segments = [("│ ", FAINT), (before, PLAIN), (f"{_OPEN}{found}{_CLOSE}", STYLES[item.severity]), (after, PLAIN)]
    line = []
    for text, style in segments:
        shown = cut(text, width)
        width -= cells(shown)
        line.append((shown, style))
    return line
