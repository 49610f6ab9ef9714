"""Libraries that only some commands need, and that a plain installation does not bring along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from checker.text.errors import UsageError


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Imports inside may need the optional dependencies ``name``; ``what`` is what asked for them, for the message.

    Raises :class:`~checker.text.errors.UsageError` where one is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("checker"):
            raise
        raise UsageError(f"{what}要另装组件:pip install 'fazhi[{name}]'(缺少 {error.name})") from error
