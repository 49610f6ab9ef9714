"""The line numbers of the keys of a TOML text."""

from __future__ import annotations

import pytest

from checker.resources.toml_lines import find_line

TEXT = """preset = "publish"

[severity]
PUN = "info"
[[per-file]]
files = "a"
[[per-file]]
files = "b"
[per-file.severity]
FIG = "error"
"""


@pytest.mark.parametrize(
    ("key_path", "line"),
    [
        (("preset",), 1),
        (("severity",), 3),
        (("severity", "PUN"), 4),
        (("severity", "FIG"), 3),
        (("per-file",), 5),
        (("per-file", 1, "files"), 8),
        (("per-file", 1, "severity"), 9),
        (("per-file", 1, "severity", "FIG"), 10),
        (("nothing",), 1),
    ],
)
def test_lines_of_keys_tables_and_absent_keys(key_path: tuple[str | int, ...], line: int) -> None:
    assert find_line(TEXT, key_path) == line
