"""Completion in the shell: the scripts, and what may stand in the place of a value.

click asks for candidates while somebody waits at a prompt, so rules are read as they are written, without
what is needed to run them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from checker.cli.terminal import language
from checker.i18n.language import CHINESE

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_FAZHI_COMPLETE"

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def script(shell: str) -> str:
    """What a shell has to read, once, to complete our commands."""
    from click.shell_completion import ShellComplete, get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    # The base class's way: bash's own also starts a bash to ask for its version, and complains about it.
    written = ShellComplete.source(found(click.Command("fazhi"), {}, "fazhi", _VARIABLE))
    # In fish's a candidate would end at its first comma, and lists of rules and summaries have commas.
    return written.replace('string split ","', 'string split --max 1 ","')


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and directories; the shell knows them best."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Rules by id and by name; in a list, those for its last place."""
    listed, comma, last = incomplete.rpartition(",")
    return _items(((f"{listed}{comma}{name}", text) for name, text in _rules()), f"{listed}{comma}{last}")


def profiles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Types of report."""
    return _items(((name, "") for name in _names("profiles") if name != "report"), incomplete)


def presets(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Named settings."""
    return _items(((name, "") for name in _names("presets")), incomplete)


def one_of(names: Iterable[str]) -> Completer:
    """Names that are known beforehand."""

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _items(((name, "") for name in names), incomplete)

    return complete


def _items(candidates: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    """Those that begin as what is written; ids may be written small."""
    from click.shell_completion import CompletionItem

    begun = incomplete.lower()
    return [CompletionItem(name, help=text or None) for name, text in candidates if name.lower().startswith(begun)]


def _rules() -> Iterator[tuple[str, str]]:
    """Ids, then names, with summaries in the language asked for."""
    import tomllib

    from checker.resources.shipped import files_in, rulesets_directory

    key = "summary" if language().code == CHINESE.code else "summary-en"
    paths = files_in(rulesets_directory(), ".toml")
    found = [rule for path in paths for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", ())]
    for name in ("id", "name"):
        yield from ((rule[name], rule[key]) for rule in found)


def _names(folder: str) -> list[str]:
    from checker.resources.shipped import files_in, rulesets_directory

    return [path.stem for path in files_in(rulesets_directory() / folder, ".toml")]
