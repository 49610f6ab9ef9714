"""The style sheets of a page, as far as they decide what is shown: ``display``, ``visibility`` and ``white-space``.

Sheets are those inside the page, for screens. Selectors may name elements, classes, ids, and elements that these stand
in; a rule with any other selector (states, siblings, attributes) is not applied, because nobody knows here whether it
holds. A page without such declarations costs one search, and the libraries are not loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

PROPERTIES = ("display", "visibility", "white-space")
MAX_CHARACTERS = 300_000
"""Characters of style sheets that are read; a page of an office has tens of thousands at most."""
MAX_SAME = 100
"""Parts of selectors that are kept for one element name, class or id."""
MAX_KNOWN = 10_000
"""Elements with the same name, id, classes and place that are looked at once."""
_MAX_PARTS, _MAX_SELECTOR, _MAX_DEPTH = 5_000, 300, 50
"""Parts of selectors in all, characters of a selector, and brackets inside brackets."""
_TELLING = re.compile("|".join(PROPERTIES), re.IGNORECASE)
_OPENING = re.compile(r"<(?:(?P<comment>!--)|(?P<tag>style|script|textarea|title)\b(?P<attrs>[^<>]*)>)", re.IGNORECASE)
_CLOSING = {
    tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("style", "script", "textarea", "title")
} | {"": re.compile("-->")}  # fmt: skip
_BRACKET = re.compile(r"[][(){}]")
_DECLARED = re.compile(r"(?:^|;)\s*(display|visibility|white-space)\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+\*/")
_MEDIA = re.compile(r"""media\s*=\s*["']?([^"'>]*)""", re.IGNORECASE)
_SHOWN_MEDIA = frozenset({"", "all", "screen", "only screen"})

Weight = tuple[bool, int, int, int, int]
"""Of a declaration: important, the three numbers of its selector, its place among the declarations."""
INLINE = (1 << 30, 0, 0)
"""The weight of what stands in the element itself, instead of the three numbers of a selector."""


class Declaration(Struct, frozen=True):
    """The value of a property, and how much it weighs against others."""

    name: str
    value: str
    weight: Weight


Matched = tuple[int, int]
"""The parts of selectors that an element matches, and those that it or any element around it does; as bits."""
NOTHING: Matched = (0, 0)


class _Part(Struct, frozen=True):
    """One of the elements that a selector names: ``table.list > tr td`` has three.

    ``before`` is the bit of the part on its left, 0 for the first; ``child`` tells that ``>`` stands between them.
    """

    bit: int
    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    before: int
    child: bool
    declarations: tuple[Declaration, ...]

    @property
    def key(self) -> str:
        """What an element must have to be looked at."""
        return next((f"#{one}" for one in sorted(self.ids)), "") or next(
            (f".{one}" for one in sorted(self.classes)), self.tag
        )

    def fits(self, tag: str, ids: str, classes: frozenset[str], above: Matched) -> bool:
        """True for an element of this name with this id and these classes, inside an element with these bits."""
        return (
            self.tag in ("", tag)
            and all(one == ids for one in self.ids)
            and self.classes <= classes
            and (not self.before or bool(self.before & above[0 if self.child else 1]))
        )


class Sheets:
    """The rules of all sheets of a page, by what their selectors ask of an element."""

    def __init__(self, parts: Iterable[_Part] = ()) -> None:
        self._parts: dict[str, list[_Part]] = {}
        self._known: dict[tuple[str, str, str, Matched], tuple[Matched, tuple[Declaration, ...]]] = {}
        for part in parts:
            same = self._parts.setdefault(part.key, [])
            if len(same) < MAX_SAME:
                same.append(part)

    def __bool__(self) -> bool:
        return bool(self._parts)

    def match(self, tag: str, ids: str, classes: str, above: Matched) -> tuple[Matched, tuple[Declaration, ...]]:
        """Return what an element matches inside one that matches ``above``, and the declarations for it."""
        key = tag, ids, classes, above
        known = self._known.get(key)
        if known is None:
            known = self._match(tag, ids, frozenset(classes.split()), above)
            if len(self._known) < MAX_KNOWN:
                self._known[key] = known
        return known

    def _match(
        self, tag: str, ids: str, classes: frozenset[str], above: Matched
    ) -> tuple[Matched, tuple[Declaration, ...]]:
        here = 0
        found: list[Declaration] = []
        for key in ("", tag, f"#{ids}", *(f".{one}" for one in classes)):
            for part in self._parts.get(key, ()):
                if part.fits(tag, ids, classes, above):
                    here |= part.bit
                    found.extend(part.declarations)
        return (here, here | above[1]), tuple(found)


def read_sheets(source: str) -> Sheets:
    """Read the style sheets of a page."""
    css = "\n".join(_texts(source))[:MAX_CHARACTERS]
    return _sheets(css) if _TELLING.search(css) else _NONE


_NONE = Sheets()


@lru_cache(maxsize=4)
def _sheets(css: str) -> Sheets:
    """Pages of one site have the same sheets; what is known of an element holds in all of them."""
    return Sheets(_parts(css))


def inline(style: str) -> list[Declaration]:
    """Return the declarations in an element's own ``style``."""
    return list(_declarations(style, INLINE, 0)) if _TELLING.search(style) else []


def decided(declarations: Iterable[Declaration]) -> dict[str, str]:
    """Return the value of each property: the declaration that weighs most, the last of equals."""
    best: dict[str, Declaration] = {}
    for one in declarations:
        if one.name not in best or one.weight >= best[one.name].weight:
            best[one.name] = one
    return {name: one.value for name, one in best.items()}


def _texts(source: str) -> Iterator[str]:
    """Yield the texts of the style elements for screens; what looks like one in a comment or a script is none."""
    position = 0
    while opening := _OPENING.search(source, position):
        tag = (opening["tag"] or "").lower()
        closing = _CLOSING[tag].search(source, opening.end())
        if closing is None:
            return
        media = _MEDIA.search(opening["attrs"] or "")
        if tag == "style" and _shown(media[1] if media else ""):
            yield source[opening.end() : closing.start()]
        position = closing.end()


def _shown(media: str) -> bool:
    return any(" ".join(one.lower().split()) in _SHOWN_MEDIA for one in media.split(","))


def _declarations(text: str, specificity: tuple[int, int, int], place: int) -> Iterator[Declaration]:
    for found in _DECLARED.finditer(_COMMENT.sub(" ", text) if "/*" in text else text):
        yield Declaration(found[1].lower(), found[2].lower(), (bool(found[3]), *specificity, place))


def _parts(css: str) -> Iterator[_Part]:
    """Yield the parts of the selectors of all rules that declare one of the properties."""
    import cssselect
    from cssselect.parser import SelectorError

    bit = 1
    count = 0
    for place, (prelude, content) in enumerate(_rules(css)):
        try:
            selectors = cssselect.parse(prelude)
        except SelectorError:  # one that cannot be read makes the whole list void, as in a browser
            continue
        for selector in selectors:
            compounds = None if selector.pseudo_element else _compounds(selector.parsed_tree)
            for number, (child, tag, ids, classes) in enumerate(compounds or ()):
                last = number == len(compounds or ()) - 1
                told = tuple(_declarations(content, selector.specificity(), place)) if last else ()
                count += 1
                if count > _MAX_PARTS:
                    return
                yield _Part(bit, tag, ids, classes, bit >> 1 if number else 0, child, told)
                bit <<= 1


_Compound = tuple[bool, str, frozenset[str], frozenset[str]]


def _compounds(tree: object) -> list[_Compound] | None:
    """Return what a selector asks of each element, the outermost first; None where it asks what is not known here."""
    from cssselect.parser import Class, CombinedSelector, Element, Hash

    outer: list[_Compound] | None = []
    child = False
    if isinstance(tree, CombinedSelector):
        if tree.combinator not in (" ", ">"):
            return None
        outer, child, tree = _compounds(tree.selector), tree.combinator == ">", tree.subselector
    ids, classes = set(), set()
    while not isinstance(tree, Element):
        if isinstance(tree, Class):
            classes.add(tree.class_name)
        elif isinstance(tree, Hash):
            ids.add(tree.id)
        else:
            return None
        tree = tree.selector
    if outer is None or tree.namespace:
        return None
    return [*outer, (child, (tree.element or "").lower(), frozenset(ids), frozenset(classes))]


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the rules that hold on a screen, in order."""
    import tinycss2

    if _depth(css) > _MAX_DEPTH:
        return

    def within(rules: Iterable[Any]) -> Iterator[tuple[str, str]]:
        for rule in rules:
            prelude = tinycss2.serialize(rule.prelude).strip() if hasattr(rule, "prelude") else ""
            if rule.type == "qualified-rule" and _TELLING.search(content := tinycss2.serialize(rule.content)):
                if max(map(len, prelude.split(","))) <= _MAX_SELECTOR:
                    yield prelude, content
            elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content and _shown(prelude):
                yield from within(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))

    yield from within(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _depth(css: str) -> int:
    """How deep brackets may be nested: the libraries descend into them one by one."""
    depth = deepest = 0
    for found in _BRACKET.finditer(css):
        depth = depth + 1 if found[0] in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
