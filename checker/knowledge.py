"""What the tool knows besides its rules: wordings and norms, each loaded when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from checker.catalog import Catalog, load_catalog
from checker.facts.passages import CopyWords, load_copy_words
from checker.lexicon import Lexicon, load_lexicon
from checker.words import WordTable, load_sounds, load_words


class Knowledge:
    """The data of one rulesets folder, and the user's own catalogues (CSV in the form of ``titles.csv``)."""

    def __init__(self, directory: Path, own_catalogs: tuple[Path, ...] = ()) -> None:
        self._directory = directory
        self._own_catalogs = own_catalogs
        self._words: dict[str, WordTable] = {}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The wordings by which reports are read."""
        return load_lexicon(self._directory)

    @cached_property
    def catalog(self) -> Catalog:
        """The norms and their dates."""
        return load_catalog(self._directory / "catalog", self._own_catalogs)

    @cached_property
    def copy_words(self) -> CopyWords:
        """How reports are compared with each other."""
        return load_copy_words(self._directory / "reading" / "copies.toml")

    def words(self, name: str) -> WordTable:
        """The word list ``words/NAME.csv``."""
        if name not in self._words:
            self._words[name] = load_words(self._directory / "words" / f"{name}.csv", f"words/{name}.csv")
        return self._words[name]

    @cached_property
    def sounds(self) -> dict[str, frozenset[str]]:
        """Character → the syllables that it is read with."""
        return load_sounds(self._directory / "words" / "sounds.txt")
