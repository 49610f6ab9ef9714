"""Running the desk: on this machine for one person, or in an office for those in a password file."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress

import uvicorn
from msgspec import Struct

from checker.disk.reasons import reason_of
from checker.i18n.language import CHINESE
from checker.project.files import find_files
from checker.project.project import Project
from checker.project.reading import read_content
from checker.search.deadline import Limits
from checker.text.errors import FazhiError, InputError
from checker.web.app import create_app
from checker.web.checking import check
from checker.web.drafts import Checked, Refused, Store, Submission, plain_name
from checker.web.guard import Addresses
from checker.web.views import Desk
from checker.web.visitors import Access
from checker.web.workers import Workers

LOCALHOST = "127.0.0.1"
_FILE_SECONDS = 45.0
"""For reading and for checking a draft; less than :mod:`checker.web.workers` allows, so that the reason is told."""
_MAX_PROCESSES = 4
"""Processes hold the rules and tables, a hundred megabytes each."""
_END_SECONDS = 3


class Service(Struct, frozen=True):
    """How the desk is offered.

    ``listen`` is the address of an office server (``0.0.0.0``), empty for a desk on this machine; ``origins`` are the
    addresses under which browsers reach it, and ``passwords`` its users. ``paths`` are files to open at the start.
    """

    listen: str
    port: int
    origins: tuple[str, ...] = ()
    passwords: dict[str, str] = {}
    paths: tuple[str, ...] = ()
    browse: bool = True
    language: str = CHINESE.code


def serve(project: Project, service: Service, say_started: Callable[[str], None]) -> None:
    """Offer the desk until it is ended; ``say_started`` is told the address.

    Raises :class:`~checker.text.errors.FazhiError` when the address cannot be used.
    """
    project.limits = Limits(_FILE_SECONDS)
    local = not service.listen
    listener = _listener(service.listen or LOCALHOST, service.port, others=local)
    port = listener.getsockname()[1]
    names = (LOCALHOST, "localhost") if local else ()
    origins = frozenset((*(f"http://{name}:{port}" for name in names), *service.origins))
    access = Access(
        Store(), f"fazhi-{port}", secrets.token_urlsafe(32) if local else "", {} if local else service.passwords
    )
    workers = Workers(project, max(1, min(os.cpu_count() or 1, _MAX_PROCESSES)))
    secure = not local and all(origin.startswith("https:") for origin in service.origins)
    desk = Desk(access, workers, local, service.language, secure=secure)
    app = create_app(desk, Addresses(origins), lambda: _open_paths(desk, service.paths, project))
    server = uvicorn.Server(_configuration(app))
    desk.on_quit = lambda: setattr(server, "should_exit", True)
    address = f"http://{LOCALHOST}:{port}/?token={access.token}" if local else next(iter(service.origins), "")
    say_started(address)
    if local and service.browse:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    with suppress(KeyboardInterrupt):
        server.run([listener])
    if not server.started:
        raise FazhiError("检查用的进程不能启动")


def _configuration(app: object) -> uvicorn.Config:
    """Return the server's settings: no log of requests, whose addresses hold names of drafts, and no proxy believed."""
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # Starlette's type is stricter than uvicorn's
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        lifespan="on",
        ws="none",
        timeout_graceful_shutdown=_END_SECONDS,
        limit_concurrency=200,
    )


def _listener(address: str, port: int, *, others: bool) -> socket.socket:
    """Return a socket that listens; with ``others`` on any port where the wanted one is taken."""
    for wanted in (port, 0) if others else (port,):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":  # where the option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, wanted))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            listener.close()
            reason = reason_of(error) if isinstance(error, OSError) else "没有这个端口"
        else:
            return listener
    raise FazhiError(f"不能在 {address}:{port} 上提供服务（{reason}）")


async def _open_paths(desk: Desk, paths: Sequence[str], project: Project) -> None:
    """Check the files that the program was started with, one after another; the page shows each as it is done."""
    found = list(find_files(tuple(paths), project.excluded))
    desk.pending = len(found)
    visitor = desk.access.store.open(desk.access.token)
    for path in found:
        try:
            submission, result = await _checked(desk, path)
        finally:
            desk.pending -= 1
        desk.access.store.keep(visitor, submission, result).language = desk.language


async def _checked(desk: Desk, path: str | InputError) -> tuple[Submission, Checked | Refused]:
    if isinstance(path, InputError):
        return Submission(plain_name(path.path), b""), Refused(path.reason)
    try:
        submission = Submission(plain_name(path), read_content(path))
    except OSError as error:
        return Submission(plain_name(path), b""), Refused(reason_of(error))
    try:
        result, kept = await desk.workers.run(check, submission, desk.language)
    except FazhiError as error:
        return submission, Refused(str(error))
    return kept, result
