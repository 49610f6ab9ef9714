"""Regular expressions of rulesets and readers; only this module compiles them.

Searches run under a time limit, so that a slow expression stops one rule and not the tool.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol, cast

import regex

from checker.cache.store import COMPILED_CACHE
from checker.search.time_limit import WATCHDOG

Match = regex.Match[str]

_NOWHERE = "(?!)"
"""An expression that never matches."""


class _FindOne(Protocol):
    """The signature of methods that return one match."""

    def __call__(
        self, text: str, start: int = 0, end: int | None = None, /, *, timeout: float | None = None
    ) -> Match | None: ...


class _FindAll(Protocol):
    """The signature of the method that iterates over all matches."""

    def __call__(
        self, text: str, start: int = 0, end: int | None = None, /, *, timeout: float | None = None
    ) -> Iterator[Match]: ...


class _Replace(Protocol):
    """The signature of the method that replaces all matches."""

    def __call__(self, replacement: str | Callable[[Match], str], text: str, /) -> str: ...


class Pattern:
    """A regular expression that is compiled on first use.

    A run uses only some of the expressions of the rulesets, and compiling all of them takes longer than reading a
    report. :meth:`check` compiles at once, to validate the rules of users.
    """

    __slots__ = ("finditer", "fullmatch", "match", "pattern", "search", "sub")
    search: _FindOne
    match: _FindOne
    fullmatch: _FindOne
    finditer: _FindAll
    sub: _Replace

    def __init__(self, source: str) -> None:
        self.pattern = source

    def __getattr__(self, name: str) -> Any:
        """Compile on first access to a method, and store all methods of the compiled expression as attributes."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = _compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def check(self) -> Pattern:
        """Compile the expression and return it; raises :class:`regex.error` for an invalid one."""
        assert self.search is not None
        return self

    def findall(self, text: str) -> list[str]:
        """Return the texts of all matches."""
        return [match.group() for match in self.finditer(text)]


_METHODS = tuple(name for name in Pattern.__slots__ if name != "pattern")


class _Nowhere(Pattern):
    """The expression that never matches; it returns at once instead of trying every position."""

    __slots__ = ()

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.search = self.match = self.fullmatch = _no_match
        self.finditer = _no_matches
        self.sub = _unchanged


def _no_match(*_: Any, **__: Any) -> Match | None:
    return None


def _no_matches(*_: Any, **__: Any) -> Iterator[Match]:
    return iter(())


def _unchanged(_: object, text: str) -> str:
    return text


def _compile(source: str) -> regex.Pattern[str]:
    """Compile an expression, or rebuild it from its cached code, which is what it pickles to."""
    code = COMPILED_CACHE.get_or_make("pattern", source, lambda: _reduced(regex.compile(source))[1])
    try:
        return cast("regex.Pattern[str]", _rebuild()(*code))
    except Exception:  # noqa: BLE001 - cached code that this version of regex does not accept
        return regex.compile(source)


def _reduced(compiled: regex.Pattern[str]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """Return what :mod:`pickle` would store of an expression: a function, and plain values to call it with."""
    reduce = cast("Any", copyreg.dispatch_table[regex.Pattern])
    rebuild, code = reduce(compiled)
    return rebuild, tuple(code)


@cache
def _rebuild() -> Callable[..., Any]:
    """Return the function that unpickling calls."""
    return _reduced(regex.compile(""))[0]


@cache
def compile_pattern(source: str) -> Pattern:
    """Return the pattern of an expression; the same source gives the same object."""
    return _Nowhere(source) if source == _NOWHERE else Pattern(source)


def alternatives(sources: tuple[str, ...]) -> Pattern:
    """Return one pattern that matches any of several expressions; with none it never matches."""
    return compile_pattern("|".join(f"(?:{source})" for source in sources if source != _NOWHERE) or _NOWHERE)


def finditer(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """Call ``pattern.finditer`` under the time limit.

    Raises :class:`TimeoutError` when the search takes too long.
    """
    limit = WATCHDOG.limit
    if limit is None:  # passing timeout=None takes half as long as a search
        return pattern.finditer(text, start, end)
    return pattern.finditer(text, start, end, timeout=WATCHDOG.remaining())


def search(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """Call ``pattern.search`` under the time limit.

    Raises :class:`TimeoutError` when the search takes too long.
    """
    limit = WATCHDOG.limit
    if limit is None:
        return pattern.search(text, start, end)
    return pattern.search(text, start, end, timeout=WATCHDOG.remaining())


_GROUP = compile_pattern(r"\\g<([A-Za-z_]\w*)>")
"""A reference to a group in a template."""


def expand_template(match: Match, template: str) -> str:
    r"""Expand a template like ``match.expand``.

    A template that uses only ``\g<name>`` is expanded here, because the parser of :mod:`regex` takes longer to load
    than a short report takes to check.
    """
    groups = _GROUP.findall(template)
    if "\\" in _GROUP.sub("", template) or not all(name in match.re.groupindex for name in groups):
        return match.expand(template)
    return _GROUP.sub(lambda reference: match.group(reference.group(1)) or "", template)


def match_span(match: Match, group: str = "here") -> tuple[int, int]:
    """Return (start, end) of the named group if it took part in the match, else of the whole match."""
    if group in match.re.groupindex:
        start, end = match.span(group)
        if start >= 0:
            return start, end
    return match.span()


def free_matches(pattern: Pattern, exceptions: Pattern, text: str, start: int, end: int) -> Sequence[Match]:
    """Return the matches of ``pattern`` that share no character with a match of ``exceptions``.

    A group named ``here`` narrows a match to that group. The exceptions are compiled and searched only when there is a
    match, because most rules find nothing in most paragraphs.
    """
    matches = list(finditer(pattern, text, start, end))
    if not matches or exceptions.pattern == _NOWHERE:
        return matches
    covered = [exception.span() for exception in finditer(exceptions, text, start, end)]
    return [match for match in matches if _is_free(match, covered)] if covered else matches


def _is_free(match: Match, covered: Iterable[tuple[int, int]]) -> bool:
    start, end = match_span(match)
    return not any(start < covered_end and covered_start < end for covered_start, covered_end in covered)
