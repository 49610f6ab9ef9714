"""Run rules over a corpus of official language: findings per million characters by rule, and a sample to read.

usage: corpus_findings.py CORPUS.txt.xz [--select WRD,DUP,NAM] [--every 4] [--sample 300] [--seed 1]

The corpus holds one clause a line. Neighbouring lines make a document, five lines a paragraph, each line a sentence,
under the title of a report, because many rules read reports only. Lines with tags of a web page are left out.
A corpus of published texts has few defects, so that most findings of most rules are false: what is told is whether a rule
is noisy, not how much it finds. The counts go to standard error; the sample, by rule, goes to standard output, one
finding a line with its surroundings; ``--sample 0`` prints all.
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from checker.formats import read
from checker.project.linter import Linter, Settings
from checker.text.diagnostic import Diagnostic
from checker.text.document import Document

LINES = 200
"""Lines of a document: about nine thousand characters, as a long report."""
DOCUMENTS = 8
"""Documents that go together: one rule over several is faster than several rules over one."""
PARAGRAPH = 5
TITLE = "青石县2024年法治政府建设年度报告"
AROUND = 24
END_MARKS = "。！？；：，、"
Item = TypeVar("Item")


class Told(NamedTuple):
    """One finding with the characters around it, its own in brackets."""

    rule: str
    confidence: str
    shown: str
    message: str


def runs(items: Iterable[Item], length: int) -> Iterator[list[Item]]:
    """Cut into runs of a length; the last may be shorter."""
    left = iter(items)
    while run := list(islice(left, length)):
        yield run


def _is_prose(line: str) -> bool:
    return bool(line) and not line.startswith(("#", "*")) and "<" not in line


def documents(path: Path, every: int) -> Iterator[Document]:
    """Make documents of the corpus, of each ``every``-th run of lines."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        stripped = (line.strip() for line in lines)
        prose = filter(_is_prose, stripped)
        for run in islice(runs(prose, LINES), 0, None, every):
            sentences = (line if line[-1] in END_MARKS else f"{line}。" for line in run)
            paragraphs = ("".join(part) for part in runs(sentences, PARAGRAPH))
            yield read("corpus.txt", "\n\n".join((TITLE, *paragraphs)).encode())


def told(document: Document, diagnostic: Diagnostic) -> Told:
    """Show a finding in its surroundings."""
    text, span = document.text, diagnostic.span
    before = text[max(0, span.start - AROUND) : span.start].rpartition("\n")[2]
    behind = text[span.end : span.end + AROUND].partition("\n")[0]
    inside = text[span.start : span.end][:120].replace("\n", "/")
    message = diagnostic.message.replace("\n", " ")
    return Told(diagnostic.rule, diagnostic.confidence.name.lower(), f"{before}⟦{inside}⟧{behind}", message)


def sample(found: dict[str, list[Told]], size: int, draw: random.Random) -> dict[str, list[Told]]:
    """Draw evenly by rule; what a rule cannot fill goes to the others."""
    drawn: dict[str, list[Told]] = {}
    left = size
    for number, rule in enumerate(sorted(found, key=lambda name: (len(found[name]), name))):
        share = min(len(found[rule]), left // (len(found) - number)) if size else len(found[rule])
        drawn[rule] = draw.sample(found[rule], share)
        left -= share
    return drawn


def main() -> None:
    """Lint, count and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--select", default="WRD,DUP,NAM")
    parser.add_argument("--every", type=int, default=4, help="take each n-th document")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    linter = Linter(Settings(select=tuple(given.select.split(","))))
    linter.prepare()
    found: dict[str, list[Told]] = defaultdict(list)
    characters = 0
    for group in runs(documents(given.corpus, given.every), DOCUMENTS):
        for document, report in zip(group, linter.lint_all(group), strict=True):
            characters += len(document.text)
            for diagnostic in report.diagnostics:
                found[diagnostic.rule].append(told(document, diagnostic))
    counts = Counter({rule: len(items) for rule, items in found.items()})
    sys.stderr.write(f"{characters / 1e6:.1f} million characters, {counts.total()} findings\n")
    for rule, count in counts.most_common():
        sys.stderr.write(f"{rule} {count} {count / characters * 1e6:.2f}\n")
    for rule, items in sorted(sample(found, given.sample, random.Random(given.seed)).items()):
        for item in items:
            sys.stdout.write(f"{rule} {item.confidence}\t{item.shown}\t{item.message}\n")


if __name__ == "__main__":
    main()
