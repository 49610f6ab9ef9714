"""The forms in which a title is cited: with its number, its issuer, the year of its revision, as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from checker.knowledge.catalog.keys import title_key
from checker.knowledge.lexicon_patterns import read_patterns
from checker.resources import toml
from checker.search.patterns import Pattern, search
from checker.text.document import fold

_CACHE_SIZE = 1024
_ABOUT = "关于"


class TitleForms:
    """What ``rulesets/catalog/forms.toml`` says of a title that may be cited in several forms."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.keys = lru_cache(_CACHE_SIZE)(self._keys)

    @cached_property
    def _table(self) -> toml.Table:
        return toml.load(self._path, f"catalog/{self._path.name}", trusted=True)

    @cached_property
    def _draft(self) -> Pattern:
        return read_patterns(self._table, "draft")

    @cached_property
    def _additions(self) -> Pattern:
        return read_patterns(self._table, "additions")

    @cached_property
    def _wrapped(self) -> Pattern:
        return read_patterns(self._table, "wrapped")

    @cached_property
    def issuers(self) -> tuple[str, ...]:
        """The issuers that may stand in front of a title, the longest first, as in a key."""
        return tuple(sorted(map(title_key, self._table.strings("issuers")), key=len, reverse=True))

    def is_draft(self, title: str) -> bool:
        """Return True for a title that says itself that it is a draft."""
        return search(self._draft, fold(title).strip()) is not None

    def without_issuer(self, key: str) -> str:
        """Return a key without the issuer in front, if enough is left to be a title."""
        for issuer in self.issuers:
            if key.startswith(issuer) and len(key) > len(issuer) + 3:
                return key.removeprefix(issuer)
        return key

    def _keys(self, title: str) -> tuple[str, ...]:
        """Return the keys under which a title may be known, its own first."""
        return tuple(dict.fromkeys(self._variants(title)))

    def _variants(self, title: str) -> Iterator[str]:
        yield title_key(title)
        plain = fold(title).strip()
        while match := search(self._additions, plain) or search(self._draft, plain):
            if not match.start():
                break
            plain = plain[: match.start()]
            yield title_key(plain)
        bare = self.without_issuer(title_key(plain))
        yield bare
        if bare.startswith(_ABOUT):
            for issuer in self._table.strings("leading"):
                yield title_key(issuer + bare)
        wrapped = search(self._wrapped, self.without_issuer(plain))
        if wrapped:
            yield title_key(wrapped.group("here"))
