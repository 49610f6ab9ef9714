"""fazhi: the linter for China's annual reports on law-based government.

>>> import checker
>>> report = checker.check_text("排查隐患432余处。", isolated=True)
>>> [(item.rule, item.text, item.place.line, item.place.column) for item in report.unsuppressed]
[('FIG003', '432余处', 1, 5)]

What is offered is :mod:`checker.library`; it is loaded when first asked for, so that the command line starts at once.
"""

from __future__ import annotations

from checker.version import VERSION

TYPE_CHECKING = False  # as in typing, which takes as long to load as the rest of this

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


if not TYPE_CHECKING:  # a type checker sees the names above, and no others

    def __getattr__(name: str) -> object:
        """A name of the library (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from checker import library

        return vars(library)[name]
