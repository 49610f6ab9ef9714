"""Pages about the configuration: all keys, and for a file the origin of each of its settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.i18n.language import CHINESE, Language, Say
from checker.project.config.keys import KEYS, Key
from checker.project.config.layers import Resolved, Step
from checker.project.config.patterns import Patterns
from checker.project.config.values import IgnoreEntry, PerFile

_DEFAULT = "默认"
_WIDTH = 16


def show(path: str, files: tuple[str, ...], resolved: Resolved, language: Language = CHINESE) -> str:
    """Render the settings of a path, one value per line, with the place where it is written.

    ``files`` are the configuration files that were read, in order of precedence, the lowest first.
    """
    say = language.say
    file_list = " → ".join(files) if files else say("没有配置文件")
    lines = [say("报告：{path}", path=path) + "\n", say("配置：{files}", files=file_list) + "\n\n"]
    for key in KEYS.values():
        for number, (value, where) in enumerate(_rows(key, resolved.steps.get(key.name, ()), language)):
            name = key.name if not number else ""
            lines.append(f"{name:<{_WIDTH}}{value}  ← {where}\n")
    return "".join(lines)


def _rows(key: Key, steps: tuple[Step, ...], language: Language) -> Iterator[tuple[str, str]]:
    """The values of a key with their places: of all steps where values are added, else of the last, which overrides."""
    if not steps:
        if key.default:
            yield key.default, language.say(_DEFAULT)
        return
    if key.merge == "replace":
        overridden = "".join(
            language.say("（代替 {where}）", where=language.translate_line(step.where)) for step in steps[-2:-1]
        )
        yield _rendered(steps[-1].value, language.say), language.translate_line(steps[-1].where) + overridden
        return
    for step in steps:
        for value in _values(step.value, language.say):
            yield value, language.translate_line(step.where)


def _values(value: object, say: Say) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{name} = {item}" for name, item in value.items())
    elif isinstance(value, tuple):
        for item in value:
            yield from item.lines if isinstance(item, Patterns) else (_rendered(item, say),)
    else:
        yield _rendered(value, say)


def _rendered(value: object, say: Say) -> str:
    if isinstance(value, IgnoreEntry):
        request = value.request
        path = f" {' '.join(value.files.lines)}" if value.files.lines else ""
        text = f" “{request.text}”" if request.text else ""
        until = say("（到 {date}）", date=request.until) if request.until else ""
        return f"[[ignore]] {','.join(request.names)}{path}{text}:{request.reason}{until}"
    if isinstance(value, PerFile):
        return f"[[per-file]] {' '.join(value.files.lines)}:{'、'.join(value.layer.values)}"
    if isinstance(value, tuple):
        return "、".join(_rendered(item, say) for item in value)
    return str(value)


def keys_page(language: Language = CHINESE) -> str:
    """Render all keys for ``fazhi config``: name, meaning, an example."""
    lines = []
    for key in KEYS.values():
        flag = f"（{key.flag}）" if key.flag else ""
        summary = key.summary if language.code == CHINESE.code else key.summary_en
        example = f"{key.name} = {key.example}" if key.example else f"[[{key.name}]]"
        lines.append(f"{key.name:<{_WIDTH}}{summary}{flag}\n{'':<{_WIDTH}}{example}\n")
    return "".join(lines)


def keys_table() -> str:
    """Render all keys as a Markdown table, for the documentation."""
    rows = ["| 键 | 含义 | 例 | 命令行 |", "|---|---|---|---|"]
    for key in KEYS.values():
        example = f"`{key.name} = {key.example}`" if key.example else f"`[[{key.name}]]`"
        flag = f"`{key.flag}`" if key.flag else ""
        rows.append(f"| `{key.name}` | {key.summary} | {example.replace('|', chr(92) + '|')} | {flag} |")
    return "\n".join(rows) + "\n"
