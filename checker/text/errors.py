"""What can go wrong outside the reports themselves; each is one clear line and exit code 2."""

from __future__ import annotations


class FazhiError(Exception):
    """The tool cannot do its job; ``str()`` is the line for the user, whatever he has written that it quotes."""

    def __str__(self) -> str:
        return super().__str__().replace("\r", "\\r").replace("\n", "\\n")


class InputError(FazhiError):
    """A file cannot be read as a report."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}:{reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.path, self.reason)


class UsageError(FazhiError):
    """What is asked for cannot be meant."""


class RulesetError(FazhiError):
    """A ruleset, profile or word list is wrong; the line names file, line and key."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}:{reason}" if line else f"{path}:{reason}")
        self.path = path
        self.reason = reason
        self.line = line

    def __reduce__(self) -> tuple[type[RulesetError], tuple[str, str, int]]:
        return type(self), (self.path, self.reason, self.line)
