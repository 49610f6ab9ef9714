"""The settings for comparing reports with each other."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from checker.knowledge.lexicon_patterns import read_patterns
from checker.resources import toml
from checker.search.patterns import Pattern, compile_pattern


class CopyWords(Struct, frozen=True):
    """The settings of ``rulesets/reading/copies.toml``; lengths are in characters, shares in per cent."""

    shortest: int
    similar: int
    gap: int
    formula_issuers: int
    formula_share: int
    run_sentences: int
    run_characters: int
    pair_characters: int
    group_share: int
    matrix: int
    rewritten_share: int
    formula: Pattern
    place: Pattern
    type: Pattern
    chunk: int
    shingle: int
    hashes: int
    bands: int
    families: int
    candidate_share: int
    chunk_similar: int
    partners: int
    crowd: int


def load_copy_words(path: Path) -> CopyWords:
    """Load ``reading/copies.toml``. Raises :class:`~checker.text.errors.RulesetError` if it is invalid."""
    table = toml.load(path, "reading/copies.toml", trusted=True)
    index = table.table("index")
    return CopyWords(
        table.integer("shortest"),
        table.integer("similar"),
        table.integer("gap"),
        table.integer("formula-issuers"),
        table.integer("formula-share"),
        table.integer("run-sentences"),
        table.integer("run-characters"),
        table.integer("pair-characters"),
        table.integer("group-share"),
        table.integer("matrix"),
        table.integer("rewritten-share"),
        read_patterns(table, "formula"),
        compile_pattern(table.string("place")),
        compile_pattern(table.string("type")),
        index.integer("chunk"),
        index.integer("shingle"),
        index.integer("hashes"),
        index.integer("bands"),
        index.integer("families"),
        index.integer("candidate-share"),
        index.integer("chunk-similar"),
        index.integer("partners"),
        index.integer("crowd"),
    )
