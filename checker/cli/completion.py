"""Shell completion: the scripts, and the candidates for the values of options.

The user waits at a prompt for candidates, so rules are read from their files without loading what running them needs.
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
    """Return the script that enables the completion of the commands in a shell."""
    from click.shell_completion import ShellComplete, get_completion_class

    completion_class = get_completion_class(shell)
    assert completion_class is not None
    # The method of the base class, because that of the class for bash also runs a bash to check its version.
    source = ShellComplete.source(completion_class(click.Command("fazhi"), {}, "fazhi", _VARIABLE))
    # The script for fish cuts candidates at every comma, but lists of rules and summaries contain commas.
    return source.replace('string split ","', 'string split --max 1 ","')


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete files and directories, which the shell does itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete rules by id and by name; in a list, its last item."""
    before, comma, last = incomplete.rpartition(",")
    return _items(((f"{before}{comma}{name}", text) for name, text in _rules()), f"{before}{comma}{last}")


def profiles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete types of report."""
    return _items(((name, "") for name in _names("profiles") if name != "report"), incomplete)


def presets(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete presets."""
    return _items(((name, "") for name in _names("presets")), incomplete)


def one_of(names: Iterable[str]) -> Completer:
    """Return a completer for fixed names."""

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _items(((name, "") for name in names), incomplete)

    return complete


def _items(candidates: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    """The candidates that begin with the incomplete value, ignoring case."""
    from click.shell_completion import CompletionItem

    prefix = incomplete.lower()
    return [CompletionItem(name, help=text or None) for name, text in candidates if name.lower().startswith(prefix)]


def _rules() -> Iterator[tuple[str, str]]:
    """All ids, then all names of rules, with summaries in the language of the run."""
    import tomllib

    from checker.resources.shipped import files_in, rulesets_directory

    key = "summary" if language().code == CHINESE.code else "summary-en"
    paths = files_in(rulesets_directory(), ".toml")
    tables = [rule for path in paths for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", ())]
    for name in ("id", "name"):
        yield from ((rule[name], rule[key]) for rule in tables)


def _names(folder: str) -> list[str]:
    from checker.resources.shipped import files_in, rulesets_directory

    return [path.stem for path in files_in(rulesets_directory() / folder, ".toml")]
