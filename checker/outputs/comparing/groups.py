"""Groups of bodies whose reports share a text, as outputs show them."""

from __future__ import annotations

from msgspec import Struct


class Member(Struct, frozen=True):
    """A report of a group; ``characters`` of it are shared, and ``part`` is their ratio to the whole (0 to 1)."""

    path: str
    issuer: str
    year: int | None
    characters: int
    part: float


class SharedPassage(Struct, frozen=True):
    """A passage as it stands in the group's model report; ``members`` reports contain at least half of it."""

    opening: str
    place: str
    sentences: int
    characters: int
    members: int


class CopyGroup(Struct, frozen=True):
    """Reports of several bodies that have a text in common.

    ``model`` is the path of the report that contains most of it; the passages refer to it. Row i, column j of the
    matrix is the part of member i that member j contains too; large groups have no matrix.
    """

    members: tuple[Member, ...]
    passages: tuple[SharedPassage, ...]
    model: str
    matrix: tuple[tuple[float, ...], ...] = ()
