"""Invariants for arbitrary bytes: each target takes bytes, and raises when an invariant does not hold.

They are used twice: by ``tests/fuzz/search.py``, which tries millions of inputs; by ``test_fuzzed.py``, which tries
a few hundred and all that have ever failed (``tests/data/crashers/``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from helpers import SEEDS, linter

from checker.facts.reading import Reading
from checker.facts.suppressions import read_requests
from checker.formats import TEXT_FORMATS, file_bytes, read, revise
from checker.knowledge.catalog import Catalog
from checker.lint.baseline import load_baseline
from checker.lint.engine import lint
from checker.lint.fixer import fix
from checker.project.config import Resolved, resolve
from checker.project.config.files import load_config
from checker.resources import toml
from checker.resources.shipped import rulesets_directory
from checker.rules.loader import parse_rules
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Confidence, Edit
from checker.text.document import Document, fold
from checker.text.errors import FazhiError
from checker.text.span import Span

Target = Callable[[bytes], bool | None]
"""Takes an input; False says that it was refused with an error, as most changes of an archive are."""
DIGITS = compile_pattern(r"\p{Nd}+")
REWRITTEN = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Encodings in which a text has only one byte sequence, so that it must be written as it was read."""


def one_line(error: FazhiError) -> None:
    assert str(error)
    assert not {"\n", "\r"} & set(str(error)), repr(str(error))


def inside(span: Span, length: int) -> None:
    assert 0 <= span.start <= span.end <= length, (span, length)


