"""The language in which the tool speaks: its own texts are Chinese, a table gives them in another.

The tables are data (``checker/languages/*.toml``), one entry a text. Only what the tool says is turned;
what a report says, and what the rules say about it, stays as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct, field

LANGUAGE_CODES = ("zh", "en")
LANGUAGE_VARIABLE = "FAZHI_LANG"
LANGUAGE_OPTION = "--lang"

Say = Callable[..., str]
"""Gives a text of the tool with its values, as ``say("共 {count} 个文件", count=3)``."""


class Language(Struct, frozen=True):
    """``texts`` are turned as they stand, values filled in afterwards; ``patterns`` match finished lines.

    Lines are finished where they arise (an error deep in a reader), and their values are found again by
    what stands around them; each value is turned in its turn.
    """

    code: str = LANGUAGE_CODES[0]
    texts: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)

    def say(self, text: str, **values: object) -> str:
        """A text of the tool with its values; one that the table does not have stays as it is."""
        template = self.texts.get(text, text)
        return template.format(**values) if values else template

    def translate_line(self, line: str) -> str:
        """A line that has its values already; as it is when the table knows none like it."""
        if line in self.texts:
            return self.texts[line]
        for template, other in self.patterns.items():
            values = match_template(template, line)
            if values is not None:
                return other.format(**{name: self.translate_line(value) for name, value in values.items()})
        return line


CHINESE = Language()


def match_template(template: str, line: str) -> dict[str, str] | None:
    """What stands in a line where a template has its names; None for a line that is not of its form.

    Each value ends where what follows it first occurs; the last at the end.
    """
    from string import Formatter  # noqa: PLC0415 - where a line is turned

    values: dict[str, str] = {}
    place, waiting = 0, ""
    for literal, name, _, _ in Formatter().parse(template):
        last = name is None
        at = len(line) - len(literal) if last and line.endswith(literal) else -1 if last else line.find(literal, place)
        if at < place or (not waiting and at > 0):
            return None
        if waiting:
            values[waiting] = line[place:at]
        place, waiting = at + len(literal), name or ""
    if waiting:
        values[waiting] = line[place:]
    return values


@cache
def load_language(code: str) -> Language:
    """The language of that code; the tables of one that is not asked for are never read."""
    if code == CHINESE.code:
        return CHINESE
    return Language(code, *load_tables(code))


def load_tables(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The texts and the patterns of a file in ``checker/languages``."""
    import tomllib  # noqa: PLC0415 - off the start-up path

    path = Path(__file__).parent / f"{name}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return table["texts"], table["patterns"]


def requested_language(arguments: Iterable[str], environment: Mapping[str, str]) -> Language | None:
    """What is asked for, if anything, before the command line is understood: help and wrong calls are told in it too.

    The last ``--lang`` counts; a language that there is none of is left to the command line to refuse.
    """
    code, wanted = environment.get(LANGUAGE_VARIABLE, ""), False
    for argument in arguments:
        if argument == "--":
            break
        if wanted:
            code = argument
        elif argument.startswith(f"{LANGUAGE_OPTION}="):
            code = argument.removeprefix(f"{LANGUAGE_OPTION}=")
        wanted = argument == LANGUAGE_OPTION
    return load_language(code) if code in LANGUAGE_CODES else None
