"""What the tool knows besides its rules: wordings and norms, each loaded when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from re import escape

from checker.facts.copies.passages import CopyWords, load_copy_words
from checker.knowledge.catalog import Catalog, load_catalog
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.lexicon import Lexicon, compiled, load_lexicon
from checker.knowledge.phrases import Forms, Shapes, Terms, load_character_forms, load_names, load_shapes, load_terms
from checker.knowledge.word_lists import Wordings, load_wordings
from checker.knowledge.word_tables import Sounds, WordTable, load_sounds, load_words
from checker.resources import toml
from checker.search.patterns import Pattern, alternatives
from checker.search.prefilter import Watch
from checker.text.document import fold


class Knowledge:
    """The data of one rulesets folder, and the user's own catalogues (CSV in the form of ``titles.csv``).

    ``accepted`` are names and wordings of the user's that no rule about wording looks into. What is not the user's
    own is shared with ``beside``, the knowledge of other files of the run.
    """

    def __init__(
        self,
        directory: Path,
        own_catalogs: tuple[Path, ...] = (),
        accepted: tuple[str, ...] = (),
        beside: Knowledge | None = None,
    ) -> None:
        self._beside = beside
        self._directory = directory
        self._own_catalogs = own_catalogs
        self._accepted = accepted
        self._words: dict[str, WordTable] = {}
        self.watch = Watch()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The wordings by which reports are read."""
        return self._beside.lexicon if self._beside else load_lexicon(self._directory)

    @cached_property
    def catalog(self) -> Catalog:
        """The norms and their dates."""
        return load_catalog(self._directory / "catalog", self._own_catalogs)

    @cached_property
    def copy_words(self) -> CopyWords:
        """How reports are compared with each other."""
        return load_copy_words(self._directory / "reading" / "copies.toml")

    def words(self, name: str) -> WordTable:
        """The word list ``words/expressions/NAME.csv``."""
        if name not in self._words:
            shown = f"words/expressions/{name}.csv"
            self._words[name] = load_words(self._directory / shown, shown)
        return self._words[name]

    @cached_property
    def wordings(self) -> Wordings:
        """The literal lists ``words/*.csv``."""
        return self._beside.wordings if self._beside else load_wordings(self._directory / "words")

    @cached_property
    def own_words(self) -> Pattern:
        """The user's own names and wordings, the longest first."""
        return alternatives(tuple(escape(fold(word)) for word in sorted(self._accepted, key=len, reverse=True)))

    @cached_property
    def protected(self) -> tuple[str, ...]:
        """What rules about wording do not look at, the user's own names and wordings among it."""
        table = toml.load(self._directory / "reading" / "masks.toml", "reading/masks.toml", trusted=True)
        sources = (self.own_words.pattern, *table.strings("protected"))
        compiled(table, "protected", sources)
        return sources

    @cached_property
    def terms(self) -> Terms:
        """Set phrases of official writing."""
        return self._beside.terms if self._beside else load_terms(self._directory / "words" / "terms.txt", self.alike)

    @cached_property
    def language_model(self) -> LanguageModel:
        """The model of the official language."""
        return (
            self._beside.language_model
            if self._beside
            else load_language_model(self._directory / "model" / "official.bin")
        )

    @cached_property
    def shapes(self) -> Shapes:
        """Which characters look like each other."""
        return load_shapes(self._directory / "words" / "shapes.txt")

    def character_forms(self, name: str) -> Forms:
        """The list ``words/NAME.txt`` of characters and their standard forms."""
        return load_character_forms(self._directory / "words" / f"{name}.txt")

    def names(self, table: str) -> tuple[str, ...]:
        """The list ``words/NAME.txt`` of names in half-width text."""
        return load_names(self._directory / "words" / f"{table}.txt")

    @cached_property
    def sounds(self) -> Sounds:
        """How characters are read."""
        return load_sounds(self._directory / "words" / "sounds.txt")

    def sound_alike(self, one: str, other: str) -> bool:
        """True for two characters that an input method gives for one syllable."""
        return not self.sounds.of(one).isdisjoint(self.sounds.of(other))

    def look_alike(self, one: str, other: str) -> bool:
        """True for two characters that are mistaken for each other by eye."""
        return other in self.shapes.of(one)

    def alike(self, one: str, other: str) -> bool:
        """True for two characters one of which may stand by mistake where the other belongs."""
        return self.sound_alike(one, other) or self.look_alike(one, other)

    def taken_for(self, one: str, other: str) -> bool:
        """True for two characters that are alike, near sounds among them."""
        return self.alike(one, other) or self.language_model.likeness(one, other) is not None
