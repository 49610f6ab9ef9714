"""Settings from several places laid over each other, each value with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from checker.project.config.keys import KEYS

if TYPE_CHECKING:
    from checker.resources.toml_lines import KeyPath, Source

T = TypeVar("T")


class Layer(Struct, frozen=True):
    """The values of one place: a preset, a file, a ``[[per-file]]`` of one, the command line.

    ``source`` is what the file ``origin`` holds and ``way`` leads to the keys in it; a place without lines has none.
    """

    origin: str
    values: Mapping[str, object]
    source: Source = ""
    way: KeyPath = ()

    def where(self, key: str) -> str:
        """The place of a key, as people are told it."""
        if not self.source:
            return self.origin
        from checker.resources.toml_lines import find_line  # noqa: PLC0415 - only where somebody is told

        return f"{self.origin}:{find_line(self.source, (*self.way, key))}"


class Step(Struct, frozen=True):
    """What one layer said of a key."""

    value: object
    layer: Layer
    key: str

    @property
    def where(self) -> str:
        """The place where it is said; looked for when somebody asks."""
        return self.layer.where(self.key)


class Resolved(Struct, frozen=True):
    """The settings that hold, and for every key the steps that made its value."""

    values: Mapping[str, object]
    steps: Mapping[str, tuple[Step, ...]]

    def text(self, key: str) -> str:
        """A text, or the default."""
        value = self.values.get(key, KEYS[key].default)
        assert isinstance(value, str)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty by default."""
        return tuple(item for item in self._items(key) if isinstance(item, str))

    def of_type(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """The items of a list that are of a type."""
        return tuple(item for item in self._items(key) if isinstance(item, kind))

    def table(self, key: str) -> dict[str, str]:
        """A table of texts."""
        value = self.values.get(key, {})
        assert isinstance(value, Mapping)
        return {str(name): str(item) for name, item in value.items()}

    def origin(self, key: str, item: str) -> str:
        """Where an item of a list was written last."""
        return next((step.where for step in reversed(self.steps.get(key, ())) if item in _listed(step.value)), "")

    def _items(self, key: str) -> Sequence[object]:
        return _listed(self.values.get(key, ()))


def resolve(layers: Iterable[Layer]) -> Resolved:
    """Lay the layers over each other, the farthest first."""
    values: dict[str, object] = {}
    steps: dict[str, tuple[Step, ...]] = {}
    for layer in layers:
        for key, value in layer.values.items():
            values[key] = _merged(KEYS[key].merge, values.get(key), value)
            steps[key] = (*steps.get(key, ()), Step(value, layer, key))
    return Resolved(values, steps)


def _merged(merge: str, before: object, value: object) -> object:
    if merge == "add":
        return (*_listed(before), *_listed(value))
    if merge == "update" and isinstance(before, Mapping) and isinstance(value, Mapping):
        return {**before, **value}
    return value


def _listed(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)
