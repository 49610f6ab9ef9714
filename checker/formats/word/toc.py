"""Tables of contents that Word makes: fields whose result takes many paragraphs, whatever their styles."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from checker.formats.word.package import Element, w

_CODES = (w("instrText"), w("fldSimple"))
_CHARACTER = w("fldChar")
_TEXT = w("t")
_EVENTS = (_CHARACTER, *_CODES, _TEXT)
_NAME = "TOC"


def has_toc_field(tree: Element) -> bool:
    """Return True when a part has fields that make tables of contents, and all its fields have an end."""
    if not any(_is_toc(item) for item in tree.iter(*_CODES)):
        return False
    kinds = [item.get(w("fldCharType"), "") for item in tree.iter(_CHARACTER)]
    return kinds.count("begin") == kinds.count("end")


class TocFields(Struct):
    """The fields that are open between two paragraphs, each True for a table of contents. Mutable.

    ``count`` is the number of those that are. Only a document with such a field is ``used`` with it.
    """

    used: bool = False
    open_fields: list[bool] = field(default_factory=list)
    count: int = 0

    def holds(self, fragments: Iterable[Element]) -> bool:
        """Process the next paragraph; return True when such a field is in it, and no text but its result."""
        if not self.used:
            return False
        inside, outside_text, simple = self.count > 0, False, False
        for fragment in fragments:
            for item in fragment.iter(*_EVENTS):
                outside_text = outside_text or (item.tag == _TEXT and bool(item.text) and not self.count)
                simple = simple or (item.tag == _CODES[1] and _is_toc(item))
                self._update(item)
                inside = inside or self.count > 0
        return simple or (inside and not outside_text)

    def _update(self, item: Element) -> None:
        if item.tag == _CODES[0]:
            if self.open_fields and not self.open_fields[-1] and _is_toc(item):
                self.open_fields[-1] = True
                self.count += 1
        elif item.tag == _CHARACTER:
            kind = item.get(w("fldCharType"), "")
            if kind == "begin":
                self.open_fields.append(False)
            elif kind == "end" and self.open_fields:
                self.count -= self.open_fields.pop()


def _is_toc(item: Element) -> bool:
    code = item.text if item.tag == _CODES[0] else item.get(w("instr"))
    return (code or "").lstrip().upper().startswith(_NAME)
