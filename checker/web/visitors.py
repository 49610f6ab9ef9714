"""Who a request comes from: the holder of the token of this start, or somebody who logged in."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct

from checker.disk.reading import SETTINGS_BYTES, read_bytes
from checker.disk.reasons import reason_of
from checker.text.errors import FazhiError
from checker.web.drafts import Store, Visitor

_PAUSE = 1.0
"""Seconds after a wrong password; together with the one attempt at a time this makes guessing hopeless."""


class Access(Struct):
    """Who may use the desk. Mutable.

    ``token`` opens a desk on this machine; ``passwords`` are the hashes of an office server's users. One is empty.
    """

    store: Store
    cookie: str
    token: str = ""
    passwords: Mapping[str, str] = {}
    lock: asyncio.Lock | None = None

    def visitor(self, cookies: Mapping[str, str]) -> Visitor | None:
        """Return the visitor with these cookies, or None."""
        token = cookies.get(self.cookie, "")
        if self.token:
            return self.store.open(self.token) if self.is_token(token) else None
        return self.store.find(token) if token else None

    def is_token(self, token: str) -> bool:
        """Return True for the token of this desk."""
        return bool(self.token) and hmac.compare_digest(token.encode(), self.token.encode())

    async def log_in(self, name: str, password: str) -> str:
        """Return the token of a new visitor; empty for a wrong name or password."""
        if self.lock is None:
            self.lock = asyncio.Lock()
        async with self.lock:
            right = await asyncio.to_thread(_verify, self.passwords.get(name, ""), password)
            if not right:
                await asyncio.sleep(_PAUSE)
                return ""
        token = secrets.token_urlsafe(32)
        self.store.open(token, name)
        return token

    def log_out(self, cookies: Mapping[str, str]) -> None:
        """Forget the visitor with these cookies."""
        self.store.close(cookies.get(self.cookie, ""))


def _verify(hashed: str, password: str) -> bool:
    try:
        # A hash of nothing is verified for a name that nobody has, so that the time does not tell names.
        return PasswordHasher().verify(hashed or _NOBODY, password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


def hash_password(password: str) -> str:
    """Return the hash of a password (Argon2id), as a line of the password file holds it."""
    return PasswordHasher().hash(password)


_NOBODY = hash_password(secrets.token_urlsafe(16))


def load_passwords(path: Path) -> dict[str, str]:
    """Return the users of a password file: a line ``name:hash`` for each.

    Raises :class:`~checker.text.errors.FazhiError` for a file that cannot be read, is open to others, or is empty.
    """
    try:
        text = read_bytes(path, SETTINGS_BYTES).decode()
    except OSError as error:
        raise FazhiError(f"{path}：无法读取（{reason_of(error)}）") from None
    except UnicodeDecodeError:
        raise FazhiError(f"{path}：不是 UTF-8 文本") from None
    users: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        if not name or not hashed.startswith("$argon2"):
            raise FazhiError(f"{path}：第{number}行不是“用户名:口令的散列”（用 fazhi desk --add-user 写入）")
        users[name] = hashed
    if not users:
        raise FazhiError(f"{path}：没有用户（用 fazhi desk --add-user 写入）")
    return users