def whole(document: Document) -> None:
    """No character of a document is lost or moved, and all spans lie inside its text."""
    length = len(document.text)
    assert len(document.folded) == length
    behind = 0
    for block in document.blocks:
        inside(block.span, length)
        assert behind <= block.span.start, block
        assert set(document.folded[behind : block.span.start]) <= {"\n"}, block
        assert block.span.of(document.folded) == fold(block.span.of(document.text))
        behind = block.span.end
    before = 0
    for piece in document.pieces:
        assert before <= piece.start <= piece.end <= length, piece
        before = piece.end
        inside(piece.origin, len(document.source))
        if piece.verbatim and not document.labels:
            origin = piece.origin.start
            copied = document.source[origin : origin + piece.end - piece.start]
            assert copied == document.text[piece.start : piece.end], piece
            last = max(piece.start, piece.end - 1)
            if piece.start < piece.end:
                assert document.source[document.source_offset(last)] == document.text[last]
    for offset in {0, length // 2, length}:
        place = document.place(offset)
        assert place.line >= 1
        assert place.column >= 1


def reader(ending: str) -> Target:
    """The target for files with an extension."""

    def target(data: bytes) -> bool:
        path = f"a{ending}"
        try:
            document = read(path, data)
            whole(document)
            if document.format in TEXT_FORMATS and document.encoding in REWRITTEN:
                assert file_bytes(document) == data
            for request in read_requests(document):
                if request.target:
                    inside(request.target, len(document.text))
        except FazhiError as error:
            one_line(error)
            return False
        return True

    return target


def facts(document: Document) -> Reading:
    """Read all facts of a text."""
    reading = Reading(document, linter().knowledge, "")
    length = len(document.text)
    for heading in reading.outline.headings:
        inside(heading.span, length)
    for block, quantities in reading.quantities:
        for quantity in quantities:
            inside(quantity.span, length)
            assert block.span.start <= quantity.span.start
            assert quantity.span.end <= block.span.end
    for title in reading.references.closed:
        inside(title.span, length)
    assert reading.identity is not None
    for _ in (reading.parts, reading.relations, reading.metadata, reading.masks, reading.near_terms, reading.passages):
        pass
    return reading


def reading(data: bytes) -> None:
    """A text and the facts in it."""
    try:
        facts(read("a.txt", data))
    except FazhiError as error:
        one_line(error)


def linting(data: bytes) -> None:
    """Linting a text with all rules: no rule fails, and findings lie inside the text."""
    try:
        document = read("a.md" if data[:1] == b"#" else "a.txt", data)
    except FazhiError as error:
        one_line(error)
        return
    report = lint(document, linter().all_rules, linter().knowledge, "", Confidence.LOW)
    assert not report.failures, report.failures
    for item in report.diagnostics:
        inside(item.span, len(document.text))


def fixing(data: bytes) -> None:
    """Fixing a text: figures are unchanged, and a second run fixes nothing."""
    try:
        document = read("a.html" if data[:1] == b"<" else "a.txt", data)

        def again(changed: Document, edits: Sequence[Edit]) -> Document:
            return read(document.path, revise(changed, edits))

        outcome = fix(document, linter().lint, again, unsafe=True)
    except FazhiError as error:
        one_line(error)
        return
    assert DIGITS.findall(outcome.after.source) == DIGITS.findall(document.source)
    assert not fix(outcome.after, linter().lint, again, unsafe=True).applied


def remarks(data: bytes) -> None:
    """Suppression comments."""
    reader(".md")(b"<!-- fazhi: " + data.replace(b"-->", b"") + " -->\n\n办理案件18件。\n".encode())
    reader(".html")(b"<p><!-- fazhi: " + data.replace(b"-->", b"") + " -->办理案件18件。</p>".encode())


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fazhi-fuzz-"))


def configuration(data: bytes) -> None:
    """Configuration files, and the settings from them."""
    path = _folder() / "fazhi.toml"
    path.write_bytes(data)
    try:
        found = load_config(path)
        resolved: Resolved = resolve(found.layers)
        assert resolved is not None
    except FazhiError as error:
        one_line(error)


def ruleset(data: bytes) -> None:
    """Users' rulesets."""
    path = _folder() / "own.toml"
    path.write_bytes(data)
    try:
        for rule in parse_rules(toml.load(path), linter().knowledge.lexicon.units.macros):
            assert rule.id
    except FazhiError as error:
        one_line(error)


def catalog(data: bytes) -> None:
    """Users' catalogues: all accepted rows can be queried."""
    path = _folder() / "own.csv"
    path.write_bytes(data)
    own = Catalog(rulesets_directory() / "catalog", (path,))
    try:
        own.titles()
    except FazhiError as error:
        one_line(error)
        return
    names = {title.title for title in own.titles()}
    assert names == set(own.names())
    assert all(own.title(name) and own.contains(name) for name in names)
    assert all(row.title for row in own.all_superseded())


def baseline(data: bytes) -> None:
    """A baseline: its entries survive being written and loaded, and suppress findings of a report."""
    path = _folder() / "fazhi-baseline.json"
    path.write_bytes(data)
    try:
        known = load_baseline(str(path))
    except FazhiError as error:
        one_line(error)
        return
    path.write_text(known.to_json(), encoding="utf-8")
    assert sorted(load_baseline(str(path)).entries) == sorted(known.entries)
    report = linter().lint(read(str(_folder() / "a.txt"), "审查合同@件。".encode()))
    assert len(known.subtract(report).diagnostics) == len(report.diagnostics)
    assert known.resolved_count >= 0


TARGETS: dict[str, Target] = {
    "txt": reader(".txt"),
    "md": reader(".md"),
    "html": reader(".html"),
    "docx": reader(".docx"),
    "pdf": reader(".pdf"),
    "ofd": reader(".ofd"),
    "reading": reading,
    "linting": linting,
    "fixing": fixing,
    "remarks": remarks,
    "configuration": configuration,
    "ruleset": ruleset,
    "catalog": catalog,
    "baseline": baseline,
}


def starts(target: str) -> Iterator[bytes]:
    """Yield initial inputs for a target: valid ones, whose mutations are nearly valid."""
    texts = [path.read_text(encoding="utf-8")[:2000].encode() for path in sorted(SEEDS.glob("*.txt"))]
    if target in {"docx", "pdf", "ofd"}:
        yield from _papers(target)
    elif target == "html":
        yield from (path.read_bytes()[:9000] for path in sorted((SEEDS.parent / "tests" / "layouts").glob("*.html")))
        yield "<html><head><meta charset='gbk'></head><body><p>办理&nbsp;<b>案件</b>18&#20214;。</p></body></html>".encode()
        sheet = "<!-- p.a, div.b > #c { display: none !important } @media screen { .d b { white-space: pre-wrap } } -->"
        body = "<div class='b d'><p id=c class=a>旧稿</p><p hidden>旧\nWPS\nOffice <b>一、\n二、</b></p></div>"
        yield f"<!doctype html><style media=screen>{sheet}</style>{body}<style>b{{visibility:hidden}}</style>".encode()
    elif target == "remarks":
        yield from (b"ignore[FIG003] reason", "忽略[FIG003,PUN001] 直到2027-01-01 已核".encode(), "忽略全文".encode())
    elif target == "configuration":
        yield b'preset = "strict"\nselect = ["FIG", "PUN"]\nexclude = ["a/*"]\n[[ignore]]\nrule = "FIG003"\nreason = "x"\n'
        yield b'[[per-file]]\nfiles = ["a"]\nignore = ["DAT"]\n[severity]\nFIG = "error"\n[tool.fazhi]\nnames = ["a"]\n'
    elif target == "catalog":
        head = "title,kind,issuer,promulgated,effective_from,ended,replaced_by,evidence,confidence\n"
        row = "青石县燃放管理办法,规范性文件,青石县人民政府,2019-12-01,2020-01-01,2024-06-30,燃放规定,县政府公报,high\n"
        yield from ((head + row).encode(), ("\ufeff" + head + '"甲, ""乙""\n规定",规章,,,,9999-12-31,,,\n').encode())
        yield (head + row.replace("2020-01-01", "2020/1/1")).encode("gbk")
        yield f"sep=;\r\n{head}{row.replace('2019-12-01', '2019年12月1日')},,\n".replace(",", ";").encode("utf-16")
    elif target == "baseline":
        entry = '{"path": "a.txt", "rule": "PLH001", "fingerprint": "51d8bf2f4ad02a6b", "text": "@"}'
        yield from (f'{{"version": 1, "findings": [{entry}]}}'.encode(), b'{"version": 1, "findings": []}')
    elif target == "ruleset":
        yield from (path.read_bytes() for path in sorted(rulesets_directory().glob("*.toml")))
    else:
        yield from texts
        yield texts[0].decode().encode("gb18030")
        yield texts[0].decode().encode("utf-16")


def _papers(target: str) -> Iterator[bytes]:
    from paper import lay_out, ofd, package, pdf
    from word_files import docx, from_text, paragraph

    text = (SEEDS / "yanjiang-2024.txt").read_text(encoding="utf-8")[:600]
    if target == "docx":
        yield from_text(text)
        yield from_text(text, cut=True)
        yield docx(paragraph("一、报告"), {"styles": "", "footnotes": "", "comments": ""})
        return
    yield (pdf if target == "pdf" else ofd)(lay_out(text, "文件"))
    yield from (path.read_bytes() for path in sorted((SEEDS.parent / "tests" / "data" / "paged").glob(f"*.{target}")))
    if target == "ofd":
        turned = '<ofd:TextObject Size="5" Boundary="30 50 150 8" CTM="0 1 -1 0 0 0" Alpha="0"><ofd:TextCode X="0" Y="5" DeltaX="g 3 2.5">GDP法治</ofd:TextCode></ofd:TextObject>'
        yield package({0: turned, 1: '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>'})
