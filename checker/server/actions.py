"""Code actions: fix a finding, fix all safe ones, and ignore a finding by a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from checker.formats import read, revise, to_source_edits
from checker.lint.fixer import Revise, fix, select_fixes
from checker.lint.report import Report
from checker.outputs.grouping import label_of
from checker.outputs.machine.findings import shown_fixes
from checker.outputs.visible import visible
from checker.project.linter import Linter
from checker.server.capabilities import Capabilities
from checker.server.comments import ignore_edit
from checker.server.diagnostics import diagnostic
from checker.server.hover import findings_at
from checker.server.texts import OpenText
from checker.text.diagnostic import Diagnostic, Edit, Fix
from checker.text.document import Document
from checker.text.span import Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.fazhi"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
"""The kinds of code actions that the server provides."""
UNSAFE_SUFFIX = ",须人工确认"


def quick_fixes(
    text: OpenText, report: Report, params: types.CodeActionParams, capabilities: Capabilities
) -> Iterator[types.CodeAction]:
    """Yield the quick fixes at a range, safe ones first, then the actions that insert ignore comments."""
    items = [item for _, item in findings_at(text, report, params.range)]
    fixes = [(item, found, _is_safe(report, item, found)) for item in items for found in shown_fixes(report, item)]
    for item, found, safe in sorted(fixes, key=lambda entry: not entry[2]):
        yield types.CodeAction(
            f"{visible(found.title)}({item.rule}{'' if safe else UNSAFE_SUFFIX})",
            types.CodeActionKind.QuickFix,
            diagnostics=[_client_diagnostic(text, report, item, params, capabilities)],
            is_preferred=safe or None,
            edit=_workspace_edit(text, to_source_edits(report.document, found.edits), capabilities),
        )
    for item in items:
        if item.origin is not None:
            continue  # a finding about a comment cannot be ignored by another comment
        scope = "本文件" if item.scope == "document" else "此处"
        yield types.CodeAction(
            f"忽略{scope}:{item.rule}（{label_of(item)}）",
            types.CodeActionKind.QuickFix,
            diagnostics=[_client_diagnostic(text, report, item, params, capabilities)],
            edit=_workspace_edit(text, [ignore_edit(text, report.document, item)], capabilities),
        )


def is_requested(params: types.CodeActionParams, kind: str) -> bool:
    """Return True when the client requests actions of a kind; ``only`` lists kinds or their parent kinds."""
    only = params.context.only
    return not only or any(not name or name == kind or kind.startswith(f"{name}.") for name in map(_kind_name, only))


def fix_all(text: OpenText, report: Report, linter: Linter, capabilities: Capabilities) -> types.CodeAction | None:
    """Return one action with all safe fixes, or None when there are none."""
    if not select_fixes(report.document, _shown_findings(report), unsafe=False):
        return None
    outcome = fix(report.document, linter.lint, _reviser(text))
    if not outcome.changed:
        return None
    edits = text_edits(report.document.source, outcome.after.source)
    title = f"改正全部可靠的问题({len(outcome.applied)} 处)"
    return types.CodeAction(title, FIX_ALL, edit=_workspace_edit(text, edits, capabilities))


def text_edits(before: str, after: str) -> list[Edit]:
    """Return minimal edits that turn one text into another, so that cursors and markers keep their places."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    edits: list[Edit] = []
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            edits.extend(_character_edits("".join(old[first:last]), "".join(new[low:high]), starts[first]))
    return edits


def _character_edits(before: str, after: str, start: int) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, low, high in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(Span(start + first, start + last), after[low:high])


def _reviser(text: OpenText) -> Revise:
    def revised(document: Document, edits: Sequence[Edit]) -> Document:
        return read(document.path, revise(document, edits), name=f"text{text.extension}")

    return revised


def _shown_findings(report: Report) -> list[Diagnostic]:
    return [item for item in report.diagnostics if shown_fixes(report, item)]


def _is_safe(report: Report, item: Diagnostic, found: Fix) -> bool:
    """Return True for a fix that may be applied without review: a safe one that changes no title and no figure."""
    return any(selected.fix == found for selected in select_fixes(report.document, [item], unsafe=False))


def _client_diagnostic(
    text: OpenText, report: Report, item: Diagnostic, params: types.CodeActionParams, capabilities: Capabilities
) -> types.Diagnostic:
    """The diagnostic that the client has sent for a finding, so that it can identify it; else a new one."""
    own = diagnostic(text, report, item, related=capabilities.related_information)
    return next((sent for sent in params.context.diagnostics if sent.data == own.data), own)


def _workspace_edit(text: OpenText, edits: Sequence[Edit], capabilities: Capabilities) -> types.WorkspaceEdit:
    """Convert edits of the source to a workspace edit, for this version of the text if the client supports that."""
    changes = [text.text_edit(edit) for edit in edits]
    if not capabilities.document_changes:
        return types.WorkspaceEdit({text.uri: changes})
    identifier = types.OptionalVersionedTextDocumentIdentifier(text.uri, text.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, changes)])


def _kind_name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
