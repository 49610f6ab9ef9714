"""Count which titles in 《》 the catalogue knows, by class: ``python docs/cited.py REPORT…`` (files and folders).

With ``--list`` the unknown titles follow, each with its class. The classes rest on the shipped rules and on the last
word of a title; they are those of the table in ``docs/references.md``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from checker.facts.reading import Reading  # noqa: E402
from checker.formats import read  # noqa: E402
from checker.knowledge.catalog import Catalog, title_key  # noqa: E402
from checker.project.linter import Linter, Settings  # noqa: E402
from checker.rules.rule import Rule  # noqa: E402
from checker.search.patterns import compile_pattern, search  # noqa: E402
from checker.text.document import fold  # noqa: E402
from checker.text.errors import InputError  # noqa: E402

CLASSES = ("法律、法规、规章和文件", "地方的文件", "草案、建议、简称", "五年规划", "著作、报刊、栏目")
_NATIONAL, _LOCAL, _SHORT, _PLAN, _WORK = CLASSES
_FIVE_YEARS = compile_pattern("五年(?:规划|计划)|国民经济和社会发展")
_DOCUMENT = compile_pattern(
    "(?:法|法典|条例|规定|办法|细则|规则|准则|决定|决议|意见|通知|公告|通告|方案|规划|纲要|计划|要点|解释|批复|措施|令|规范|标准|指引|指南|清单|目录|章程|制度|公约|协定|协议|宣言|通报|报告|名录|大纲|倡议|预案)(?:[(（].*)?$"
)


def titles(paths: list[Path], linter: Linter) -> Iterator[str]:
    """Yield the outer titles of the files, line breaks and blanks removed."""
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    for file in filter(Path.is_file, files):
        try:
            document = read(file.name, file.read_bytes())
        except (InputError, ValueError):
            continue
        reading = Reading(document, linter.knowledge)
        for reference in reading.references.closed:
            if not reference.depth:
                yield "".join(reference.title.of(document.text).split())


def classify(title: str, catalog: Catalog, rule: Callable[[str], Rule]) -> str:
    """Return the class of a title."""
    if catalog.forms.is_draft(title) or search(rule("undefined-abbreviation").pattern("bare"), title):
        return _SHORT
    known = catalog.known(title)
    if known and not known.promulgated and not search(_DOCUMENT, title):
        return _WORK
    if search(_FIVE_YEARS, title):
        return _PLAN
    if not search(_DOCUMENT, title) and not catalog.title(title):
        return _WORK
    local = not catalog.title(title) and search(rule("misnamed-reference").pattern("local"), fold(title))
    return _LOCAL if local else _NATIONAL


def main() -> int:
    """Print a table, a row a class: distinct titles and citations, and how many of them are known."""
    linter = Linter(Settings())
    catalog = linter.knowledge.catalog
    rules = {rule.name: rule for rule in linter.all_rules}
    cited = Counter(titles([Path(path) for path in sys.argv[1:] if not path.startswith("--")], linter))
    spelled: dict[str, str] = {}
    for title in cited:
        spelled.setdefault(title_key(title), title)
    counts = Counter[str]()
    for title, times in cited.items():
        counts[title_key(title)] += times
    rows = [(classify(title, catalog, rules.__getitem__), key, title) for key, title in spelled.items()]
    for name in (*CLASSES, ""):
        keys = [(key, title) for kind, key, title in rows if not name or kind == name]
        known = [key for key, title in keys if catalog.contains(title)]
        times, known_times = sum(counts[key] for key, _ in keys), sum(counts[key] for key in known)
        print(f"| {name or '合计'} | {len(keys)} | {len(known)} | {times} | {known_times} |")
    if "--list" in sys.argv:
        for kind, _, title in sorted(rows):
            if not catalog.contains(title):
                print(kind, title, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
