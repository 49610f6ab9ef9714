"""An archive with known truth, and its survey, made once for all tests of a module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from archive import write_archive
from surveys import COUNT, run

from checker.survey.run import Survey


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("survey")


@pytest.fixture(scope="module")
def truth(place: Path) -> Any:
    return write_archive(place / "archive", COUNT)


@pytest.fixture(scope="module")
def out(place: Path, truth: Any) -> Path:
    assert truth
    result = run(place / "archive", place / "out")
    assert result == Survey(COUNT, COUNT, 2, 0)
    return place / "out"
