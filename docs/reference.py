"""The pages that are generated from the program: commands, kinds of rules, configuration keys, JSON schema."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import click

from checker.cli.help import paragraphs, split_default
from checker.cli.main import COMMANDS, cli, load_command
from checker.knowledge.base import Knowledge
from checker.project.config.schema import schema
from checker.project.config.show import keys_table
from checker.project.examples import ExampleCase, run_case
from checker.rules.families import FAMILIES
from checker.rules.kind import Kind
from checker.rules.kinds import KINDS
from checker.rules.rule import Option, Rule

GENERATED = "<!-- 由 docs/generate.py 生成，请勿手改 -->"
BEGIN, END = "<!-- 以下由 docs/generate.py 生成 -->", "<!-- 生成到此为止 -->"
"""The markers of the generated part of a hand-written page."""
_LONGEST = 24
"""Characters of a faulty text that the page of messages shows."""

_TYPES = {
    "string": "文本",
    "strings": "文本列表",
    "pattern": "正则列表",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "table": "文本表",
    "pattern-table": "正则列表的表",
}


def commands_page() -> str:
    """Render all commands with their options, as in ``--help``."""
    head = (
        f"# 命令一览\n\n{GENERATED}\n\n"
        "每个命令的全部选项，与 `--help` 所示相同。怎样用，见各篇指南；"
        "退出码：0 没有达到 `--fail-level` 的问题，1 有问题，2 没能做完。\n"
    )
    return head + "".join(_command(f"fazhi {name}".strip(), command) for name, command in _commands())


def _commands() -> Iterator[tuple[str, click.Command]]:
    yield "", cli
    yield from ((name, load_command(name)) for name in sorted(COMMANDS))


def _command(name: str, command: click.Command) -> str:
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    usage = " ".join((name, "[选项]" if options else "", *(str(item.metavar) for item in arguments))).replace("  ", " ")
    if isinstance(command, click.Group):
        usage += " 命令 …"
    text = "\n\n".join(paragraphs(command.help))
    # The usage is in a block of text, because it is no command to be run.
    return f"\n## {name}\n\n{text}\n\n```text\n{usage}\n```\n{_option_table(options)}"


def _option_table(options: Iterable[click.Option]) -> str:
    rows = [_row((_names(option), _cell(_described(option)))) for option in options]
    return f"\n| 选项 | 含义 |\n|---|---|\n{''.join(rows)}" if rows else ""


def _names(option: click.Option) -> str:
    value = ""
    if not option.is_flag:
        choices = option.type.choices if isinstance(option.type, click.Choice) else ()
        value = " " + (option.metavar or "|".join(map(str, choices)) or "数")
    return ", ".join(f"`{_cell(name + value)}`" for name in sorted(option.opts, key=len))


def _described(option: click.Option) -> str:
    text, default = split_default(option.help or "")
    default = default.removeprefix("  [default: ").removesuffix("]")
    if option.show_default and option.default is not None:
        default = str(option.default)
    repeatable = "可重复。" if option.multiple and "可重复" not in text else ""
    return f"{text}{repeatable}{f'默认 `{default}`。' if default.strip() else ''}"


def kinds_page() -> str:
    """Render all kinds with their options, the values for their messages, and their variants."""
    head = (
        f"# 查法一览\n\n{GENERATED}\n\n"
        f"规则的 `kind` 写下列 {len(KINDS)} 种查法之一，`[rule.options]` 里写它的参数；怎样写规则，见 "
        "[writing-rules.md](writing-rules.md)。没有默认值的参数必须写。正则都在半角化的文字里匹配。\n"
    )
    return head + "".join(_kind(KINDS[name]) for name in sorted(KINDS))


def _kind(kind: Kind) -> str:
    parts = [f"\n## {kind.name}\n\n{kind.summary}。\n"]
    if kind.compares:
        parts.append("\n与其他报告比较：单独一份报告里什么也找不到。\n")
    if kind.options:
        rows = (
            _row((f"`{option.name}`", _type(option), _default(option), _cell(option.summary)))
            for option in kind.options
        )
        parts.append(f"\n| 参数 | 类型 | 默认 | 含义 |\n|---|---|---|---|\n{''.join(rows)}")
    if kind.values:
        parts.append(f"\n说明里可引：{' '.join(f'`{{{value}}}`' for value in kind.values)}\n")
    if kind.variants:
        parts.append(f"\n可分的情形：{' '.join(f'`{name}`' for name in kind.variants)}\n")
    return "".join(parts)


def _type(option: Option) -> str:
    choices = f":{' '.join(f'`{choice}`' for choice in option.choices)}" if option.choices else ""
    return _cell(f"{_TYPES[option.type]}{choices}")


def _default(option: Option) -> str:
    value = option.default
    if value is None:
        return "必写"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if option.type in ("pattern", "pattern-table"):
        return "空"
    if isinstance(value, (tuple, dict)):
        return _cell(" ".join(f"`{item}`" for item in value)) or "空"
    return _cell(f"`{value}`") if str(value) else "空"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def messages_page(rules: Sequence[Rule], knowledge: Knowledge) -> str:
    """Render what each rule says about its first example, as a report on that example would."""
    head = (
        f"# 各条规则怎么说\n\n{GENERATED}\n\n"
        "每条规则在自己的例子上说的话：错在哪里、怎样改、依据什么。规则的全部例子见 [规则](rules/index.md)。\n"
    )
    columns = "| 规则 | 原文 | 说什么 | 怎么改 | 依据 |\n|---|---|---|---|---|\n"
    parts = [head]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            parts.append(f"\n## {FAMILIES.get(family, family)}\n\n{columns}")
        parts.append(_row(map(_cell, _said(rule, knowledge))))
    return "".join(parts)


def _said(rule: Rule, knowledge: Knowledge) -> tuple[str, ...]:
    name = f"[{rule.summary}](rules/{rule.id}.md)"
    bad = (example for example in rule.examples if not example.good)
    found = (item for example in bad for item in run_case(ExampleCase(rule, 1, example, knowledge)).diagnostics)
    item = next(found, None)
    if item is None:
        return name, "", rule.message, rule.mend, rule.source
    text = item.text.replace("\n", " ").strip()
    shown = f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
    return name, f"`{shown}`" if shown.isprintable() and shown else "", item.message, item.mend, rule.source


def schema_text() -> str:
    """Return the JSON schema of ``fazhi.toml``, for editors without fazhi."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def with_keys(page: str) -> str:
    """Return the page on the configuration with its table of keys generated anew."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{keys_table()}\n{END}{after}"
