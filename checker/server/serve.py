"""The language server: connects the requests and notifications of the protocol to the session."""

from __future__ import annotations

import io
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from checker.project.config import FILE, PYPROJECT
from checker.server.actions import FIX_ALL, KINDS, fix_all, is_requested, quick_fixes
from checker.server.capabilities import capabilities_of
from checker.server.hover import hover
from checker.server.linting import LintResult, internal_error
from checker.server.preferences import SECTION, parse_preferences, section_of
from checker.server.problems import Problems, Publisher
from checker.server.session import Session, pause_for
from checker.server.texts import apply_changes, open_text
from checker.text.errors import FazhiError
from checker.version import VERSION

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MAX_MESSAGE = 100_000_000
"""Bytes of a message; an editor sends a text of a million characters in three."""
EXIT_WITHOUT_SHUTDOWN = 1
"""The exit code that the protocol requires when the client exits without a shutdown request."""


class Protocol(LanguageServerProtocol):
    """The protocol of pygls without its copies of the texts, which the session keeps.

    pygls splits lines at characters that are no line ends in the protocol (U+2028, U+0085), and so applies changes at
    wrong positions. Without its handler it also keeps no future for every keystroke.
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Call the feature's handler directly."""
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)


class Server(LanguageServer):
    """A language server and its session."""

    def __init__(self) -> None:
        super().__init__("fazhi", VERSION, protocol_cls=Protocol)
        self.session = Session(self.publish)
        self.problems = Problems(Publisher(self.show_error, self.show))
        self.shutdown_received = False
        self.noticed: set[str] = set()

    def publish(self, result: LintResult) -> None:
        """Publish the result for a version of a text."""
        if result.notice and result.text.uri not in self.noticed:
            self.show_error(result.notice)
        (self.noticed.add if result.notice else self.noticed.discard)(result.text.uri)
        for line in result.failures:
            self.log(line)
        self.problems.update(result.text.uri, result.problem)
        self.show(result.text.uri, list(result.diagnostics), result.text.version)

    def show(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None) -> None:
        """Publish the diagnostics of a file, which replace the earlier ones."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def show_error(self, line: str) -> None:
        """Show an error message to the user."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Error, line))

    def log(self, line: str) -> None:
        """Write an error to the client's log."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, line))

    def configure(self, settings: object) -> None:
        """Apply the editor's settings; show an error for invalid ones and keep the last valid ones."""
        section = section_of(settings)
        if section is None:
            return
        try:
            self.session.configure(parse_preferences(section))
        except FazhiError as error:
            self.show_error(str(error))

    def report_server_error(self, error: Exception, source: type[PyglsError | JsonRpcException]) -> None:
        """Log errors inside pygls; those of requests are returned to the client anyway."""
        if source is not FeatureRequestError:
            self.log(internal_error("fazhi server", error))


def _lifecycle(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.session.capabilities = capabilities_of(params.capabilities)
        folders = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
        root = to_fs_path(folders[0]) or params.root_path
        server.session.open_folder(Path(root) if root else Path.cwd())
        server.configure(params.initialization_options)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        if server.session.capabilities.watched_files:
            watchers = types.DidChangeWatchedFilesRegistrationOptions(
                [types.FileSystemWatcher(f"**/{name}") for name in (FILE, PYPROJECT)]
            )
            registration = types.Registration(FILE, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
            await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configured(params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings
        if not settings and server.session.capabilities.configuration:
            request = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            settings = (await server.workspace_configuration_async(request))[0]
        server.configure(settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(_: types.DidChangeWatchedFilesParams) -> None:
        server.session.reload()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.shutdown_received = True


def _texts(server: Server) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        session.update(open_text(params.text_document, server.workspace.position_encoding or ""))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        if text := session.text(params.text_document.uri):
            changed = apply_changes(text, params)
            session.update(changed, pause_for(changed.text))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        session.relint(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        session.close(uri)
        server.problems.update(uri, None)
        server.show(uri, [])


def _requests(server: Server) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        result = await session.result(params.text_document.uri)
        if result is None or result.report is None:
            return None
        return hover(result.text, result.report, params.position, markdown=session.capabilities.markdown)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS))
    async def offered(params: types.CodeActionParams) -> list[types.CodeAction]:
        result = await session.result(params.text_document.uri)
        if result is None or result.report is None or result.linter is None:
            return []
        text, report, linter = result.text, result.report, result.linter
        found: list[types.CodeAction] = []
        if is_requested(params, types.CodeActionKind.QuickFix):
            fixes = await session.run_in_worker(lambda: list(quick_fixes(text, report, params, session.capabilities)))
            found.extend(fixes)
        if is_requested(params, FIX_ALL) and not _is_automatic(params):
            action = await session.run_in_worker(lambda: fix_all(text, report, linter, session.capabilities))
            found.extend([action] if action else [])
        return found


def _is_automatic(params: types.CodeActionParams) -> bool:
    """Return True for a request that the client sends with every movement of the cursor."""
    automatic = params.context.trigger_kind == types.CodeActionTriggerKind.Automatic
    return automatic and not params.context.only


def create() -> Server:
    """Create a server with all features registered, not yet connected."""
    server = Server()
    for register in (_lifecycle, _texts, _requests):
        register(server)
    return server


def serve() -> int:
    """Serve one client over standard input and output until it exits; return the exit code."""
    # The warnings of pygls quote messages, and so private numbers of the text.
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False
    server = create()
    server.start_io(*_streams())
    return 0 if server.shutdown_received else EXIT_WITHOUT_SHUTDOWN


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Reserve standard input and output for the protocol; other output goes to standard error."""
    read, write = os.dup(sys.stdin.fileno()), os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return _ClientInput(io.FileIO(read, "rb")), _ClientOutput(io.FileIO(write, "wb"))


class _ClientInput(io.BufferedReader):
    """The stream from the client. A message that no editor would send is not waited for, nor is memory taken for it."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read a message."""
        if size is not None and size > MAX_MESSAGE:
            raise FazhiError(f"编辑器发来的消息太长（最多 {MAX_MESSAGE // 1_000_000} MB）")
        return super().read(size)


class _ClientOutput(io.BufferedWriter):
    """The stream to the client. Writes to a crashed client are dropped; the end of its output stops the server."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write bytes; drop them when the client has gone."""
        with suppress(BrokenPipeError):
            return super().write(data)
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Flush the buffer; drop it when the client has gone."""
        with suppress(BrokenPipeError):
            super().flush()
