"""Title, metadata and signature name different bodies: 王河乡 and 王河镇."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.identity import SourcedValue
from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_SHARED = 2
"""Characters that two forms of one name share at each end."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every name that contradicts the issuer.

    Names that differ only in a superior place (云龙镇, 鄞州区云龙镇) do not contradict each other, nor does the name of
    another kind of body, such as the county's office that publishes the page.
    """
    issuer = reading.identity.issuer
    if issuer is None:
        return
    base = _base(issuer.value, rule)
    for named in _names(reading):
        yield from _parts_misspelt(reading, issuer, named)
        other = _base(named.value, rule)
        if named.span == issuer.span or not other or base.endswith(other) or other.endswith(base):
            continue
        if _bare(base, rule) == _bare(other, rule):  # 榆澜区人民政府柳汀街道办事处, 榆澜区柳汀街道办事处
            continue
        same_stem = _stem(base, rule) == _stem(other, rule) != "" or _is_longer_form(
            _bare(base, rule), _bare(other, rule)
        )
        abridged = search(rule.pattern("abridged"), base) and (_is_abridged(base, other) or _is_abridged(other, base))
        profile = reading.lexicon.profile_of(named.value)
        one_kind = profile is reading.identity.profile and _has_type(base, rule) and _has_type(other, rule)
        if same_stem or (one_kind and not abridged):
            values = {"text": named.value, "issuer": issuer.value}
            yield Finding(named.span, values, related=(Related(issuer.span, f"此处为“{issuer.value}”"),))


def _parts_misspelt(reading: Reading, issuer: SourcedValue, named: SourcedValue) -> Iterator[Finding]:
    """Yield the names before the last one in a line that miss the same one of the issuer's by one character."""
    ours, theirs = issuer.value.split(), named.value.split()
    if len(theirs) < 2 or len(ours) != len(theirs):
        return
    start = named.span.start
    for our, their in zip(ours[:-1], theirs[:-1], strict=True):
        at = start + reading.document.text[start : named.span.end].index(their)
        if len(our) == len(their) and sum(a != b for a, b in zip(our, their, strict=True)) == 1:
            span = Span(at, at + len(their))
            yield Finding(
                span, {"text": their, "issuer": our}, related=(Related(issuer.span, f"此处为“{issuer.value}”"),)
            )


def _names(reading: Reading) -> list[SourcedValue]:
    fields = [
        SourcedValue(field.value, field.value_span, "metadata") for field in reading.metadata if field.role == "issuer"
    ]
    text = reading.document.text
    signed = [
        SourcedValue(block.span.of(text), block.span, "signature") for block in reading.zones.blocks(Zone.SIGNATURE)
    ]
    return [named for named in (*fields, *signed) if reading.lexicon.profile_of(named.value)]


def _base(name: str, rule: Rule) -> str:
    """Return a name, or the last of several in one line, without its suffix: 云龙镇 for 云龙镇人民政府."""
    parts = name.split()
    return rule.pattern("suffixes").sub("", parts[-1]) if parts else ""


def _stem(base: str, rule: Rule) -> str:
    match = rule.pattern("types").search(base)
    return base[: match.start()][-2:] if match else ""


def _bare(base: str, rule: Rule) -> str:
    return rule.pattern("optional").sub("", base)


def _is_longer_form(first: str, second: str) -> bool:
    """Return True for one name with a piece inside that the other lacks: 雁湖经济开发区, 雁湖经济技术开发区."""
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    same = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return _SHARED <= same < len(shorter) and longer.endswith(shorter[same:]) and len(shorter) - same >= _SHARED


def _is_abridged(short: str, full: str) -> bool:
    """Return True if the characters of a name stand in a longer one in the same order: 经开区, 经济技术开发区."""
    characters = iter(full)
    return all(character in characters for character in short)


def _has_type(base: str, rule: Rule) -> bool:
    return rule.pattern("types").search(base) is not None


KIND = Kind(
    "issuer-mismatch",
    "机关名称前后不一",
    check,
    (
        Option("suffixes", "pattern", "名称末尾可以略去的部分"),
        Option("optional", "pattern", "名称中间可以略去的部分", ()),
        Option("types", "pattern", "名称末尾表示机关种类的字"),
        Option("abridged", "pattern", "这几种名称可以简写，字序相同而字数少的不算", ()),
    ),
    ("text", "issuer"),
)
