"""What the tool knows besides its rules: wordings and norms, each loaded when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from checker.catalog import Catalog, load_catalog
from checker.lexicon import Lexicon, load_lexicon


class Knowledge:
    """The data of one rulesets folder."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @cached_property
    def lexicon(self) -> Lexicon:
        """The wordings by which reports are read."""
        return load_lexicon(self._directory)

    @cached_property
    def catalog(self) -> Catalog:
        """The norms and their dates."""
        return load_catalog(self._directory / "catalog")
