"""The administrative divisions of the country down to counties: names, and what lies in what.

A code begins with the code of the superior: 33 浙江省, 3302 宁波市, 330282 慈溪市. Names are not unique: 朝阳区.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from checker.resources.shipped import read_text


class Places:
    """The table of places; it is read when it is first asked for."""

    COUNTY = 3
    """The level of counties; provinces are 1, cities 2."""

    def __init__(self, path: Path, shown: str) -> None:
        self._path, self._shown = path, shown

    @cached_property
    def _codes(self) -> dict[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for line in read_text(self._path, self._shown).splitlines()[1:]:
            code, _, name = line.partition(",")
            codes[name] = (*codes.get(name, ()), code)
        return codes

    @cached_property
    def _names(self) -> dict[str, str]:
        return {code: name for name, codes in self._codes.items() for code in codes}

    @cached_property
    def longest(self) -> int:
        """Characters of the longest name."""
        return max(map(len, self._codes))

    def known(self, name: str) -> bool:
        """Return True for the full name of a province, a city or a county."""
        return name in self._codes

    def within(self, name: str, superior: str) -> bool:
        """Return True if a place of the one name lies in a place of the other, or may be that place."""
        above = self._codes.get(superior, ())
        return any(code.startswith(above) for code in self._codes.get(name, ()))

    def related(self, name: str, places: Iterable[str]) -> bool:
        """Return True if the place lies in one of the places, or one of them in it."""
        return any(self.within(name, place) or self.within(place, name) for place in places)

    def superiors(self, name: str) -> tuple[str, ...]:
        """Return the names of the places right above those of a name, such as 浙江省 for 宁波市."""
        above = [self._names.get(code[:-2]) or self._names.get(code[:2], "") for code in self._codes.get(name, ())]
        return tuple(dict.fromkeys(filter(None, above)))

    def level(self, name: str) -> int:
        """Return 1 for a province, 2 for a city, 3 for a county, 0 for an unknown name."""
        return max((len(code) // 2 for code in self._codes.get(name, ())), default=0)
