"""All reference data of a run: the lexicon, norms and word lists, each loaded on first use."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from re import escape

from checker.knowledge.catalog import Catalog, load_catalog
from checker.knowledge.catalog.places import Places
from checker.knowledge.copy_words import CopyWords, load_copy_words
from checker.knowledge.formulas import Formulas, load_formulas
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.lexicon import Lexicon, load_lexicon
from checker.knowledge.lexicon_patterns import combine_patterns
from checker.knowledge.phrases import (
    CharacterForms,
    ShapeGroups,
    TermIndex,
    load_character_forms,
    load_names,
    load_shapes,
    load_terms,
)
from checker.knowledge.word_lists import WordLists, load_word_lists
from checker.knowledge.word_tables import Sounds, WordTable, load_sounds, load_words
from checker.resources import toml
from checker.search.patterns import Pattern, alternatives
from checker.search.prefilter import Prefilter
from checker.text.document import fold


class Knowledge:
    """The reference data of a rulesets folder and of the user's catalogues.

    ``user_catalogs`` are CSV files with the columns of ``titles.csv``. Rules about wording skip the ``accepted`` names
    and wordings of the user. Data that does not depend on the user's settings is taken from ``shared``, the knowledge
    of another set of files of the same run.
    """

    def __init__(
        self,
        directory: Path,
        user_catalogs: tuple[Path, ...] = (),
        accepted: tuple[str, ...] = (),
        shared: Knowledge | None = None,
    ) -> None:
        self._shared = shared
        self._directory = directory
        self._user_catalogs = user_catalogs
        self._accepted = accepted
        self._words: dict[str, WordTable] = {}
        self.prefilter = Prefilter()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The vocabulary for parsing reports."""
        return self._shared.lexicon if self._shared else load_lexicon(self._directory)

    @cached_property
    def catalog(self) -> Catalog:
        """The norms with their dates."""
        return load_catalog(self._directory / "catalog", self._user_catalogs)

    @cached_property
    def places(self) -> Places:
        """The administrative divisions down to counties."""
        shown = "catalog/places.csv"
        return self._shared.places if self._shared else Places(self._directory / shown, shown)

    @cached_property
    def copy_words(self) -> CopyWords:
        """The settings for comparing reports."""
        return load_copy_words(self._directory / "reading" / "copies.toml")

    def words(self, name: str) -> WordTable:
        """Return the word list ``words/expressions/NAME.csv``."""
        if name not in self._words:
            shown = f"words/expressions/{name}.csv"
            self._words[name] = load_words(self._directory / shown, shown)
        return self._words[name]

    @cached_property
    def formulas(self) -> Formulas:
        """The fixed formulas of each period."""
        shown = "words/formulas/periods.csv"
        return load_formulas(self._directory / shown, shown)

    @cached_property
    def wordings(self) -> WordLists:
        """The lists of literal wordings, ``words/*.csv``."""
        return self._shared.wordings if self._shared else load_word_lists(self._directory / "words")

    @cached_property
    def own_words(self) -> Pattern:
        """A pattern of the accepted names and wordings, the longest first."""
        return alternatives(tuple(escape(fold(word)) for word in sorted(self._accepted, key=len, reverse=True)))

    @cached_property
    def _masks(self) -> toml.Table:
        return toml.load(self._directory / "reading" / "masks.toml", "reading/masks.toml", trusted=True)

    @cached_property
    def protected(self) -> tuple[str, ...]:
        """The expressions of text that rules about wording skip, the accepted names and wordings included."""
        sources = (self.own_words.pattern, *self._masks.strings("protected"))
        combine_patterns(self._masks, "protected", sources)
        return sources

    @cached_property
    def longest_prose(self) -> int:
        """Characters of the longest paragraph in which typos are looked for."""
        return self._masks.integer("longest-prose")

    @cached_property
    def terms(self) -> TermIndex:
        """The set phrases of official writing."""
        if self._shared:
            return self._shared.terms
        return load_terms(self._directory / "words" / name for name in ("terms.txt", "report-terms.txt"))

    @cached_property
    def language_model(self) -> LanguageModel:
        """The model of the official language."""
        if self._shared:
            return self._shared.language_model
        return load_language_model(self._directory / "model" / "official.bin")

    @cached_property
    def shapes(self) -> ShapeGroups:
        """The groups of characters that look alike."""
        return load_shapes(self._directory / "words" / "shapes.txt")

    def character_forms(self, name: str) -> CharacterForms:
        """Return the list ``words/NAME.txt`` of characters and their standard forms."""
        return load_character_forms(self._directory / "words" / f"{name}.txt")

    def names(self, table: str) -> tuple[str, ...]:
        """The list ``words/NAME.txt`` of names in half-width text."""
        return load_names(self._directory / "words" / f"{table}.txt")

    @cached_property
    def sounds(self) -> Sounds:
        """The syllables of characters."""
        return load_sounds(self._directory / "words" / "sounds.txt")

    def sound_alike(self, first: str, second: str) -> bool:
        """Return True if an input method offers both characters for one syllable."""
        return not self.sounds.syllables_of(first).isdisjoint(self.sounds.syllables_of(second))

    def rhyme(self, first: str, second: str) -> bool:
        """Return True if the syllables of the two characters have the same final."""
        return not self.sounds.finals_of(first).isdisjoint(self.sounds.finals_of(second))

    def look_alike(self, first: str, second: str) -> bool:
        """Return True if the two characters are easily mistaken for each other by eye."""
        return second in self.shapes.of(first)

    def confusable(self, first: str, second: str) -> bool:
        """Return True if the two characters sound alike or look alike, so that one may be written for the other."""
        return self.sound_alike(first, second) or self.look_alike(first, second)

    def taken_for(self, first: str, second: str) -> bool:
        """Return True if the two characters are confusable, or their syllables are near each other."""
        return self.confusable(first, second) or self.language_model.likeness(first, second) is not None

    def heard_alike(self, first: str, second: str) -> bool:
        """Return True if those who tell no z from zh, n from l, n from ng hear the same syllable."""
        return not self.sounds.roughly_of(first).isdisjoint(self.sounds.roughly_of(second))
