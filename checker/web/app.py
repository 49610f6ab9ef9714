"""The desk as an ASGI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from checker.web import views
from checker.web.guard import Addresses, Guard

_ASSETS = {
    "desk.js": "text/javascript",
    "review.js": "text/javascript",
    "files.js": "text/javascript",
    "texts.js": "text/javascript",
    "desk.css": "text/css",
    "page.css": "text/css",
    "icon.svg": "image/svg+xml",
}
"""The files that anybody may read who reaches the desk: name → type. No other name leads to a file."""


def create_app(desk: views.Desk, addresses: Addresses, begin: Callable[[], Coroutine[None, None, None]]) -> Starlette:
    """Return the application; its processes start and end with it, and ``begin`` runs when it has started."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.workers.start()
        beginning = asyncio.create_task(begin())
        try:
            yield
        finally:
            beginning.cancel()
            desk.workers.stop()

    routes = [
        Route("/", views.home),
        Route("/login", views.log_in, methods=["POST"]),
        Route("/logout", views.log_out, methods=["POST"]),
        Route("/quit", views.quit_desk, methods=["POST"]),
        Route("/assets/{name}", asset),
        Route("/drafts", views.list_drafts),
        Route("/drafts", views.add_draft, methods=["POST"]),
        Route("/drafts/{key}", views.remove_draft, methods=["DELETE"]),
        Route("/drafts/{key}/choices", views.keep_choices, methods=["PUT"]),
        Route("/drafts/{key}/{kind}", views.take_away, methods=["POST"]),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, addresses=addresses)], lifespan=lifespan)
    app.state.desk = desk
    return app


async def asset(request: Request) -> Response:
    """One of the page's files."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        return views.error_answer(request, 404, "没有这个文件")
    return Response(_content(name), media_type=_ASSETS[name])


@cache
def _content(name: str) -> bytes:
    here = Path(__file__).parent
    # The text of a draft looks as it does on the page that ``fazhi check --output-format html`` writes.
    path = here.parent / "outputs" / "page" / "html.css" if name == "page.css" else here / "assets" / name
    return path.read_bytes()
