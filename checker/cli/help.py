"""Help pages in the language of the run; the commands themselves are not modified.

click adds English texts (Usage, Options …) to the tool's Chinese ones, so that a page in either language needs
translation. The Chinese for click's texts is in ``i18n/click.toml``.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import cache

import click

from checker.i18n.language import CHINESE, Language, load_tables

_DEFAULT_MARK = "  ["
"""The separator that click writes between the help of an option and its default."""


@cache
def click_translations() -> Language:
    """The Chinese for click's English, on help pages and in error messages."""
    return Language("zh", *load_tables("click"))


def usage_error_message(error: click.ClickException, language: Language) -> str:
    """Return the message of a usage error in one language; that of the tool is Chinese, that of click English."""
    message = error.format_message()
    return click_translations().translate_line(message) if language is CHINESE else language.translate_line(message)


def localize_command(command: click.Command, language: Language) -> click.Command:
    """Return a copy of a command with its help page in the language. A group localizes its own commands."""
    copied = copy.copy(command)
    copied.context_class = _ChineseContext if language is CHINESE else click.Context
    if language is not CHINESE:
        copied.help = "\n\n".join(language.translate_line(part) for part in paragraphs(copied.help))
        copied.params = [_parameter(parameter, language) for parameter in copied.params]
    return copied


def paragraphs(text: str | None) -> list[str]:
    """Split a help text into paragraphs of one line each."""
    return [" ".join(map(str.strip, part.split("\n"))) for part in (text or "").strip().split("\n\n")]


def split_default(text: str) -> tuple[str, str]:
    """Split the help of an option into its text and the default value that follows it."""
    help_text, mark, default = text.partition(_DEFAULT_MARK)
    return help_text, f"{mark}{default}"


def _parameter(parameter: click.Parameter, language: Language) -> click.Parameter:
    copied = copy.copy(parameter)
    if copied.metavar:
        copied.metavar = language.translate_line(copied.metavar).upper()
    if isinstance(copied, click.Option) and copied.help:
        text, default = split_default(copied.help)
        copied.help = f"{language.translate_line(text)}{default}"
    return copied


class _ChineseFormatter(click.HelpFormatter):
    """Translates the texts that click adds to a page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line, which contains click's texts for options and commands as a whole."""
        texts = click_translations()
        translated = args.replace("[OPTIONS]", texts.say("[OPTIONS]"))
        translated = translated.replace("COMMAND [ARGS]...", texts.say("COMMAND [ARGS]..."))
        super().write_usage(prog, translated, texts.say("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(click_translations().say(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write the list of a section, which contains the help of click's own options and its word for a default."""
        texts = click_translations()
        translated = [(name, texts.say(text).replace("[default: ", texts.say("[default: "))) for name, text in rows]
        super().write_dl(translated, col_max, col_spacing)


class _ChineseContext(click.Context):
    formatter_class = _ChineseFormatter
