"""The language of the tool's own texts: Chinese texts in the code, and tables with their translations.

The tables are data (``checker/i18n/*.toml``) with one entry per text. Only the tool's own texts are translated; texts
of reports, and the rules' texts about them, are not.
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
"""Translates a text of the tool and fills in its values: ``say("共 {count} 个文件", count=3)``."""


class Language(Struct, frozen=True):
    """A language: its ``code`` and its tables.

    ``texts`` maps templates to translations; their values are filled in afterwards. ``patterns`` does the same for
    lines that are already formatted where they arise (an error raised deep in a reader): their values are extracted
    by the literal text around them, and each value is translated in turn.
    """

    code: str = LANGUAGE_CODES[0]
    texts: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)

    def say(self, text: str, **values: object) -> str:
        """Return a text of the tool with its values; a text that is not in the table is not translated."""
        template = self.texts.get(text, text)
        return template.format(**values) if values else template

    def translate_line(self, line: str) -> str:
        """Translate a line that has its values already; return it unchanged when no entry matches."""
        if line in self.texts:
            return self.texts[line]
        for template, translation in self.patterns.items():
            values = match_template(template, line)
            if values is not None:
                return translation.format(**{name: self.translate_line(value) for name, value in values.items()})
        return line


CHINESE = Language()


def match_template(template: str, line: str) -> dict[str, str] | None:
    """Return the values of a template's fields in a line; None for a line that does not match the template.

    A value ends at the first occurrence of the literal text that follows its field; the last value ends at the end.
    """
    from string import Formatter  # noqa: PLC0415 - only needed to translate a line

    values: dict[str, str] = {}
    position, pending = 0, ""
    for literal, name, _, _ in Formatter().parse(template):
        if name is not None:
            found = line.find(literal, position)
        else:  # the last literal
            found = len(line) - len(literal) if line.endswith(literal) else -1
        if found < position or (not pending and found > 0):
            return None
        if pending:
            values[pending] = line[position:found]
        position, pending = found + len(literal), name or ""
    if pending:
        values[pending] = line[position:]
    return values


@cache
def load_language(code: str) -> Language:
    """Return the language with a code; its tables are read on the first call only."""
    if code == CHINESE.code:
        return CHINESE
    return Language(code, *load_tables(code))


def load_tables(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the tables ``texts`` and ``patterns`` of a file in ``checker/i18n``."""
    import tomllib  # noqa: PLC0415 - not needed at start-up

    path = Path(__file__).parent / f"{name}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return table["texts"], table["patterns"]


def requested_language(arguments: Iterable[str], environment: Mapping[str, str]) -> Language | None:
    """Return the requested language, if any, before the command line is parsed.

    Help pages and usage errors need it. The last ``--lang`` counts; an unknown language is left for the command line
    to reject.
    """
    code, expects_code = environment.get(LANGUAGE_VARIABLE, ""), False
    for argument in arguments:
        if argument == "--":
            break
        if expects_code:
            code = argument
        elif argument.startswith(f"{LANGUAGE_OPTION}="):
            code = argument.removeprefix(f"{LANGUAGE_OPTION}=")
        expects_code = argument == LANGUAGE_OPTION
    return load_language(code) if code in LANGUAGE_CODES else None
