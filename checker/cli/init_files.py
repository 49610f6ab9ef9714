"""The files that ``fazhi init`` writes: a configuration that explains every key, a pre-commit hook, pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


def create_files(preset: str, *, hook: bool, pipelines: Iterable[str]) -> dict[str, str]:
    """Return the files as a mapping of paths to texts.

    Raises :class:`~checker.text.errors.FazhiError` for an unknown preset.
    """
    known = preset_names(rulesets_directory() / "presets")
    if preset and preset not in known:
        raise FazhiError(f"没有预设“{preset}”{suggestion(preset, known)}（可用：{' '.join(known)}）")
    files = {FILE: _configuration(preset)}
    if hook:
        files[HOOKS] = _hooks()
    for name in pipelines:
        template, path = _PIPELINES[name]
        files[path] = (pipelines_directory() / template).read_text(encoding="utf-8")
    return files


def _configuration(preset: str) -> str:
    head = "# fazhi 的配置。一个键一行，去掉行首的 # 即生效；"
    head += "fazhi config 有说明，fazhi config --show 报告 看哪些生效。\n"
    settings = {"preset": preset} if preset else {}
    lines = [_line(key, settings) for key in KEYS.values() if key.example]
    return f"{head}\n{''.join(lines)}{_TABLES}"


def _line(key: Key, settings: Mapping[str, str]) -> str:
    value = f'{key.name} = "{settings[key.name]}"' if key.name in settings else f"# {key.name} = {key.example}"
    return f"# {key.summary}\n{value}\n"


def _hooks() -> str:
    """The hooks, which install the tool from the package index, independently of its repository."""
    extensions = "|".join(ending.lstrip(".") for ending in READERS)
    return f"""# 提交前检查报告:pip install pre-commit && pre-commit install
repos:
  - repo: local
    hooks:
      - id: fazhi-check
        name: 检查法治政府建设年度报告
        entry: fazhi check --force-exclude
        language: python
        additional_dependencies: [fazhi=={VERSION}]
        files: (?i)\\.({extensions})$
        require_serial: true
"""
