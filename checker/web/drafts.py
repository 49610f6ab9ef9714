"""Drafts in memory: what a visitor handed in, what was found in it, and the limits on both."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal

from msgspec import UNSET, Struct, UnsetType, field

from checker.i18n.language import LANGUAGE_CODES

MAX_UPLOAD = 20_000_000
"""Bytes of a draft; a long report with pictures has half of this."""
MAX_DRAFTS = 300
"""Drafts that a visitor keeps; the oldest go first. A county has a hundred."""
MAX_KEPT = 600_000_000
"""Bytes of all drafts of all visitors, and of those being received."""
MAX_VISITORS = 200
IDLE_SECONDS = 8 * 3600
"""After which a visitor who has asked nothing is forgotten, with all drafts: a working day."""
_MAX_NAME = 120
"""Characters of a file name that are kept."""


class FullError(Exception):
    """There is no room for another draft now."""


class Submission(Struct, frozen=True):
    """A file as it was handed in: its name without folders, its bytes, and last year's report where one was given."""

    name: str
    data: bytes
    previous_name: str = ""
    previous: bytes = b""

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data) + len(self.previous)


class Change(Struct, frozen=True):
    """Replace the characters ``start``..``end`` of the document's text by ``text``."""

    start: int
    end: int
    text: str


class Option(Struct, frozen=True):
    """One way to mend a finding: its title, and the changes of the text."""

    title: str
    changes: tuple[Change, ...]


class Item(Struct, frozen=True):
    """A finding as the page needs it. ``key`` names its note on the page; ``fingerprint`` outlives changes around it.

    ``start`` and ``end`` are offsets in the document's text in characters; both are 0 for one about the whole document.
    """

    key: str
    fingerprint: str
    rule: str
    family: str
    severity: str
    whole: bool
    start: int
    end: int
    text: str
    message: str
    options: tuple[Option, ...] = ()


class Checked(Struct, frozen=True):
    """What was found in a draft. ``markup`` is the safe HTML of its text with marks and notes."""

    issuer: str
    year: int | None
    verdict: str
    counts: dict[str, int]
    missing: tuple[str, ...]
    items: tuple[Item, ...]
    markup: str
    notice: str = ""


class Refused(Struct, frozen=True):
    """Why a draft could not be checked, in one line."""

    reason: str


class Choice(Struct, frozen=True, omit_defaults=True):
    """What was decided on a finding: ``adopt`` by an option or a text, or ``aside`` for a reason."""

    kind: Literal["adopt", "aside"]
    option: int | UnsetType = UNSET
    text: str | UnsetType = UNSET
    reason: str = ""


class Draft(Struct):
    """A draft of a visitor; last year's report is ``hidden``. Mutable: a text being typed is checked many times.

    ``choices`` are those on the findings with these keys; ``language`` is that of ``result``.
    """

    key: str
    submission: Submission
    result: Checked | Refused
    hidden: bool = False
    choices: dict[str, Choice] = {}
    language: str = LANGUAGE_CODES[0]


class Visitor(Struct):
    """Somebody who uses the desk, and the drafts handed in, the oldest first. Mutable."""

    name: str = ""
    drafts: OrderedDict[str, Draft] = field(default_factory=OrderedDict)
    seen: float = 0.0

    def draft(self, key: str) -> Draft | None:
        """Return a draft of this visitor, whom nobody else's keys lead to."""
        return self.drafts.get(key)


class Store:
    """The visitors and the room that their drafts take. Used by one thread."""

    def __init__(self) -> None:
        self._visitors: OrderedDict[str, Visitor] = OrderedDict()
        self._receiving = 0

    def open(self, token: str, name: str = "") -> Visitor:
        """Return the visitor with a token, who is new where the token is."""
        self._forget_idle()
        visitor = self._visitors.pop(token, None) or Visitor(name)
        visitor.seen = time.monotonic()
        self._visitors[token] = visitor
        while len(self._visitors) > MAX_VISITORS:
            self._visitors.popitem(last=False)
        return visitor

    def find(self, token: str) -> Visitor | None:
        """Return the visitor with a token, or None."""
        self._forget_idle()
        return self.open(token) if token in self._visitors else None

    def close(self, token: str) -> None:
        """Forget a visitor and all drafts."""
        self._visitors.pop(token, None)

    @property
    def size(self) -> int:
        """The bytes of all drafts."""
        return sum(draft.submission.size for visitor in self._visitors.values() for draft in visitor.drafts.values())

    @contextmanager
    def receiving(self, size: int) -> Iterator[None]:
        """Context manager that reserves room for a draft while it is received and checked.

        Raises :class:`FullError` when there is none.
        """
        if self.size + self._receiving + size > MAX_KEPT:
            raise FullError
        self._receiving += size
        try:
            yield
        finally:
            self._receiving -= size

    def keep(self, visitor: Visitor, submission: Submission, result: Checked | Refused, key: str = "") -> Draft:
        """Keep a draft; one with the ``key`` of an earlier one takes its place."""
        draft = visitor.drafts.get(key)
        if draft is None:
            draft = Draft(secrets.token_urlsafe(12), submission, result)
            visitor.drafts[draft.key] = draft
            while len(visitor.drafts) > MAX_DRAFTS:
                visitor.drafts.popitem(last=False)
        draft.submission, draft.result, draft.choices = submission, result, {}
        return draft

    def _forget_idle(self) -> None:
        before = time.monotonic() - IDLE_SECONDS
        for token in [token for token, visitor in self._visitors.items() if visitor.seen < before]:
            del self._visitors[token]


def plain_name(name: str) -> str:
    """Return the last part of a file name, whatever system it comes from, without control characters.

    The name decides the format and is shown; it never leads to a file of this machine.
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    shown = "".join(character for character in last if character.isprintable())[-_MAX_NAME:].lstrip(".")
    return shown or "未命名.txt"
