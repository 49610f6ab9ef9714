"""From the flags of a command to the settings of its run, its outputs and the files that it looks at."""

from __future__ import annotations

import atexit
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from checker.cache.folder import cache_folder
from checker.cli.terminal import names, prefer_language, print_error
from checker.text.errors import FazhiError

if TYPE_CHECKING:
    from checker.cli.destinations import Output
    from checker.project.files import Excluded
    from checker.project.project import Project

_SAME = ("preset", "profile", "min_confidence", "min_severity", "fail_level", "lang", "baseline")
"""Flags that are keys of a configuration with the same value."""
_LISTS = {"catalogs": "catalogs", "rulesets": "rulesets", "previous": "previous", "output_format": "output-format"}
_RULES = {"select": "select", "extend_select": "extend-select", "ignore": "ignore"}


def project_of(options: dict[str, Any], *, use_baseline: bool = True, prepares: bool = True) -> Project:
    """The project of a run; its settings for the output are put into ``chosen`` where no flag gave them.

    One that does not ``prepare`` loads its rules when they are asked for.

    Raises :class:`~checker.text.errors.FazhiError` for a configuration that is wrong.
    """
    from checker.project.project import Project

    if not options.get("no_cache"):
        _open_archive(options.get("cache_dir") or "")
    project = Project(
        _settings(options),
        given=options.get("config") or "",
        isolated=bool(options.get("isolated")),
        stdin_filename=options.get("stdin_filename") or "",
        use_baseline=use_baseline,
    )
    run = project.run
    for flag in ("min_severity", "fail_level", "lang", "baseline"):
        options[flag] = run.text(flag.replace("_", "-"))
    options["output_format"] = run.texts("output-format")
    prefer_language(options["lang"])
    if prepares:
        project.linter(os.curdir)
    # A baseline that is wrong is told before any work is done.
    _ = project.baseline
    return project


def check_of(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[Project, tuple[Output, ...], tuple[str, ...]]:
    """The project of a check, its outputs and its paths; nothing that rules need is loaded yet."""
    from checker.cli.destinations import parse_outputs

    project = project_of(options, prepares=False)
    outputs = parse_outputs(options)
    project.written = frozenset(os.path.realpath(output.file) for output in outputs if output.file)
    return project, outputs, resolve_paths(paths, project.excluded, options)


def resolve_paths(paths: tuple[str, ...], excluded: Excluded, options: dict[str, Any]) -> tuple[str, ...]:
    """The paths of a run: those given, or the working directory, less what the options take away.

    May be none: a branch that changes no report has nothing to be told, which is a line and no failure.
    """
    from checker.project.files import not_excluded

    wanted = paths or (".",)
    if options["force_exclude"]:
        wanted = not_excluded(wanted, excluded)
    if not options["only_changed"] and options["since"] is None:
        return wanted
    from checker.project.changed import changed_reports

    changes = changed_reports(wanted, options["since"], excluded)
    if wanted and not changes.paths:
        print_error(f"没有改动的报告(与 {'、'.join(changes.bases)} 的分叉处相比)")
    return changes.paths


def _open_archive(folder: str) -> None:
    """Begin with what earlier runs have worked out, and keep what this one does."""
    from checker.cache.store import COMPILED_CACHE, SETTINGS_CACHE

    for archive in (COMPILED_CACHE, SETTINGS_CACHE):
        archive.open(cache_folder(folder))
        atexit.unregister(archive.save)
        atexit.register(archive.save)


def _settings(options: Mapping[str, Any]) -> dict[str, object]:
    """What the flags say, as keys of a configuration; nothing for those that were not given."""
    said: dict[str, object] = {flag.replace("_", "-"): options[flag] for flag in _SAME if options.get(flag)}
    said.update({key: tuple(options[flag]) for flag, key in _LISTS.items() if options.get(flag)})
    said.update({key: found for flag, key in _RULES.items() if (found := names(options.get(flag) or ()))})
    if options.get("exclude"):
        from checker.project.config import Patterns

        patterns = Patterns(names(options["exclude"]), os.getcwd())
        if fault := patterns.fault():
            raise FazhiError(f"--exclude {fault}")
        said["exclude"] = (patterns,)
    return said
