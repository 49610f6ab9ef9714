"""The tables about shared text, independent of the output format."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from checker.i18n.language import Say
from checker.lint.report import Report, Share
from checker.outputs.comparing.groups import CopyGroup

MAX_MATRIX = 20
"""Reports in a matrix of pairs; a larger one is unreadable."""
MIN_GROUP = 3
"""Members of the smallest group that is told as one; two reports are a pair."""
MAX_ALONE = 20
"""Reports without shared text that are listed by name for people."""
PAIR_HEADINGS = ("报告", "与之相同的", "关系", "处", "字", "最长", "占")
MEMBER_HEADINGS = ("报告", "机关", "年度", "相同的字", "占")
PASSAGE_HEADINGS = ("位置", "开头", "句", "字", "有此段的报告")
_RELATIONSHIPS = {"previous": "本机关往年", "other": "其他机关"}

Row = tuple[str | int, ...]


class Shared(Struct, frozen=True):
    """What a comparison found besides the findings: the numbers of reports and formulas, the groups, who is alone."""

    files: int
    formulas: int
    groups: tuple[CopyGroup, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[CopyGroup, ...]:
        """The groups that are told as one."""
        return tuple(group for group in self.groups if len(group.members) >= MIN_GROUP)


class Matrix(Struct, frozen=True):
    """Cells are the part of the row's report that the column's report contains too; a dot stands for nothing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pairs(reports: Sequence[Report], shared: Shared) -> list[tuple[Report, Share]]:
    """Return the pairs that no group tells, the largest shares first."""
    group_of = {member.path: number for number, group in enumerate(shared.told) for member in group.members}
    found = [
        (report, share)
        for report in reports
        for share in report.shares
        if share.passages and not _in_group(report, share, group_of)
    ]
    return sorted(found, key=lambda pair: -pair[1].part)


def _in_group(report: Report, share: Share, group_of: dict[str, int]) -> bool:
    group = group_of.get(report.document.path)
    return group is not None and group == group_of.get(share.path) and share.relationship == "other"


def pair_rows(found: Sequence[tuple[Report, Share]], say: Say) -> list[Row]:
    """Return the rows of :data:`PAIR_HEADINGS`."""
    return [
        (
            report.document.path, share.path, say(_RELATIONSHIPS[share.relationship]),
            share.passages, share.characters, share.longest, f"{share.part:.0%}",
        )
        for report, share in found
    ]  # fmt: skip


def pair_matrix(found: Sequence[tuple[Report, Share]]) -> Matrix | None:
    """Return the matrix of a few pairs, or None."""
    cells = {(report.document.path, share.path): f"{share.part:.0%}" for report, share in found}
    columns = sorted({column for _, column in cells})
    rows = sorted({row for row, _ in cells})
    if not cells or max(len(columns), len(rows)) > MAX_MATRIX:
        return None
    return Matrix(
        tuple(columns),
        tuple((row, *("" if row == column else cells.get((row, column), "·") for column in columns)) for row in rows),
    )


def group_matrix(group: CopyGroup) -> Matrix | None:
    """Return the matrix of a group, with the numbers of its rows as columns, or None."""
    if not group.matrix or len(group.members) > MAX_MATRIX:
        return None
    numbered = [f"{number} {member.path}" for number, member in enumerate(group.members, 1)]
    return Matrix(
        tuple(str(number) for number in range(1, len(numbered) + 1)),
        tuple(
            (path, *("" if row == column else f"{part:.0%}" for column, part in enumerate(parts)))
            for row, (path, parts) in enumerate(zip(numbered, group.matrix, strict=True))
        ),
    )


def member_rows(group: CopyGroup, say: Say) -> list[Row]:
    """Return the rows of :data:`MEMBER_HEADINGS`, the largest shares first."""
    ordered = sorted(group.members, key=lambda member: (-member.part, member.path))
    return [
        (
            member.path,
            member.issuer or say("未读出"),
            member.year or say("未读出"),
            member.characters,
            f"{member.part:.0%}",
        )
        for member in ordered
    ]


def passage_rows(group: CopyGroup) -> list[Row]:
    """Return the rows of :data:`PASSAGE_HEADINGS`, in the order of the text."""
    return [
        (passage.place, passage.opening, passage.sentences, passage.characters, passage.members)
        for passage in group.passages
    ]


def group_title(number: int, group: CopyGroup, say: Say) -> str:
    """Return the line above a group; a report without a body counts as that of another one."""
    bodies = len({member.issuer or member.path for member in group.members})
    return say(
        "第 {number} 组:{bodies} 个机关的 {reports} 份报告有共同的底稿",
        number=number, bodies=bodies, reports=len(group.members),
    )  # fmt: skip


def passages_title(group: CopyGroup, say: Say) -> str:
    """Return the line above the passages of a group."""
    return say("相同的段落(位置在 {path} 中)", path=group.model)


def introduction(shared: Shared, say: Say) -> str:
    """Return the first line."""
    return say(
        "比较了 {files} 份报告;{formulas} 句是多个机关都有的套话,未计。", files=shared.files, formulas=shared.formulas
    )


def alone_line(shared: Shared, say: Say) -> str:
    """Return the line about the reports that share no text with another body's, named if they are few."""
    names = "、".join(shared.alone) if len(shared.alone) <= MAX_ALONE else ""
    line = say("与其他机关没有共同底稿的:{count} 份", count=len(shared.alone))
    return f"{line}({names})" if names else line
