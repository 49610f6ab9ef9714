"""A configuration explained: every key, and for a file where each of its values came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.config.keys import KEYS, Key
from checker.config.layers import Resolved, Step
from checker.config.patterns import Patterns
from checker.config.values import Entry, PerFile

_DEFAULT = "默认"
_WIDTH = 16


def show(path: str, files: tuple[str, ...], resolved: Resolved) -> str:
    """The settings of a path, a value a line with the place that it was written at.

    ``files`` are the configuration files that were read, the farthest first.
    """
    lines = [f"报告:{path}\n", f"配置:{' → '.join(files) if files else '没有配置文件'}\n\n"]
    for key in KEYS.values():
        for number, (value, where) in enumerate(_rows(key, resolved.steps.get(key.name, ()))):
            name = key.name if not number else ""
            lines.append(f"{name:<{_WIDTH}}{value}  ← {where}\n")
    return "".join(lines)


def _rows(key: Key, steps: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    """What holds: all steps of a key whose values add up, else the last one and what it put aside."""
    if not steps:
        if key.default:
            yield key.default, _DEFAULT
        return
    if key.merge == "replace":
        yield _shown(steps[-1].value), steps[-1].where + "".join(f"(代替 {step.where})" for step in steps[-2:-1])
        return
    for step in steps:
        for value in _values(step.value):
            yield value, step.where


def _values(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{name} = {item}" for name, item in value.items())
    elif isinstance(value, tuple):
        for item in value:
            yield from item.lines if isinstance(item, Patterns) else (_shown(item),)
    else:
        yield _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, Entry):
        request = value.request
        where = f" {' '.join(value.files.lines)}" if value.files.lines else ""
        text = f" “{request.text}”" if request.text else ""
        until = f"(到 {request.until})" if request.until else ""
        return f"[[ignore]] {','.join(request.names)}{where}{text}:{request.reason}{until}"
    if isinstance(value, PerFile):
        return f"[[per-file]] {' '.join(value.files.lines)}:{'、'.join(value.layer.values)}"
    if isinstance(value, tuple):
        return "、".join(_shown(item) for item in value)
    return str(value)


def keys_page() -> str:
    """All keys, for ``fazhi config``: name, what it means, an example."""
    lines = []
    for key in KEYS.values():
        flag = f"({key.flag})" if key.flag else ""
        example = f"{key.name} = {key.example}" if key.example else f"[[{key.name}]]"
        lines.append(f"{key.name:<{_WIDTH}}{key.summary}{flag}\n{'':<{_WIDTH}}{example}\n")
    return "".join(lines)


def keys_table() -> str:
    """All keys as a table in Markdown, for the documentation."""
    rows = ["| 键 | 含义 | 例 | 命令行 |", "|---|---|---|---|"]
    for key in KEYS.values():
        example = f"`{key.name} = {key.example}`" if key.example else f"`[[{key.name}]]`"
        flag = f"`{key.flag}`" if key.flag else ""
        rows.append(f"| `{key.name}` | {key.summary} | {example.replace('|', chr(92) + '|')} | {flag} |")
    return "\n".join(rows) + "\n"
