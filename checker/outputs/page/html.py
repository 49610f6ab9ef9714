"""An HTML page with the whole text of the reports and every finding marked in its place.

The page is self-contained and fetches nothing. Reading, filtering and printing work without its script, which only adds
keys and buttons (``docs/html.md``).
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from zlib import compress, decompress

from msgspec import Struct

from checker.i18n.language import Say
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.grouping import fold_repeats
from checker.outputs.page.document import IndexRow, index, index_row, number_notes, section
from checker.outputs.page.markup import Markup, element, join, text
from checker.outputs.page.notes import badge
from checker.outputs.severities import SEVERITIES
from checker.rules.families import FAMILIES
from checker.version import VERSION

TITLE = "法治政府建设年度报告检查结果"
_SECTIONS = Markup("<!--sections-->")
"""Where the sections of the reports are put; text of reports is escaped and holds no comment."""
_LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
"""The ``lang`` attribute of the page by language; the reports themselves are Chinese."""


class RenderedReport(Struct, frozen=True):
    """The rendered parts of one report: its row in the table of files, its section, and its notes by family.

    The section is compressed; ``token`` stands in it for the number of the report on the page.
    """

    row: IndexRow
    families: tuple[tuple[str, int], ...]
    token: str
    section: bytes


def write(reports: Sequence[Report], display: Display, sections_before: Sequence[Markup] = ()) -> str:
    """Write one page for all reports, after other sections if there are any."""
    return "".join(join_files([render_file(report, display) for report in reports], display, sections_before))


def render_file(report: Report, display: Display) -> RenderedReport:
    """Render the parts of the page that belong to one report."""
    token = f"report{hashlib.sha256(report.document.text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    notes = number_notes(fold_repeats(report, display.say), display.minimum, token)
    families = Counter(note.item.rule[:3] for note in notes)
    shown = section(token, report, notes, display)
    return RenderedReport(
        index_row(report, notes),
        tuple(families.items()),
        token,
        compress(shown.encode("utf-8", "surrogatepass")),
    )


def join_files(
    reports: Sequence[RenderedReport], display: Display, sections_before: Sequence[Markup] = ()
) -> Iterator[str]:
    """Yield the page in chunks, a report at a time."""
    families: Counter[str] = Counter()
    for report in reports:
        families.update(dict(report.families))
    count = families.total()
    say = display.say
    title = f"{say(TITLE)} · {reports[0].row.path}" if len(reports) == 1 else say(TITLE)
    rows = [report.row for report in reports]
    main = element(
        "main", {"id": "main", "tabindex": "-1"},
        *sections_before,
        *([index(rows, say)] if len(reports) != 1 else []),
        *([_filters(rows, families, say)] if count else []),
        _SECTIONS,
    )  # fmt: skip
    body = element("body", {}, _skip(say), _header(say), main, *([_status(count, say)] if count else []), _script())
    page = element("html", {"lang": _LANGUAGE_TAGS[display.language.code]}, _head(title, families), body)
    before, after = page.split(_SECTIONS)
    yield f"<!DOCTYPE html>\n{before}"
    for number, report in enumerate(reports, 1):
        shown = decompress(report.section).decode("utf-8", "surrogatepass")
        yield shown.replace(report.token, str(number))
    yield f"{after}\n"


def _head(title: str, families: Iterable[str]) -> Markup:
    style = _resource("html.css") + "".join(_filter_style(name) for name in _filter_names(families))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(_resource('html.js'))}; "
        "base-uri 'none'; form-action 'none'"
    )
    # The policy contains no text of reports, and its quotation marks must not be escaped.
    return element(
        "head", {},
        element("meta", {"charset": "utf-8"}),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        element("meta", {"name": "generator", "content": f"fazhi {VERSION}"}),
        element("title", {}, text(title)),
        Markup(f"<style>{style}</style>"),
    )  # fmt: skip


@cache
def _resource(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _filter_names(families: Iterable[str]) -> list[str]:
    return [*(f"severity-{level}" for level in SEVERITIES), *(f"family-{family}" for family in sorted(families))]


def _filter_style(name: str) -> str:
    """The style of an unchecked filter box: it hides notes and references, and removes the marks from the text."""
    off = f":root:has(#show-{name}:not(:checked))"
    return (
        f"{off} :is(.note,.ref,.point).{name}{{display:none}}\n"
        f"{off} mark.{name}{{background:none;text-decoration:none}}\n"
    )


def _skip(say: Say) -> Markup:
    return element("a", {"class": "skip", "href": "#main"}, text(say("跳到检查结果")))


def _header(say: Say) -> Markup:
    version = element("p", {"class": "version"}, text(f"fazhi {VERSION}"))
    return element("header", {}, element("h1", {}, text(say(TITLE))), version)


def _filters(rows: Iterable[IndexRow], families: Counter[str], say: Say) -> Markup:
    counts = [sum(column) for column in zip(*(row.counts for row in rows), strict=True)]
    levels = dict(zip(SEVERITIES, counts, strict=True))
    severities = [_box(f"severity-{level}", badge(level, say), levels[level]) for level in SEVERITIES]
    names = [
        _box(f"family-{family}", text(f"{family} {say(FAMILIES.get(family, ''))}".rstrip()), families[family])
        for family in sorted(families)
    ]
    label = say("筛选")
    return element(
        "form", {"class": "filters", "id": "filters", "aria-label": label, "autocomplete": "off", "tabindex": "-1"},
        _group(say("级别"), severities), _group(say("类别"), names),
    )  # fmt: skip


def _group(legend: str, boxes: Iterable[Markup]) -> Markup:
    return element("fieldset", {}, element("legend", {}, text(legend)), *boxes)


def _box(name: str, label: Markup, count: int) -> Markup:
    box = element("input", {"type": "checkbox", "id": f"show-{name}", "value": name, "checked": ""})
    return element("label", {}, box, element("span", {}, label, text(f" {count}")))


def _status(count: int, say: Say) -> Markup:
    """Render the footer with the number of displayed findings, which the style sheet or the script computes."""
    shown = join((text(say("显示 ")), element("span", {"id": "count"}), text(say(" 处，共 {count} 处", count=count))))
    buttons = (
        element("button", {"type": "button", "id": name, "hidden": "", "aria-keyshortcuts": key},
                text(say(label)), element("kbd", {}, text(key)))
        for name, label, key in (("previous", "上一处 ", "k"), ("next", "下一处 ", "j"))
    )  # fmt: skip
    return element(
        "footer", {"class": "status"},
        element("p", {"role": "status"}, shown), *buttons, element("a", {"href": "#filters"}, text(say("筛选"))),
    )  # fmt: skip


def _script() -> Markup:
    return Markup(f"<script>{_resource('html.js')}</script>")
