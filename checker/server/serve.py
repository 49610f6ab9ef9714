"""The protocol wired to the session: what the editor tells, and what it is answered."""

from __future__ import annotations

import io
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import regex
from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from checker.project.config import FILE, PYPROJECT
from checker.server.abilities import abilities_of
from checker.server.actions import FIX_ALL, KINDS, actions, fix_all, wants
from checker.server.hover import hover
from checker.server.linting import Result, crash
from checker.server.preferences import SECTION, preferences_of, section_of
from checker.server.problems import Problems, Telling
from checker.server.session import PAUSE, Session
from checker.server.texts import after, opened
from checker.text.errors import FazhiError
from checker.version import VERSION

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

regex.escape("")  # loaded as a whole (checker.cli.lean) before there are threads
UNASKED = 1
"""The exit code that the protocol wants when the client goes without a farewell."""


class Protocol(LanguageServerProtocol):
    """The library's protocol, without its own copy of what is typed.

    It takes characters for line ends that are none to editors (U+2028, U+0085), and then moves the positions that
    it was given. The session keeps the texts. (Nor does it keep a future for every keystroke this way.)
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Hand the change on as it came."""
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)


class Server(LanguageServer):
    """A language server and its session."""

    def __init__(self) -> None:
        super().__init__("fazhi", VERSION, protocol_cls=Protocol)
        self.session = Session(self.publish)
        self.problems = Problems(Telling(self.tell, self.show))
        self.farewell = False

    def publish(self, result: Result) -> None:
        """Tell the editor what was found in a version of a text."""
        for line in result.failures:
            self.log(line)
        self.problems.update(result.text.uri, result.problem)
        self.show(result.text.uri, list(result.diagnostics), result.text.version)

    def show(self, uri: str, found: list[types.Diagnostic], version: int | None = None) -> None:
        """The findings of a file, in the place of those before."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def tell(self, line: str) -> None:
        """A line for the user."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, line))

    def log(self, line: str) -> None:
        """A line for the client's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, line))

    def take(self, settings: object) -> None:
        """Take the editor's settings; wrong ones are told, and the last right ones stay."""
        section = section_of(settings)
        if section is None:
            return
        try:
            self.session.configure(preferences_of(section))
        except FazhiError as error:
            self.tell(str(error))

    def report_server_error(self, error: Exception, source: type[PyglsError | JsonRpcException]) -> None:
        """What the protocol's library could not make sense of; requests are answered with their error anyway."""
        if source is not FeatureRequestError:
            self.log(crash("fazhi server", error))


def _lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.session.abilities = abilities_of(params.capabilities)
        folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        root = to_fs_path(folders[0]) or params.root_path
        server.session.open_folder(Path(root) if root else Path.cwd())
        server.take(params.initialization_options)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        if server.session.abilities.watching:
            watchers = types.DidChangeWatchedFilesRegistrationOptions(
                [types.FileSystemWatcher(f"**/{name}") for name in (FILE, PYPROJECT)]
            )
            registration = types.Registration(FILE, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
            await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings
        if not settings and server.session.abilities.asking:
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            settings = (await server.workspace_configuration_async(asked))[0]
        server.take(settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(_: types.DidChangeWatchedFilesParams) -> None:
        server.session.reload()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.farewell = True


def _texts(server: Server) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        session.put(opened(params.text_document, server.workspace.position_encoding or ""))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        if text := session.text(params.text_document.uri):
            session.put(after(text, params), PAUSE)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        session.again(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        session.close(uri)
        server.problems.update(uri, None)
        server.show(uri, [])


def _answers(server: Server) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        result = await session.result(params.text_document.uri)
        if result is None or result.report is None:
            return None
        return hover(result.text, result.report, params.position, markdown=session.abilities.markdown)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS))
    async def offered(params: types.CodeActionParams) -> list[types.CodeAction]:
        result = await session.result(params.text_document.uri)
        if result is None or result.report is None or result.linter is None:
            return []
        text, report, linter = result.text, result.report, result.linter
        found: list[types.CodeAction] = []
        if wants(params, types.CodeActionKind.QuickFix):
            found.extend(await session.aside(lambda: list(actions(text, report, params, session.abilities))))
        if wants(params, FIX_ALL) and not _unasked(params):
            all_of_them = await session.aside(lambda: fix_all(text, report, linter, session.abilities))
            found.extend([all_of_them] if all_of_them else [])
        return found


def _unasked(params: types.CodeActionParams) -> bool:
    """True for a request that comes with every movement of the cursor, and that no work is worth."""
    automatic = params.context.trigger_kind == types.CodeActionTriggerKind.Automatic
    return automatic and not params.context.only


def create() -> Server:
    """A server that knows what to do, and is not yet connected."""
    server = Server()
    for wire in (_lifecycle, _texts, _answers):
        wire(server)
    return server


def serve() -> int:
    """Serve one client over standard input and output until it goes; the exit code."""
    # Its warnings quote messages, and so the text, private numbers and all.
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False
    server = create()
    server.start_io(*_streams())
    server.session.stop()
    return 0 if server.farewell else UNASKED


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for the protocol alone: whatever else is printed goes to standard error."""
    read, written = os.dup(sys.stdin.fileno()), os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(read, "rb"), _Listener(io.FileIO(written, "wb"))


class _Listener(io.BufferedWriter):
    """The editor's ear. One that has crashed hears nothing; that its own output has ended then ends this program."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Send bytes, or lose them."""
        with suppress(BrokenPipeError):
            return super().write(data)
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Send what waits, or lose it."""
        with suppress(BrokenPipeError):
            super().flush()
