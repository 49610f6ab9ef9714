"""The note of a finding, and the facts about a report: totals, parts, figures, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.i18n.language import Say
from checker.lint.report import PartStatus, Report, severity_counts
from checker.outputs.audit import audit_line
from checker.outputs.display import Display
from checker.outputs.grouping import label_of, places_told
from checker.outputs.page.markup import Markup, element, join, text
from checker.outputs.page.text import Note, place_anchor
from checker.outputs.severities import SEVERITIES
from checker.outputs.verdict import verdict
from checker.outputs.words import part_state, share_line
from checker.text.diagnostic import Severity
from checker.text.document import Document

SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.INFO: "●"}
"""The sign of each severity, for readers who cannot distinguish the colours."""


def note_box(note: Note, document: Document, display: Display) -> Markup:
    """Render the note of a finding, linked with its mark in both directions."""
    item, say = note.item, display.say
    label = text(display.place(item.place.label))
    terms = [
        (say("改法"), text(item.mend)), (say("依据"), text(item.source)), *_related(note, document, display),
    ]  # fmt: skip
    place = element("span", {"class": "place"}, label)
    if item.scope == "span" and document.blocks:
        place = element("a", {"class": "place", "href": f"#m{note.key}"}, label)
    head = element(
        "p", {"class": "head"},
        element("span", {"class": "number"}, text(str(note.number))),
        badge(item.severity, say), Markup(" "),
        element("span", {"class": "rule"}, text(item.rule)), Markup(" "),
        element("span", {"class": "name"}, text(label_of(item))), Markup(" "),
        place,
    )  # fmt: skip
    attributes = {"class": f"note {note.classes}", "id": f"n{note.key}", "tabindex": "-1", "role": "note"}
    message = element("p", {"class": "message"}, text(item.message))
    return element("div", attributes, head, message, definitions(terms))


def _related(note: Note, document: Document, display: Display) -> Iterator[tuple[str, Markup]]:
    for number, related in enumerate(note.item.related):
        place = text(display.place(document.place(related.span.start).label))
        target = {"href": f"#{place_anchor(note, number)}"} if document.blocks else {}
        yield display.say("参见"), join((element("a", target, place), Markup(" "), text(related.message)))


def badge(severity: Severity, say: Say) -> Markup:
    """Render the name of a severity, with its sign and colour."""
    sign = element("span", {"aria-hidden": "true"}, text(f"{SIGNS[severity]} "))
    return element("strong", {"class": f"badge severity-{severity}"}, sign, text(say(SEVERITIES[severity])))


def definitions(terms: Iterable[tuple[str, Markup]]) -> Markup:
    """Render a definition list; terms without content are left out."""
    pairs = (
        element("div", {}, element("dt", {}, text(name)), element("dd", {}, content))
        for name, content in terms
        if content
    )
    return element("dl", {}, *pairs)


def facts(report: Report, say: Say) -> Markup:
    """Render the facts read from the report: issuer, year, profile, number of characters."""
    size = sum(len(block.span) for block in report.document.blocks)
    year = str(report.year) if report.year else say("未读出")
    issuer, profile = report.issuer or say("未读出"), say(report.profile_title)
    pairs = (("机关", issuer), ("年度", year), ("类型", profile), ("字数", f"{size:,}"))
    return element("div", {"class": "facts"}, definitions((say(name), text(value)) for name, value in pairs))


def totals(report: Report, notes: Sequence[Note], display: Display) -> Markup:
    """Render the verdict and the number of findings of each severity."""
    say = display.say
    judgement = element("strong", {"class": "verdict"}, text(verdict(report, display.minimum, say)))
    if not notes:
        return element("p", {"class": "totals"}, judgement)
    counts = severity_counts(item for item in places_told(report) if item.severity >= display.minimum)
    parts = [join((badge(level, say), text(f" {counts[level]}"))) for level in SEVERITIES]
    return element("p", {"class": "totals"}, judgement, *(element("span", {}, part) for part in parts))


def remarks(report: Report, say: Say) -> Iterator[Markup]:
    """Render the checklist of parts, the verified figures, the shares, and the number of hidden findings."""
    if report.parts:
        yield element("h3", {}, text(say("应有的部分")))
        yield element("ul", {"class": "parts"}, *(_part(part, say) for part in report.parts))
    lines = [audit_line(report.verified, say)] if report.verified else []
    lines.extend(share_line(share, say) for share in report.shares)
    if report.hidden:
        lines.append(say("另有 {count} 处把握不大的提示未显示（--min-confidence low 可见）。", count=report.hidden))
    yield from (element("p", {"class": "remark"}, text(line)) for line in lines)


def _part(part: PartStatus, say: Say) -> Markup:
    state, sign, remark = part_state(part, say)
    labels = {"there": "有", "named": "只提到", "missing": "缺"}
    sign_shown = element("span", {"class": "sign", "role": "img", "aria-label": say(labels[state])}, text(sign))
    evidence = element("span", {"class": "evidence"}, text(remark))
    return element("li", {"class": state}, sign_shown, element("span", {}, text(say(part.title))), evidence)
