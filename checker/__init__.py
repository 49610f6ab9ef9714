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
        Checker,
        Confidence,
        Diagnostic,
        Edit,
        FazhiError,
        Fix,
        InputError,
        Place,
        Related,
        Report,
        Severity,
        Span,
        Suppression,
        check_bytes,
        check_file,
        check_text,
        to_json,
    )

__version__ = VERSION

__all__ = [
    "Checker",
    "Confidence",
    "Diagnostic",
    "Edit",
    "FazhiError",
    "Fix",
    "InputError",
    "Place",
    "Related",
    "Report",
    "Severity",
    "Span",
    "Suppression",
    "__version__",
    "check_bytes",
    "check_file",
    "check_text",
    "to_json",
]


if not TYPE_CHECKING:  # type checkers see only the names above

    def __getattr__(name: str) -> object:
        """Import a public name from the library (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from checker import library

        return vars(library)[name]
