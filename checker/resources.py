"""Where the shipped rulesets and templates lie: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path


def pipelines_directory() -> Path:
    """The folder ``ci/`` with the templates of pipelines, beside the rulesets."""
    here = Path(__file__).resolve().parent
    installed = here / "_ci"
    return installed if installed.is_dir() else here.parent / "ci"


def rulesets_directory() -> Path:
    """The folder ``rulesets/``; an editable install uses the one at the top of the checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "_rulesets"
    return installed if installed.is_dir() else here.parent / "rulesets"
