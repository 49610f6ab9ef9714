"""The files that ``fazhi init`` writes: a configuration that explains every key, a pre-commit hook, pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from checker.formats import READERS
from checker.project.config import FILE, KEYS, Key, preset_names
from checker.resources.shipped import pipelines_directory, rulesets_directory
from checker.resources.toml import suggestion
from checker.text.errors import FazhiError
from checker.version import VERSION

HOOKS = ".pre-commit-config.yaml"
_PIPELINES: Mapping[str, tuple[str, str]] = {
    "github": ("github-workflow.yml", ".github/workflows/fazhi.yml"),
    "gitlab": ("gitlab.yml", ".gitlab-ci.yml"),
    "gitee": ("gitee.yml", ".workflow/fazhi.yml"),
    "jenkins": ("Jenkinsfile", "Jenkinsfile"),
}
"""The template of each service, and the path at which the service expects it."""

_TABLES = """
# 某些文件另行设置：
# [[per-file]]
# files = ["2019/**"]
# ignore = ["PUN"]

# 忽略某几处，写明原因；until 到期后照常报告：
# [[ignore]]
# rule = "FIG003"
# path = "2024/某镇.docx"
# text = "432余处"
# reason = "原文如此，已与台账核对"
# until = 2026-12-31
"""


_INSTALLED = (
    ("FAZHI_PACKAGE: fazhi\n", 'FAZHI_PACKAGE: "{package}"\n'),
    ("FAZHI_PACKAGE = 'fazhi'\n", "FAZHI_PACKAGE = '{package}'\n"),
    ("pip install --quiet fazhi\n", 'pip install --quiet "{package}"\n'),
)
"""Where the templates name what pip installs, and how a requirement is written there."""
_ACTION = "<仓库地址>@<版本>"
_BLANK = re.compile("<[^<>]+>")
"""What a person has to fill in."""


def create_files(
    preset: str, *, hook: bool, pipelines: Iterable[str], package: str = "", action: str = ""
) -> dict[str, str]:
    """Return the files as a mapping of paths to texts.

    ``package`` is what pip installs, in the form of a requirement; the default is this version from the package
    index. ``action`` is the repository of the GitHub action with a tag or commit: ``owner/name@v1``.

    Raises :class:`~checker.text.errors.FazhiError` for an unknown preset, and for values that a file cannot hold.
    """
    for value in (package, action):
        if not value.isprintable() or any(sign in value for sign in "\"'\\"):
            raise FazhiError(f"“{value}”里不能有引号、反斜杠和换行")
    known = preset_names(rulesets_directory() / "presets")
    if preset and preset not in known:
        raise FazhiError(f"没有预设“{preset}”{suggestion(preset, known)}（可用：{' '.join(known)}）")
    files = {FILE: _configuration(preset)}
    if hook:
        files[HOOKS] = _hooks(package or f"fazhi=={VERSION}")
    for name in pipelines:
        template, path = _PIPELINES[name]
        text = (pipelines_directory() / template).read_text(encoding="utf-8")
        for written, named in _INSTALLED if package else ():
            text = text.replace(written, named.format(package=package))
        files[path] = text.replace(_ACTION, action) if action else text
    return files


def blanks(files: Mapping[str, str]) -> Iterator[tuple[str, int, str]]:
    """Yield what is still to be filled in: the path of a file, a line of it from 1, and the blank itself."""
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            if not line.lstrip().startswith(("#", "//")):
                yield from ((path, number, match.group()) for match in _BLANK.finditer(line))


def _configuration(preset: str) -> str:
    head = "# fazhi 的配置。一个键一行，去掉行首的 # 即生效；"
    head += "fazhi config 有说明，fazhi config --show 报告 看哪些生效。\n"
    settings = {"preset": preset} if preset else {}
    lines = [_line(key, settings) for key in KEYS.values() if key.example]
    return f"{head}\n{''.join(lines)}{_TABLES}"


def _line(key: Key, settings: Mapping[str, str]) -> str:
    value = f'{key.name} = "{settings[key.name]}"' if key.name in settings else f"# {key.name} = {key.example}"
    return f"# {key.summary}\n{value}\n"


def _hooks(package: str) -> str:
    """The hooks, which install the tool with pip, independently of its repository."""
    extensions = "|".join(ending.lstrip(".") for ending in READERS)
    return f"""# 提交前检查报告：pip install pre-commit && pre-commit install
repos:
  - repo: local
    hooks:
      - id: fazhi-check
        name: 检查法治政府建设年度报告
        entry: fazhi check --force-exclude
        language: python
        additional_dependencies: ["{package}"]
        files: (?i)\\.({extensions})$
        require_serial: true
"""
