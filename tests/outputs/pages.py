"""Parser for the HTML output: the text of blocks, the marks around it, and the links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from checker.formats.plain import line_blocks
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.page import html
from checker.outputs.visible import visible
from checker.text.diagnostic import Confidence, Diagnostic, Related, Severity
from checker.text.document import Block, Document, Piece
from checker.text.span import Span

VOID = {"input", "meta", "link", "img", "br"}
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
FAMILIES = ("FIG", "WRD", "PUN")


@dataclass
class Page(HTMLParser):
    """The characters of every block with the keys of the marks around them; tags must be closed in order."""

    source: str
    blocks: dict[tuple[str, int], list[tuple[str, frozenset[str]]]] = field(default_factory=dict)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    open: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    note_text: dict[str, str] = field(default_factory=dict)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self.open.append((tag, attributes))
        if "data-block" in attributes:
            self.blocks[self.section, int(attributes["data-block"])] = []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag in ("style", "script") for tag, _ in self.open):
            return
        self.text += data
        block = next((found["data-block"] for _, found in self.open if "data-block" in found), None)
        if block is not None:
            marks = frozenset(found["data-note"] for tag, found in self.open if tag == "mark")
            self.blocks[self.section, int(block)].extend((character, marks) for character in data)
        for _, attributes in self.open:
            if attributes.get("class", "").startswith("note "):
                key = attributes["id"][1:]
                self.note_text[key] = self.note_text.get(key, "") + data

    @property
    def section(self) -> str:
        """The id of the current section."""
        return next((found["id"] for tag, found in self.open if tag == "section"), "")

    def block(self, index: int, section: str = "r1") -> str:
        """Return the text of a block."""
        return "".join(character for character, _ in self.blocks[section, index])

    def marked(self, key: str) -> str:
        """Return all characters inside the marks of a finding."""
        return "".join(character for block in self.blocks.values() for character, marks in block if key in marks)

    def attributes(self, tag: str, name: str) -> list[str]:
        """Return the values of an attribute of all elements with a tag."""
        return [found[name] for kind, found in self.tags if kind == tag and name in found]

    @property
    def ids(self) -> list[str]:
        """All anchors."""
        return [found["id"] for _, found in self.tags if "id" in found]


def lines_visible(text: str) -> str:
    """Make invisible characters visible, line by line."""
    return "\n".join(visible(line) for line in text.split("\n"))


def document(text: str, blocks: tuple[Block, ...] | None = None) -> Document:
    """Create a plain text document, which may contain lone surrogates."""
    shown = line_blocks(text) if blocks is None else blocks
    return Document("a.txt", "txt", text, shown, (Piece(0, len(text), Span(0, len(text))),), text)


def diagnostic(
    read: Document, span: Span | None, number: int = 0, message: str = "话", related: tuple[Related, ...] = ()
) -> Diagnostic:
    """Create a finding."""
    where = Span(0, 0) if span is None else span
    rule = f"{FAMILIES[number // 3 % 3]}{number % 1000:03}"
    return Diagnostic(
        read.path, rule, "some-name", SEVERITIES[number % 3], Confidence.HIGH, message, "改", "据", where,
        "document" if span is None else "span", where.of(read.text), read.place(where.start), read.place(where.end), related,
    )  # fmt: skip


def report(read: Document, found: list[Diagnostic], masked: tuple[Span, ...] = ()) -> Report:
    """Create a report with findings in the order of the engine."""
    ordered = tuple(sorted(found, key=lambda item: (item.span, item.rule)))
    return Report(read, "青石镇", 2024, "township", "乡镇人民政府", (), ordered, masked=masked)


def page(*reports: Report, minimum: Severity = Severity.INFO) -> Page:
    """Render reports as a page, and parse it."""
    return Page(html.write(reports, Display(minimum)))
