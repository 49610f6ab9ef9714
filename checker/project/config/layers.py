"""Settings merged from several layers, each value with the place it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from checker.project.config.keys import KEYS

if TYPE_CHECKING:
    from checker.resources.toml_lines import KeyPath, Source

T = TypeVar("T")


class Layer(Struct, frozen=True):
    """The values of one source: a preset, a file, a ``[[per-file]]`` table, or the command line.

    ``source`` is what the file ``origin`` holds and ``way`` leads to the keys in it; a place without lines has none.
    """

    origin: str
    values: Mapping[str, object]
    source: Source = ""
    way: KeyPath = ()

    def where(self, key: str) -> str:
        """The place of a key, as displayed."""
        if not self.source:
            return self.origin
        from checker.resources.toml_lines import find_line  # noqa: PLC0415 - needed only for messages

        return f"{self.origin}:{find_line(self.source, (*self.way, key))}"


class Step(Struct, frozen=True):
    """The value that one layer gives to a key."""

    value: object
    layer: Layer
    key: str

    @property
    def where(self) -> str:
        """The place of the value, located on demand."""
        return self.layer.where(self.key)


class Resolved(Struct, frozen=True):
    """The merged settings, and for every key the steps that led to its value."""

    values: Mapping[str, object]
    steps: Mapping[str, tuple[Step, ...]]

    def text(self, key: str) -> str:
        """The value of a string key, or its default."""
        value = self.values.get(key, KEYS[key].default)
        assert isinstance(value, str)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings in a list, empty by default."""
        return tuple(item for item in self._items(key) if isinstance(item, str))

    def of_type(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """The items of a list that have a type."""
        return tuple(item for item in self._items(key) if isinstance(item, kind))

    def table(self, key: str) -> dict[str, str]:
        """The value of a table of strings."""
        value = self.values.get(key, {})
        assert isinstance(value, Mapping)
        return {str(name): str(item) for name, item in value.items()}

    def origin(self, key: str, item: str) -> str:
        """The place of an item of a list in the last layer that has it, or an empty string."""
        return next((step.where for step in reversed(self.steps.get(key, ())) if item in _as_tuple(step.value)), "")

    def _items(self, key: str) -> Sequence[object]:
        return _as_tuple(self.values.get(key, ()))


def resolve(layers: Iterable[Layer]) -> Resolved:
    """Merge the layers, the one of lowest precedence first."""
    values: dict[str, object] = {}
    steps: dict[str, tuple[Step, ...]] = {}
    for layer in layers:
        for key, value in layer.values.items():
            values[key] = _merge(KEYS[key].merge, values.get(key), value)
            steps[key] = (*steps.get(key, ()), Step(value, layer, key))
    return Resolved(values, steps)


def _merge(merge: str, before: object, value: object) -> object:
    if merge == "add":
        return (*_as_tuple(before), *_as_tuple(value))
    if merge == "update" and isinstance(before, Mapping) and isinstance(value, Mapping):
        return {**before, **value}
    return value


def _as_tuple(value: object) -> tuple[object, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)
