"""The types of a rule, which is data: options of a kind, reason, source, messages and examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, cast

from msgspec import Struct, field

from checker.search.patterns import Pattern
from checker.text.diagnostic import Confidence, Severity
from checker.text.span import Span

OptionType = Literal["string", "strings", "pattern", "integer", "number", "boolean", "table", "pattern-table"]
OptionValue = str | tuple[str, ...] | Pattern | int | Decimal | bool | Mapping[str, str] | Mapping[str, Pattern]
FixPolicy = Literal["safe", "unsafe", "none"]


class Option(Struct, frozen=True):
    """A parameter of a kind; a rule must set an option whose ``default`` is None.

    A string or a list of strings is limited to ``choices``, if there are any. A ``prefiltered`` pattern is searched
    only in blocks that contain a literal that it requires (:meth:`Reading.candidate_blocks`).
    """

    name: str
    type: OptionType
    summary: str
    default: OptionValue | None = None
    choices: tuple[str, ...] = ()
    prefiltered: bool = False


class Variant(Struct, frozen=True):
    """The severity and messages of a rule for one of the cases that its kind distinguishes."""

    severity: Severity
    message: str
    mend: str


class Example(Struct, frozen=True):
    """A small document; the rule must find exactly ``spans``, which are empty for a ``good`` example.

    ``fixed`` is the text after the fix, if the rule offers one. ``previous`` is the report of the year before and
    ``other`` the report of another body, for rules that compare reports. ``word`` are the properties of runs,
    paragraphs and the section of an example in the format docx, ``note`` what its reader has to say about a PDF.
    """

    text: str
    spans: tuple[Span, ...]
    good: bool
    fixed: str | None = None
    profile: str = ""
    variant: str = ""
    format: str = "txt"
    previous: str = ""
    other: str = ""
    word: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


class Rule(Struct, frozen=True):
    """A rule as declared in a ruleset; ``since`` is the first report year that it applies to, or 0.

    From ``repeats`` findings in a document on, if that is not 0, outputs for people tell them as one.
    Where a rule of ``yields_to`` has a finding, this one has none that shares characters with it.

    The values of ``options`` are of type :data:`OptionValue`; which one is determined by the option of the kind.
    """

    id: str
    name: str
    summary: str
    summary_en: str
    why: str
    source: str
    kind: str
    severity: Severity
    confidence: Confidence
    message: str
    mend: str
    fix: FixPolicy
    reports_only: bool
    masks: bool
    since: int
    options: Mapping[str, Any]
    variants: Mapping[str, Variant]
    examples: Sequence[Example]
    file: str
    enabled: bool = True
    repeats: int = 0
    yields_to: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first three letters of the id."""
        return self.id[:3]

    def string(self, name: str) -> str:
        """Return the value of a ``string`` option."""
        value = self.options[name]
        assert isinstance(value, str)
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """Return the value of a ``strings`` option."""
        value = self.options[name]
        assert isinstance(value, tuple)
        return value

    def pattern(self, name: str) -> Pattern:
        """Return the value of a ``pattern`` option: a list of expressions combined into one pattern."""
        value = self.options[name]
        assert isinstance(value, Pattern)
        return value

    def integer(self, name: str) -> int:
        """Return the value of an ``integer`` option."""
        value = self.options[name]
        assert isinstance(value, int)
        return value

    def number(self, name: str) -> Decimal:
        """Return the value of a ``number`` option."""
        value = self.options[name]
        assert isinstance(value, Decimal)
        return value

    def boolean(self, name: str) -> bool:
        """Return the value of a ``boolean`` option."""
        value = self.options[name]
        assert isinstance(value, bool)
        return value

    def table(self, name: str) -> Mapping[str, str]:
        """Return the value of a ``table`` option."""
        return cast("Mapping[str, str]", self.options[name])

    def pattern_table(self, name: str) -> Mapping[str, Pattern]:
        """Return the value of a ``pattern-table`` option."""
        return cast("Mapping[str, Pattern]", self.options[name])
