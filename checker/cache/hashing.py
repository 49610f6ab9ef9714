"""Two functions of :mod:`hashlib`, from where it takes them itself: it would load OpenSSL too, which takes longer."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2b, sha256

__all__ = ["blake2b", "sha256"]

_PLACES = {"blake2b": ("_blake2", "hashlib"), "sha256": ("_sha256", "_sha2", "hashlib")}
"""Modules of CPython in which they stand; the one that is documented comes last, and always has them."""


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    for place in _PLACES[name]:
        try:
            return getattr(import_module(place), name)
        except (ImportError, AttributeError):
            continue
    raise AttributeError(name)
