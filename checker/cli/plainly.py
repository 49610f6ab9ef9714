"""``fazhi check 报告.docx``: no option, nothing to parse; the parser would take longer to load than a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.i18n.language import VARIABLE
from checker.project.files import STANDARD_INPUT

_COMMAND = "check"
_NOTHING: Mapping[str, Any] = {
    "only_changed": False, "since": None, "force_exclude": False,
    "select": (), "extend_select": (), "ignore": (), "profile": "", "preset": "", "stdin_filename": "",
    "catalogs": (), "rulesets": (), "exclude": (), "config": "", "isolated": False, "no_cache": False, "cache_dir": "",
    "output_format": (), "output_file": "", "min_severity": None, "fail_level": None, "exit_zero": False,
    "color": "auto", "min_confidence": None, "statistics": False, "profile_rules": False, "previous": (),
    "baseline": "", "annotate": "", "watch": False, "fixing": False, "jobs": 0,
    "unsafe_fixes": False, "diff": False, "show_fixes": False, "backup": False, "no_track": False,
}  # fmt: skip
"""What the parser makes of no options; a test holds the two together."""


def plain_paths(arguments: Sequence[str], environment: Mapping[str, str], system: str) -> tuple[str, ...] | None:
    """The paths of a check of which nothing else is said; None for every other call.

    ``system`` is :data:`os.name`: on Windows the parser also finds the files that a pattern means.
    """
    if system == "nt" or environment.get(VARIABLE) or arguments[:1] != [_COMMAND]:
        return None
    paths = tuple(arguments[1:])
    return None if any(path.startswith("-") and path != STANDARD_INPUT for path in paths) else paths


def check(paths: tuple[str, ...]) -> int | None:
    """Check files and return the exit code; None where the configuration asks for more than is at hand here."""
    from checker.cli import streaming
    from checker.cli.invocation import check_of

    chosen = dict(_NOTHING)
    project, outputs, wanted = check_of(paths, chosen)
    manner = streaming.manner_of(outputs, project, chosen)
    return streaming.check(wanted, project, outputs[0], manner, chosen) if manner else None
