"""What an editor offers to do about findings: mend them, mend all that is sure, pass them over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from checker.formats import read, revise, to_source_edits
from checker.lint.fixer import Revise, fix, select_fixes
from checker.lint.report import Report
from checker.outputs.machine.findings import shown_fixes
from checker.outputs.visible import visible
from checker.project.linter import Linter
from checker.server.abilities import Abilities
from checker.server.comments import ignoring
from checker.server.diagnostics import diagnostic
from checker.server.hover import touched
from checker.server.texts import OpenText
from checker.text.diagnostic import Diagnostic, Edit, Fix
from checker.text.document import Document
from checker.text.span import Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.fazhi"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
"""The kinds of actions that there are."""
UNSURE = ",须人工确认"


def actions(
    text: OpenText, report: Report, params: types.CodeActionParams, abilities: Abilities
) -> Iterator[types.CodeAction]:
    """The quick fixes at a range, sure ones first, then the comments that pass the findings over."""
    near = [item for _, item in touched(text, report, params.range)]
    fixes = [(item, found, _sure(report, item, found)) for item in near for found in shown_fixes(report, item)]
    for item, found, sure in sorted(fixes, key=lambda one: not one[2]):
        yield types.CodeAction(
            f"{visible(found.title)}({item.rule}{'' if sure else UNSURE})",
            types.CodeActionKind.QuickFix,
            diagnostics=[_told(text, report, item, params, abilities)],
            is_preferred=sure or None,
            edit=_workspace_edit(text, to_source_edits(report.document, found.edits), abilities),
        )
    for item in near:
        if item.origin is not None:
            continue  # what is wrong with a comment is not passed over by another one
        whole = "本文件" if item.scope == "document" else "此处"
        yield types.CodeAction(
            f"忽略{whole}:{item.rule}({item.name})",
            types.CodeActionKind.QuickFix,
            diagnostics=[_told(text, report, item, params, abilities)],
            edit=_workspace_edit(text, [ignoring(text, report.document, item)], abilities),
        )


def wants(params: types.CodeActionParams, kind: str) -> bool:
    """True when actions of a kind are asked for; ``only`` names kinds or the kinds above them."""
    only = params.context.only
    return not only or any(
        not wanted or wanted == kind or kind.startswith(f"{wanted}.") for wanted in (_name(one) for one in only)
    )


def fix_all(text: OpenText, report: Report, linter: Linter, abilities: Abilities) -> types.CodeAction | None:
    """All sure fixes as one action; nothing when there are none."""
    if not select_fixes(report.document, _shown(report), unsafe=False):
        return None
    outcome = fix(report.document, linter.lint, _revised(text))
    if not outcome.changed:
        return None
    edits = differences(report.document.source, outcome.after.source)
    title = f"改正全部可靠的问题({len(outcome.applied)} 处)"
    return types.CodeAction(title, FIX_ALL, edit=_workspace_edit(text, edits, abilities))


def differences(before: str, after: str) -> list[Edit]:
    """The edits that make one text of another, none larger than it need be: cursors and marks stay where they are."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    edits: list[Edit] = []
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for tag, first, last, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            edits.extend(_inside("".join(old[first:last]), "".join(new[low:high]), starts[first]))
    return edits


def _inside(before: str, after: str, start: int) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, low, high in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(Span(start + first, start + last), after[low:high])


def _revised(text: OpenText) -> Revise:
    def revised(document: Document, edits: Sequence[Edit]) -> Document:
        return read(document.path, revise(document, edits), name=f"text{text.ending}")

    return revised


def _shown(report: Report) -> list[Diagnostic]:
    return [item for item in report.diagnostics if shown_fixes(report, item)]


def _sure(report: Report, item: Diagnostic, found: Fix) -> bool:
    """True for a fix that may be made without a look: safe, and in no title and no figure."""
    return any(one.fix == found for one in select_fixes(report.document, [item], unsafe=False))


def _told(
    text: OpenText, report: Report, item: Diagnostic, params: types.CodeActionParams, abilities: Abilities
) -> types.Diagnostic:
    """The finding as the editor holds it, so that it knows which of its own is meant."""
    own = diagnostic(text, report, item, related=abilities.related)
    return next((held for held in params.context.diagnostics if held.data == own.data), own)


def _workspace_edit(text: OpenText, edits: Sequence[Edit], abilities: Abilities) -> types.WorkspaceEdit:
    """Edits of the source; an editor that can is told of which version, so that they never meet another one."""
    written = [text.text_edit(edit) for edit in edits]
    if not abilities.versioned:
        return types.WorkspaceEdit({text.uri: written})
    which = types.OptionalVersionedTextDocumentIdentifier(text.uri, text.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(which, written)])


def _name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
