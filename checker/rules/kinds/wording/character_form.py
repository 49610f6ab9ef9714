"""Characters in another form than the standard one: traditional, compatibility, radicals."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from checker.facts.reading import Reading
from checker.knowledge.phrases import CharacterForms
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding
from checker.text.ideographs import standard_form
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding a run of such characters; a text that is written in them throughout is left alone."""
    text = reading.document.text
    forms = reading.character_forms(rule.string("table")) if rule.string("table") else CharacterForms()
    standing = forms.standing(text)
    if standing is None and not search(rule.pattern("characters"), text):
        return
    found: list[Span] = []
    for block in reading.body:
        start, end = block.span.start, block.span.end
        found.extend(Span(*match.span()) for match in finditer(rule.pattern("characters"), text, start, end))
        found.extend(Span(*match.span()) for match in (standing.finditer(text, start, end) if standing else ()))
    if len(found) > rule.number("share") * len(text):
        return
    for span in sorted(found):
        right = "".join(forms.rights.get(character) or _usual_form(character) for character in span.of(text))
        if right == span.of(text):  # ideographs that have no other form stand among the compatible ones
            continue
        codes = " ".join(f"U+{ord(character):04X}" for character in span.of(text))
        values = {"text": span.of(text), "right": right, "codes": codes}
        yield Finding(span, values, fixes=replacement(span, right))


def _usual_form(character: str) -> str:
    """Return the ideograph for a radical or a compatibility ideograph, and the half-width form of a letter."""
    return normalize("NFKC", standard_form(character))


KIND = Kind(
    "character-form",
    "字形不规范",
    check,
    (
        Option("characters", "pattern", "这些字符改为 Unicode 所说的普通汉字", ()),
        Option("table", "string", "rulesets/words 中的字表(两字一组,前误后正)", ""),
        Option("share", "number", "这样的字超过全文的这一比例,则全文如此,不报"),
    ),
    ("text", "right", "codes"),
)
