"""Optional dependencies: libraries that only some commands need, and that a plain installation lacks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from checker.text.errors import UsageError


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Context manager for imports that need the extra ``name``; ``what`` names the feature in the error message.

    Raises :class:`~checker.text.errors.UsageError` when a library is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("checker"):
            raise
        raise UsageError(f"{what}要另装组件：pip install 'fazhi[{name}]'（缺少 {error.name}）") from error
