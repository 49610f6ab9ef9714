"""Regular expressions are compiled here and nowhere else.

Those that come from a ruleset run under a time limit, so that a slow pattern stops one rule and
not the tool.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

import regex

from checker.cache.store import COMPILED_CACHE
from checker.search.time_limit import WATCHDOG

if TYPE_CHECKING:
    Match = regex.Match[str]
else:
    Match = object  # the library is loaded when an expression is to be compiled

_ENGINE = "regex._regex"
"""The part of the library that asks compiled expressions, and puts them together from their code."""

_NOWHERE = "(?!)"
"""Matches nowhere."""


class _FindOne(Protocol):
    """How the compiled expression is asked for one match."""

    def __call__(
        self, text: str, start: int = 0, end: int | None = None, /, *, timeout: float | None = None
    ) -> Match | None: ...


class _FindAll(Protocol):
    """How the compiled expression is asked for all matches, one behind the other."""

    def __call__(
        self, text: str, start: int = 0, end: int | None = None, /, *, timeout: float | None = None
    ) -> Iterator[Match]: ...


class _Replace(Protocol):
    """How the compiled expression is asked for the text with every match replaced."""

    def __call__(self, replacement: str | Callable[[Match], str], text: str, /) -> str: ...


class Pattern:
    """A regular expression that is compiled when it is first used.

    A run uses some of the expressions of the rulesets and pays for those; compiling all of them
    takes longer than reading a report. :meth:`check` compiles at once, for rules that users write.
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
        """Called for what is not there yet: the methods of the compiled expression, which are asked directly then."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = _compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def check(self) -> Pattern:
        """Compile now; raises :class:`regex.error` for an expression that is none."""
        assert self.search is not None
        return self

    def findall(self, text: str) -> list[str]:
        """The texts of all matches."""
        return [match.group() for match in self.finditer(text)]


_METHODS = tuple(name for name in Pattern.__slots__ if name != "pattern")


class _Nowhere(Pattern):
    """The expression that matches nowhere; to say so it need not try every place."""

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
    """Compile, or put together what was compiled before: what an expression pickles to is its code."""
    code = COMPILED_CACHE.get_or_make("pattern", source, lambda: _code(regex.compile(source)))
    try:
        return cast("regex.Pattern[str]", import_module(_ENGINE).compile(*code))
    except Exception:  # noqa: BLE001 - code of the archive that this regex does not take
        return regex.compile(source)


def _code(compiled: regex.Pattern[str]) -> tuple[Any, ...]:
    """What :mod:`regex` rebuilds an expression from: texts, numbers, bytes; nothing where it does so in another way."""
    reduce = cast("Any", copyreg.dispatch_table[regex.Pattern])
    rebuild, code = reduce(compiled)
    return tuple(code) if rebuild is import_module(_ENGINE).compile else ()


@cache
def compile_pattern(source: str) -> Pattern:
    """The pattern of an expression, the same for the same source."""
    return _Nowhere(source) if source == _NOWHERE else Pattern(source)


def alternatives(sources: tuple[str, ...]) -> Pattern:
    """One pattern for several; an empty list matches nowhere."""
    return compile_pattern("|".join(f"(?:{source})" for source in sources if source != _NOWHERE) or _NOWHERE)


def finditer(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
    """``pattern.finditer`` under the time limit."""
    limit = WATCHDOG.limit
    if limit is None:  # to say so by name takes half as long as a search
        return pattern.finditer(text, start, end)
    return pattern.finditer(text, start, end, timeout=limit)


def search(pattern: Pattern, text: str, start: int = 0, end: int | None = None) -> Match | None:
    """``pattern.search`` under the time limit."""
    limit = WATCHDOG.limit
    if limit is None:
        return pattern.search(text, start, end)
    return pattern.search(text, start, end, timeout=limit)


_GROUP = compile_pattern(r"\\g<([A-Za-z_]\w*)>")
"""The text of a group in a template."""


def expand_template(match: Match, template: str) -> str:
    r"""``match.expand``: a template with the texts of groups, ``\g<name>``, put in.

    A template of nothing else needs no library to read it, which takes longer to load than a short report to check.
    """
    groups = _GROUP.findall(template)
    if "\\" in _GROUP.sub("", template) or not all(name in match.re.groupindex for name in groups):
        return match.expand(template)
    return _GROUP.sub(lambda found: match.group(found.group(1)) or "", template)


def match_span(match: Match, group: str = "here") -> tuple[int, int]:
    """Where a match is: the place of its group of that name, if it has one that took part."""
    if group in match.re.groupindex:
        low, high = match.span(group)
        if low >= 0:
            return low, high
    return match.span()


def free_matches(pattern: Pattern, exceptions: Pattern, text: str, start: int, end: int) -> Sequence[Match]:
    """The matches of ``pattern`` that share no character with one of ``exceptions``.

    A group named ``here`` narrows a match to itself. The exceptions are looked for, and compiled, only
    where there is a match: most rules find nothing in most paragraphs.
    """
    matches = list(finditer(pattern, text, start, end))
    if not matches or exceptions.pattern == _NOWHERE:
        return matches
    covered = [exception.span() for exception in finditer(exceptions, text, start, end)]
    return [match for match in matches if _is_free(match, covered)] if covered else matches


def _is_free(match: Match, covered: Iterable[tuple[int, int]]) -> bool:
    low, high = match_span(match)
    return not any(low < stop and begin < high for begin, stop in covered)
