"""Who may ask the desk: the right host, the page's own origin, a known visitor. What every answer carries.

A page of another site can make the browser send requests to 127.0.0.1, and a name that points there (DNS rebinding)
makes these look like the page's own. ``Host`` and ``Origin`` give both away; the cookie keeps other users out.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Collection

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("fazhi.desk")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers send forms with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_READING = frozenset({"GET", "HEAD"})


class Addresses(Struct, frozen=True):
    """The origins (``http://127.0.0.1:8620``) under which the desk is reached."""

    origins: frozenset[str]

    @property
    def hosts(self) -> frozenset[str]:
        """The values of ``Host`` that belong to the origins."""
        return frozenset(origin.partition("://")[2] for origin in self.origins)


class Guard:
    """Middleware that refuses foreign hosts and origins, adds headers, and keeps texts of drafts out of the log."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = _refusal(scope, self._addresses.hosts, self._addresses.origins)
        try:
            await (refusal or self._app)(scope, receive, send_guarded)
        except Exception as error:  # noqa: BLE001 - the message may quote a draft and must not reach a log
            LOG.error("%s (%s)", type(error).__name__, _place(error))  # noqa: TRY400
            if not started:
                await PlainTextResponse("内部错误", 500)(scope, receive, send_guarded)


def _refusal(scope: Scope, hosts: Collection[str], origins: Collection[str]) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    if headers.get("host", "") not in hosts:
        return PlainTextResponse("请用启动时给出的地址打开", 421)
    if scope["method"] not in _READING and headers.get("origin", "") not in origins:
        return PlainTextResponse("请求不是从本页发出的", 403)
    if headers.get("sec-fetch-site", "none") == "cross-site" and scope["path"] != "/":
        return PlainTextResponse("请求不是从本页发出的", 403)
    return None


def _place(error: Exception) -> str:
    """Return where an error was raised, without what was said."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
