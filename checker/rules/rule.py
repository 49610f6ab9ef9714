"""Rules are data: what is looked for, why, by which norm, how to mend it, and examples."""

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
    """A parameter that a kind accepts; ``default`` None means that a rule must give it.

    A text or list with ``choices`` may hold nothing else. The kind asks for expressions that are ``watched``
    only in blocks where words stand that they need (:meth:`Reading.holding`).
    """

    name: str
    type: OptionType
    summary: str
    default: OptionValue | None = None
    choices: tuple[str, ...] = ()
    watched: bool = False


class Variant(Struct, frozen=True):
    """Another severity and wording of the same rule, for a case that its kind tells apart."""

    severity: Severity
    message: str
    mend: str


class Example(Struct, frozen=True):
    """A small document: ``spans`` are what the rule must find, none for a good one.

    ``fixed`` is the text after the fix, where the rule offers one; ``previous`` is last year's report
    and ``other`` another body's, for rules that compare; ``word`` are the properties of runs, paragraphs
    and section of an example in the format docx.
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


class Rule(Struct, frozen=True):
    """One rule as declared in a ruleset; ``since`` is the first report year that it judges, or 0.

    ``options`` hold an :data:`OptionValue` each; the kind knows of which type, which is why they are kept apart
    (:mod:`checker.rules.compiled`).
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

    @property
    def family(self) -> str:
        """The three letters of the id."""
        return self.id[:3]

    def string(self, name: str) -> str:
        """A text option."""
        value = self.options[name]
        assert isinstance(value, str)
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """A list option."""
        value = self.options[name]
        assert isinstance(value, tuple)
        return value

    def pattern(self, name: str) -> Pattern:
        """A list of expressions, compiled as one."""
        value = self.options[name]
        assert isinstance(value, Pattern)
        return value

    def integer(self, name: str) -> int:
        """A whole number option."""
        value = self.options[name]
        assert isinstance(value, int)
        return value

    def number(self, name: str) -> Decimal:
        """An exact number option."""
        value = self.options[name]
        assert isinstance(value, Decimal)
        return value

    def boolean(self, name: str) -> bool:
        """A yes or no option."""
        value = self.options[name]
        assert isinstance(value, bool)
        return value

    def table(self, name: str) -> Mapping[str, str]:
        """A table of texts."""
        return cast("Mapping[str, str]", self.options[name])

    def pattern_table(self, name: str) -> Mapping[str, Pattern]:
        """A table of expressions."""
        return cast("Mapping[str, Pattern]", self.options[name])
