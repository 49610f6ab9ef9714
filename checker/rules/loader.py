"""Parsing of rules in TOML. Every error in a ruleset is reported with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import cast, get_args

from checker.knowledge.lexicon_patterns import combine_patterns
from checker.resources import toml
from checker.rules.kind import Kind
from checker.rules.kinds import KINDS
from checker.rules.rule import Example, FixPolicy, Option, OptionValue, Rule, Variant
from checker.search.pattern_cost import fault_of
from checker.search.patterns import Pattern, alternatives, compile_pattern
from checker.text.diagnostic import Confidence, Severity
from checker.text.document import NOTE_KINDS
from checker.text.span import Span

Macros = Mapping[str, str]

RULE_KEYS = (
    "id", "name", "summary", "summary-en", "why", "source", "kind", "severity", "confidence", "message", "mend", "fix",
    "reports-only", "masks", "since-report-year", "enabled", "yields-to", "options", "variant", "example",
)  # fmt: skip
_VARIANT_KEYS = ("severity", "message", "mend")
_EXAMPLE_KEYS = ("bad", "good", "fixed", "profile", "variant", "format", "previous", "other", "word", "note")
_ID = compile_pattern(r"^[A-Z]{3}\d{3}$")
_NAME = compile_pattern(r"^[a-z]+(?:-[a-z]+)*$")
_MACRO = compile_pattern(r"\(\?&(?P<name>[a-z-]+)\)")
_MAX_WORD = 1000
"""Characters of a text in the options of a user's rule, such as a replacement; a fix may put it in many places."""
_OPEN, _CLOSE = "⟦", "⟧"
_MARK = re.compile(f"([{_OPEN}{_CLOSE}])")


def parse_rules(table: toml.Table, macros: Macros) -> Iterable[Rule]:
    """Yield the rules of one file. Other keys of a configuration file are parsed by :mod:`checker.project.config`."""
    if not table.holds_settings:
        table.check_keys(("rule",))
    for rule in table.tables("rule"):
        yield _rule(rule, macros)


def _rule(table: toml.Table, macros: Macros) -> Rule:
    table.check_keys(RULE_KEYS)
    kind = KINDS[table.choice("kind", KINDS)]
    identifier = table.string("id")
    if not _ID.match(identifier):
        raise table.error("id", f"“{identifier}”应为三个大写字母加三位数字")
    name = table.string("name", None if table.trusted else identifier.lower())
    if "name" in table.values and not _NAME.match(name):
        raise table.error("name", f"“{name}”应为小写英文词,以连字符相连")
    return Rule(
        id=identifier,
        name=name,
        summary=table.string("summary"),
        summary_en=table.string("summary-en", None if table.trusted else ""),
        why=table.string("why"),
        source=table.string("source"),
        kind=kind.name,
        severity=_severity(table),
        confidence=Confidence[table.choice("confidence", _lower(Confidence), "high").upper()],
        message=_template(table, "message", kind),
        mend=_template(table, "mend", kind),
        fix=_fix(table),
        reports_only=_boolean(table, "reports-only"),
        masks=_boolean(table, "masks"),
        since=table.integer("since-report-year", 0),
        enabled=_boolean(table, "enabled", default=True),
        yields_to=_rule_ids(table, "yields-to"),
        options=_options(table.table("options"), kind, macros),
        variants=_variants(table.table("variant"), kind),
        examples=tuple(_example(example) for example in table.tables("example")),
        file=table.file,
    )


def _rule_ids(table: toml.Table, key: str) -> tuple[str, ...]:
    names = table.strings(key, ())
    for name in names:
        if not _ID.match(name):
            raise table.error(key, f"“{name}”应为规则的编号,如 FIG003")
    return names


def _lower(names: Iterable[Severity] | Iterable[Confidence]) -> list[str]:
    return [str(name) for name in names]


def _severity(table: toml.Table) -> Severity:
    return Severity[table.choice("severity", _lower(Severity)).upper()]


def _fix(table: toml.Table) -> FixPolicy:
    return cast("FixPolicy", table.choice("fix", get_args(FixPolicy), "none"))


def _boolean(table: toml.Table, key: str, *, default: bool = False) -> bool:
    value = table.values.get(key, default)
    if not isinstance(value, bool):
        raise table.error(key, "应为 true 或 false")
    return value


def _template(table: toml.Table, key: str, kind: Kind) -> str:
    """Return a message template, which may contain ``{name}`` for the values of the kind, without format options."""
    from string import Formatter  # noqa: PLC0415 - not needed for cached rules

    text = table.string(key)
    try:
        fields = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise table.error(key, f"花括号有误({error})") from None
    for name, spec, conversion in fields:
        if name not in kind.values or spec or conversion:
            hint = toml.suggestion(name, kind.values)
            raise table.error(key, f"没有“{{{name}}}”{hint}(可用:{' '.join(kind.values)})")
    return text


