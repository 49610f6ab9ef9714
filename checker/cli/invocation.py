"""From the options of a command to the settings of its run, its outputs and its files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from checker.cache.folder import cache_folder
from checker.cli.arguments import unquoted_name
from checker.cli.terminal import language, prefer_language, print_error, print_message, split_names
from checker.search.deadline import FILE_SECONDS, limits_of, run_limit
from checker.text.errors import FazhiError, UsageError

if TYPE_CHECKING:
    from checker.cli.destinations import Output
    from checker.project.files import Excluded
    from checker.project.project import Project

_SCALARS = ("preset", "profile", "min_confidence", "min_severity", "fail_level", "lang", "baseline")
"""Options whose values are those of the configuration keys with the same names."""
_LISTS = {"catalogs": "catalogs", "rulesets": "rulesets", "previous": "previous", "output_format": "output-format"}
_RULE_LISTS = {"select": "select", "extend_select": "extend-select", "ignore": "ignore"}


def create_project(options: dict[str, Any], *, use_baseline: bool = True, prepare: bool = True) -> Project:
    """Create the project of a run, and set the output options from its configuration where no flag is given.

    With ``prepare`` the rules are loaded at once, otherwise on demand.

    Raises :class:`~checker.text.errors.FazhiError` for an invalid configuration.
    """
    from checker.project.project import Project

    if not options.get("no_cache"):
        _open_caches(options.get("cache_dir") or "")
    project = Project(
        _settings(options),
        given=options.get("config") or "",
        isolated=bool(options.get("isolated")),
        stdin_filename=options.get("stdin_filename") or "",
        use_baseline=use_baseline,
        allowed=tuple(options.get("allow_read") or ()),
    )
    project.limits = limits_of(options.get("timeout") or FILE_SECONDS, options.get("max_seconds") or 0)
    context = click.get_current_context()
    context.with_resource(run_limit(project.limits))
    context.call_on_close(lambda: _tell_passed_over(project))
    run = project.run
    for flag in ("min_severity", "fail_level", "lang", "baseline"):
        options[flag] = run.text(flag.replace("_", "-"))
    options["output_format"] = run.texts("output-format")
    prefer_language(options["lang"])
    if prepare:
        project.linter(os.curdir)
    # Load the baseline, so that an invalid one is reported before any file is checked.
    _ = project.baseline
    return project


def prepare_check(
    paths: tuple[str, ...], options: dict[str, Any]
) -> tuple[Project, tuple[Output, ...], tuple[str, ...]]:
    """Return the project of a check, its outputs and its paths, without loading rules."""
    from checker.cli.destinations import parse_outputs

    project = create_project(options, prepare=False)
    outputs = parse_outputs(options)
    project.written = frozenset(os.path.realpath(output.file) for output in outputs if output.file)
    return project, outputs, resolve_paths(paths, project.excluded, options)


def resolve_paths(paths: tuple[str, ...], excluded: Excluded, options: dict[str, Any]) -> tuple[str, ...]:
    """Return the paths of a run: those given, or the working directory, without those that the options exclude.

    The result may be empty. A branch that changes no report is no failure; a line on standard error says so.
    """
    from checker.project.files import not_excluded

    selected = paths or (".",)
    if hint := unquoted_name(paths):
        raise UsageError(hint)
    if options["force_exclude"]:
        selected = not_excluded(selected, excluded)
    if not options["only_changed"] and options["since"] is None:
        return selected
    from checker.project.changed import changed_reports

    changes = changed_reports(selected, options["since"], excluded)
    for link in changes.skipped:
        print_error(str(link))
    if selected and not changes.paths:
        print_error(f"没有改动的报告(与 {'、'.join(changes.bases)} 的分叉处相比)")
    return changes.paths


def _tell_passed_over(project: Project) -> None:
    from checker.project.own_results import passed_over

    if line := passed_over(project.own_results, language().say):
        print_message(f"{line}\n")


def _open_caches(folder: str) -> None:
    """Open the caches of earlier runs; they are saved when the run ends (:mod:`checker.cli.exit`)."""
    from checker.cache.store import COMPILED_CACHE, SETTINGS_CACHE

    for cache in (COMPILED_CACHE, SETTINGS_CACHE):
        cache.open(cache_folder(folder))


def _settings(options: Mapping[str, Any]) -> dict[str, object]:
    """The given options as configuration keys and values."""
    settings: dict[str, object] = {flag.replace("_", "-"): options[flag] for flag in _SCALARS if options.get(flag)}
    settings.update({key: tuple(options[flag]) for flag, key in _LISTS.items() if options.get(flag)})
    settings.update(
        {key: found for flag, key in _RULE_LISTS.items() if (found := split_names(options.get(flag) or ()))}
    )
    if options.get("exclude"):
        from checker.project.config import Patterns

        patterns = Patterns(split_names(options["exclude"]), os.getcwd())
        if fault := patterns.fault():
            raise FazhiError(f"--exclude {fault}")
        settings["exclude"] = (patterns,)
    return settings
