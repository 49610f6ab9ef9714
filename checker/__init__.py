"""fazhi: the linter for China's annual reports on law-based government.

>>> import checker
>>> report = checker.check_text("排查隐患432余处。", isolated=True)
>>> [(item.rule, item.text, item.place.line, item.place.column) for item in report.unsuppressed]
[('FIG003', '432余处', 1, 5)]

The public names are those of :mod:`checker.library`, which is imported on first access, so that the command line
starts quickly.
"""

from __future__ import annotations

from checker.version import VERSION

TYPE_CHECKING = False  # not imported from typing, whose import takes as long as the rest of this module

if TYPE_CHECKING:
    from checker.library import (
        AppliedFix,
        Checker,
        Comparison,
        Confidence,
        Diagnostic,
        Edit,
        FazhiError,
        Fix,
        Fixed,
        InputError,
        PartStatus,
        Place,
        Presence,
        Related,
        Report,
        Severity,
        Share,
        Span,
        Stated,
        Suppression,
        annotate,
        check_bytes,
        check_file,
        check_text,
        compare,
        fix_bytes,
        to_json,
        verdict,
    )

__version__ = VERSION

__all__ = [
    "AppliedFix",
    "Checker",
    "Comparison",
    "Confidence",
    "Diagnostic",
    "Edit",
    "FazhiError",
    "Fix",
    "Fixed",
    "InputError",
    "PartStatus",
    "Place",
    "Presence",
    "Related",
    "Report",
    "Severity",
    "Share",
    "Span",
    "Stated",
    "Suppression",
    "__version__",
    "annotate",
    "check_bytes",
    "check_file",
    "check_text",
    "compare",
    "fix_bytes",
    "to_json",
    "verdict",
]


if not TYPE_CHECKING:  # type checkers see only the names above

    def __getattr__(name: str) -> object:
        """Import a public name from the library (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from checker import library

        return vars(library)[name]