def _variants(table: toml.Table, kind: Kind) -> dict[str, Variant]:
    table.check_keys(kind.variants)
    variants = {}
    for name in table.values:
        variant = table.table(name)
        variant.check_keys(_VARIANT_KEYS)
        severity, message, mend = (
            _severity(variant),
            _template(variant, "message", kind),
            _template(variant, "mend", kind),
        )
        variants[name] = Variant(severity, message, mend)
    return variants


def _options(table: toml.Table, kind: Kind, macros: Macros) -> dict[str, OptionValue]:
    table.check_keys(option.name for option in kind.options)
    return {option.name: _option(table, option, macros) for option in kind.options}


def _option(table: toml.Table, option: Option, macros: Macros) -> OptionValue:
    if option.name not in table.values:
        if option.default is None:
            raise table.error(option.name, "缺少这个键")
        return alternatives(()) if option.type == "pattern" else option.default
    readers: dict[str, Callable[[str], OptionValue]] = {
        "string": lambda key: table.choice(key, option.choices) if option.choices else _word(table, key),
        "strings": lambda key: _choices(table, key, option.choices),
        "integer": table.integer,
        "number": lambda key: _number(table, key),
        "boolean": lambda key: _boolean(table, key),
        "pattern": lambda key: _patterns(table, key, macros),
        "pattern-table": lambda key: {
            name: _patterns(table.table(key), name, macros) for name in table.table(key).values
        },
        "table": lambda key: {name: table.table(key).string(name) for name in table.table(key).values},
    }
    return readers[option.type](option.name)


def _word(table: toml.Table, key: str) -> str:
    word = table.string(key)
    if len(word) > _MAX_WORD and not table.trusted:
        raise table.error(key, f"太长(最多 {_MAX_WORD} 字)")
    return word


def _choices(table: toml.Table, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    values = table.strings(key)
    for value in values if choices else ():
        if value not in choices:
            raise table.error(key, f"不认识“{value}”{toml.suggestion(value, choices)}(可用:{' '.join(choices)})")
    return values


def _number(table: toml.Table, key: str) -> Decimal:
    value = table.values[key]
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise table.error(key, "应为数字") from None


def _patterns(table: toml.Table, key: str, macros: Macros) -> Pattern:
    sources = []
    for source in table.strings(key):
        for macro in _MACRO.finditer(source):
            if macro.group("name") not in macros:
                raise table.error(key, f"没有 {macro.group()}{toml.suggestion(macro.group('name'), macros)}")
        sources.append(_MACRO.sub(lambda macro: f"(?:{macros[macro.group('name')]})", source))
    if not table.trusted:
        for source in sources:
            if fault := fault_of(source):
                raise table.error(key, fault)
    return combine_patterns(table, key, tuple(sources))


def _example(table: toml.Table) -> Example:
    table.check_keys(_EXAMPLE_KEYS)
    if ("bad" in table.values) == ("good" in table.values):
        raise table.error("", "每个 example 有 bad 或 good 之一")
    good = "good" in table.values
    try:
        text, spans = unmark(table.string("good" if good else "bad"))
    except ValueError:
        raise table.error("good" if good else "bad", "⟦⟧ 没有成对") from None
    if good == bool(spans):
        raise table.error("good" if good else "bad", "错例须用 ⟦⟧ 标出位置,正例不标")
    word = table.table("word")
    word.check_keys(("run", "paragraph", "section", "footer", "behind"))
    fixed = table.string("fixed") if "fixed" in table.values else None
    return Example(
        text,
        spans,
        good,
        fixed,
        table.string("profile", ""),
        table.string("variant", ""),
        table.choice("format", ("txt", "md", "html", "docx", "pdf"), "txt"),
        table.string("previous", ""),
        table.string("other", ""),
        {part: word.string(part) for part in word.values},
        table.choice("note", ("", *NOTE_KINDS), ""),
    )


def unmark(source: str) -> tuple[str, tuple[Span, ...]]:
    """Remove the marks ⟦⟧ from an example; return the text and the marked spans.

    Raises :class:`ValueError` for a mark without a partner.
    """
    text, *parts = _MARK.split(source)
    marks, segments = parts[::2], parts[1::2]
    if marks != [_OPEN, _CLOSE] * (len(marks) // 2):
        raise ValueError(source)
    spans = []
    for number, segment in enumerate(segments):
        if number % 2 == 0:  # the segment between a mark and its partner
            spans.append(Span(len(text), len(text) + len(segment)))
        text += segment
    return text, tuple(spans)
