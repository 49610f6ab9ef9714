"""The wheel contains the rulesets, and a checkout uses its own."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from helpers import ROOT, SEEDS

from checker.resources.shipped import rulesets_directory


def test_a_checkout_uses_its_own_rulesets() -> None:
    assert rulesets_directory() == ROOT / "rulesets"


def test_the_wheel_works_alone(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    wheel = next(tmp_path.glob("fazhi-*.whl"))
    unpacked = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(unpacked)
    assert "checker/_rulesets/structure.toml" in names
    assert "checker/py.typed" in names
    assert {"checker/i18n/en.toml", "checker/i18n/click.toml"} <= set(names)
    assert {"checker/outputs/page/html.css", "checker/outputs/page/html.js"} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "seeds/"))]
    program = "import checker.resources.shipped as r; print(r.rulesets_directory()); from checker.__main__ import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", program, "check", "--output-format", "concise", str(SEEDS)],
        cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(unpacked)}, check=False,
    )  # fmt: skip
    assert result.stdout.startswith(f"{unpacked}/checker/_rulesets\n")
    assert result.returncode == 1, result.stderr
    assert "FIG001" in result.stdout
