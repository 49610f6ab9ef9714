"""A paragraph that ends without a final mark, or with a comma."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Finding
from checker.text.document import Block
from checker.text.span import Span

_CLOSERS = "”’」』)》〉"
# After an opening mark the line is only broken.
_FINAL = "。!?…:;—《〈“‘("
_NOTE = compile_pattern(r"[。!?;…][\s]*[(\[【][^()\[\]【】]{1,40}[)\]】]\s*$")
_OPEN = ",、"
_LONG = 60
"""Characters of a paragraph that is no item of a list."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every such paragraph, unless there are many: then the lines of the document are wrapped."""
    headings = {heading.block.span for heading in reading.outline.headings if heading.own_line}
    prose = [block for block in reading.body if block.span not in headings and _is_prose(reading, block, rule)]
    bare = [block for block in prose if _last(reading, block) not in _FINAL and not _ends_before(reading, block)]
    if len(bare) > 1 and len(bare) > rule.number("share") * len(prose):
        return
    for block in bare:
        end = Span(block.span.end - 1, block.span.end)
        text = reading.document.text
        values = {"text": text[max(block.span.start, block.span.end - 8) : block.span.end]}
        yield Finding(end, values, "comma" if _last(reading, block) in _OPEN else "")
    yield from _semicolons(reading, prose, headings)


def _semicolons(reading: Reading, prose: list[Block], headings: set[Span]) -> Iterator[Finding]:
    """Yield a finding for a paragraph that ends with a semicolon although no item of its list follows."""
    body = reading.body
    text = reading.document.text
    for number, block in enumerate(body):
        if block not in prose or not reading.document.folded.endswith(";", block.span.start, block.span.end):
            continue
        follows = body[number + 1] if number + 1 < len(body) else None
        before = body[number - 1] if number else None
        listed = any(
            other and reading.document.folded[other.span.end - 1] in ";:" and other.span not in headings
            for other in (before, follows)
        )
        if not listed and (follows is None or follows.span in headings or len(follows.span) >= _LONG):
            end = Span(block.span.end - 1, block.span.end)
            values = {"text": text[max(block.span.start, block.span.end - 8) : block.span.end]}
            yield Finding(end, values, "semicolon")


def _is_prose(reading: Reading, block: Block, rule: Rule) -> bool:
    """Return True for a paragraph with a full stop inside it, or several clauses, that is longer than a heading."""
    inner = reading.document.folded[block.span.start : block.span.end - 1]
    several = "。" in inner or (len(inner) >= _LONG and (";" in inner or inner.count(",") > 1))
    return block.kind == "paragraph" and len(block.span) >= rule.integer("shortest") and several


def _ends_before(reading: Reading, block: Block) -> bool:
    """Return True if only a note in brackets stands behind the final mark."""
    return _NOTE.search(block.span.of(reading.document.folded)) is not None


def _last(reading: Reading, block: Block) -> str:
    text = block.span.of(reading.document.folded).rstrip(_CLOSERS + " ")
    return text[-1:] or _FINAL[0]


KIND = Kind(
    "paragraph-end",
    "段末没有句末标点",
    check,
    (
        Option("shortest", "integer", "短于此（字）的段落不查"),
        Option("share", "number", "这样的段落超过这一比例，是断行而不是漏标点"),
    ),
    ("text",),
    ("comma", "semicolon"),
)
