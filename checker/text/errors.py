"""Errors other than findings. Each has a message of one line and leads to exit code 2."""

from __future__ import annotations


class FazhiError(Exception):
    """Base class of all errors of the tool.

    ``str()`` is one line for the user; line breaks in quoted input are escaped.
    """

    def __str__(self) -> str:
        return super().__str__().replace("\r", "\\r").replace("\n", "\\n")


class InputError(FazhiError):
    """A file that cannot be read as a report."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.path, self.reason)


class UsageError(FazhiError):
    """A command line that makes no sense."""


class RulesetError(FazhiError):
    """An invalid ruleset, profile, configuration or word list; the message names file, line and key."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}:{reason}" if line else f"{path}：{reason}")
        self.path = path
        self.reason = reason
        self.line = line

    def __reduce__(self) -> tuple[type[RulesetError], tuple[str, str, int]]:
        return type(self), (self.path, self.reason, self.line)
