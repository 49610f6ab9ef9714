"""Commands without their optional libraries report in one line what to install."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from helpers import ROOT

PROGRAM = """
import sys
sys.modules[{module!r}] = None  # as if it were not installed
sys.argv[1:] = {arguments!r}
from checker.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("module", "arguments", "line"),
    [
        ("pygls", ["server"], "语言服务器要另装组件：pip install 'fazhi[server]'（缺少 pygls"),
        (
            "watchfiles",
            ["check", "--watch", "seeds"],
            "--watch要另装组件：pip install 'fazhi[watch]'（缺少 watchfiles）",
        ),
        (
            "duckdb",
            ["survey", "seeds", "-o", "out"],
            "fazhi survey要另装组件：pip install 'fazhi[survey]'（缺少 duckdb）",
        ),
        (
            "xlsxwriter",
            ["survey", "seeds", "-o", "out"],
            "fazhi survey要另装组件：pip install 'fazhi[survey]'（缺少 xlsxwriter）",
        ),
        (
            "s3fs",
            ["survey", "s3://bucket/reports", "-o", "out"],
            "s3:// 地址要另装组件：pip install 'fazhi[s3]'（缺少 s3fs）",
        ),
        ("uvicorn", ["desk"], "网页要另装组件：pip install 'fazhi[desk]'（缺少 uvicorn"),
        ("pygls", ["--lang", "en", "server"], "the language server needs an extra: pip install 'fazhi[server]' (pygls"),
    ],
)
def test_a_missing_extra_is_one_line(module: str, arguments: list[str], line: str) -> None:
    program = PROGRAM.format(module=module, arguments=arguments)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
    }
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"fazhi: {line}")
    assert result.stderr.count("\n") == 1


def test_a_check_needs_no_extra() -> None:
    program = "import sys\nfor name in ('pygls', 'lsprotocol', 'watchfiles', 'duckdb', 'xlsxwriter'):\n    sys.modules[name] = None\n"
    program += "sys.argv[1:] = ['check', '--exit-zero', 'seeds']\nfrom checker.__main__ import main\nmain()\n"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
    }
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
