"""The help pages in the language asked for, without a change to the commands themselves.

click brings English words of its own (Usage, Options …), and our texts are Chinese: a page in one
language needs both turned. ``languages/click.toml`` gives click's words in Chinese.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import cache

import click

from checker.i18n.language import CHINESE, Language, load_tables

_DEFAULT = "  ["
"""What click puts between the help of an option and its default."""


@cache
def click_words() -> Language:
    """What gives click's English in Chinese: its words on help pages, and its complaints."""
    return Language("zh", *load_tables("click"))


def complaint(error: click.ClickException, language: Language) -> str:
    """What is wrong with a call, in one language; ours arise in Chinese, click's in English."""
    message = error.format_message()
    return click_words().translate_line(message) if language is CHINESE else language.translate_line(message)


def localized(command: click.Command, language: Language) -> click.Command:
    """A copy of a command whose help page is in the language; a group does this to its commands itself."""
    copied = copy.copy(command)
    copied.context_class = _ChineseContext if language is CHINESE else click.Context
    if language is not CHINESE:
        copied.help = "\n\n".join(language.translate_line(part) for part in paragraphs(copied.help))
        copied.params = [_parameter(parameter, language) for parameter in copied.params]
    return copied


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, each one line."""
    return [" ".join(map(str.strip, part.split("\n"))) for part in (text or "").strip().split("\n\n")]


def without_default(text: str) -> tuple[str, str]:
    """An option's help, and the default that is written behind it."""
    help_text, mark, default = text.partition(_DEFAULT)
    return help_text, f"{mark}{default}"


def _parameter(parameter: click.Parameter, language: Language) -> click.Parameter:
    copied = copy.copy(parameter)
    if copied.metavar:
        copied.metavar = language.translate_line(copied.metavar).upper()
    if isinstance(copied, click.Option) and copied.help:
        text, default = without_default(copied.help)
        copied.help = f"{language.translate_line(text)}{default}"
    return copied


class _ChineseFormatter(click.HelpFormatter):
    """Turns what click itself adds to a page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line; click's words for options and commands are whole words in it."""
        words = click_words()
        told = args.replace("[OPTIONS]", words.say("[OPTIONS]"))
        told = told.replace("COMMAND [ARGS]...", words.say("COMMAND [ARGS]..."))
        super().write_usage(prog, told, words.say("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        super().write_heading(click_words().say(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """The list of a section: help of click's own options, and the word for a default."""
        words = click_words()
        turned = [(name, words.say(text).replace("[default: ", words.say("[default: "))) for name, text in rows]
        super().write_dl(turned, col_max, col_spacing)


class _ChineseContext(click.Context):
    formatter_class = _ChineseFormatter
