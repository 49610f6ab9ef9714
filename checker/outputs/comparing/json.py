"""Shared text in the JSON output: the key ``comparison`` (``docs/json.md``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.lint.report import Report
from checker.outputs.comparing.groups import CopyGroup
from checker.outputs.comparing.tables import Shared
from checker.outputs.display import Display
from checker.outputs.machine import json
from checker.outputs.machine.joining import dumps

_END = "\n}\n"


def write(reports: Sequence[Report], display: Display, shared: Shared) -> str:
    """Write the object of the findings, with the comparison as its last key."""
    comparison = {
        "reports": shared.files,
        "formulas": shared.formulas,
        "groups": [_group(group) for group in shared.groups],
        "alone": list(shared.alone),
    }
    return f'{json.write(reports, display).removesuffix(_END)},\n  "comparison": {dumps(comparison, "  ")}{_END}'


def _group(group: CopyGroup) -> dict[str, Any]:
    return {
        "members": [
            {
                "path": member.path,
                "issuer": member.issuer,
                "year": member.year,
                "characters": member.characters,
                "part": round(member.part, 4),
            }
            for member in group.members
        ],
        "model": group.model,
        "passages": [
            {
                "opening": passage.opening,
                "place": passage.place,
                "sentences": passage.sentences,
                "characters": passage.characters,
                "members": passage.members,
            }
            for passage in group.passages
        ],
        "matrix": [[round(part, 4) for part in row] for row in group.matrix],
    }
