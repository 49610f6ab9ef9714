"""Runs a survey in this process, and asks its store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker.project.project import Project
from checker.survey.run import Options, Survey, survey
from checker.survey.store import opened

COUNT = 120


def run(archive: Path, out: Path, wrap: Any = lambda results, _: results) -> Survey:
    return survey((str(archive),), str(out), Project(isolated=True), Options(), wrap)


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    with opened(out, barred=True) as connection:
        return connection.execute(query).fetchall()
