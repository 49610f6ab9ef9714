"""fazhi: the linter for China's annual reports on law-based government."""

from checker.version import VERSION

__version__ = VERSION

__all__ = ["__version__"]
