"""A language client for tests, which starts the server process and reads its messages in a thread."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from helpers import ROOT

PATIENCE = 60.0
"""Seconds to wait for an expected message; machines that run tests may be slow."""
CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "workspace": {"configuration": True, "didChangeWatchedFiles": {"dynamicRegistration": True}},
}
Message = dict[str, Any]


class Editor:
    """An editor with one server; all messages are kept in the order of arrival."""

    def __init__(
        self,
        folder: Path,
        options: Message | None = None,
        capabilities: Message | None = None,
        program: tuple[str, ...] = ("-m", "checker", "server", "--stdio"),
    ) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"],
            "LC_ALL": "C",
        }
        self._process = subprocess.Popen(
            [sys.executable, *program],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=environment,
        )  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._stdin, self._stdout, self._stderr = self._process.stdin, self._process.stdout, self._process.stderr
        self._came: queue.Queue[Message] = queue.Queue()
        self._kept: list[Message] = []
        self.errors = bytearray()
        self._readers = [threading.Thread(target=work, daemon=True) for work in (self._read, self._read_errors)]
        for reader in self._readers:
            reader.start()
        self._number = 0
        self.settings: Any = None
        self.folder = folder
        self.capabilities = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "capabilities": CAPABILITIES if capabilities is None else capabilities,
                "initializationOptions": options,
            },
        )["capabilities"]
        self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None and kind is None:
            self.end()
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._stdin, self._stdout, self._stderr):
            stream.close()

    def end(self) -> int:
        """Shut the server down according to the protocol; return its exit code."""
        assert self.ask("shutdown") is None
        self.tell("exit")
        return self._process.wait(PATIENCE)

    def hang_up(self) -> int:
        """Exit without a shutdown request; return the server's exit code."""
        self._stdin.close()
        return self._process.wait(PATIENCE)

    def _read(self) -> None:
        while message := _message(self._stdout):
            self._came.put(message)

    def _read_errors(self) -> None:
        self.errors.extend(self._stderr.read())

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._stdin.flush()

    def tell(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self._send({"method": method} | ({} if params is None else {"params": params}))

    def begin(self, method: str, params: Any = None) -> int:
        """Send a request; return its number."""
        self._number += 1
        self._send({"id": self._number, "method": method} | ({} if params is None else {"params": params}))
        return self._number

    def answer(self, number: int) -> Any:
        """Wait for the answer to a request."""
        message = self.wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in message, message["error"]
        return message["result"]

    def ask(self, method: str, params: Any = None) -> Any:
        """Send a request and wait for its answer."""
        return self.answer(self.begin(method, params))

    def wait(self, wanted: Callable[[Message], bool], patience: float = PATIENCE) -> Message:
        """Return the first message of a kind that was not returned before; answer requests of the server meanwhile."""
        for message in self._kept:
            if wanted(message):
                self._kept.remove(message)
                return message
        until = time.monotonic() + patience
        while True:
            message = self._came.get(timeout=max(0.0, until - time.monotonic()))
            if "id" in message and "method" in message:
                asked = message["method"] == "workspace/configuration"
                self._send({"id": message["id"], "result": [self.settings] if asked else None})
            if wanted(message):
                return message
            self._kept.append(message)

    def receives_none(self, method: str, seconds: float) -> bool:
        """Return True when no such notification arrives within some seconds."""
        try:
            self.wait(lambda message: message.get("method") == method, seconds)
        except queue.Empty:
            return True
        return False

    def uri(self, name: str) -> str:
        """Return the URI of a file in the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext", version: int = 1) -> list[Message]:
        """Open a text; return its diagnostics."""
        item = {"uri": self.uri(name), "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return self.findings(name, version)

    def change(self, name: str, version: int, *changes: Message) -> None:
        """Change a range of a text, or the whole text."""
        document = {"uri": self.uri(name), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def findings(self, name: str, version: int | None = None) -> list[Message]:
        """Return the next diagnostics of a file, in a version if given."""

        def wanted(message: Message) -> bool:
            params = message.get("params") or {}
            told = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == self.uri(name)
            return told and (version is None or params.get("version") == version)

        found: list[Message] = self.wait(wanted)["params"]["diagnostics"]
        return found

    def next_message(self, method: str = "window/showMessage") -> str:
        """Return the next message for the user, or for the log."""
        return str(self.wait(lambda message: message.get("method") == method)["params"]["message"])

    def actions(self, name: str, where: Message, **context: Any) -> list[Message]:
        """Request the code actions at a range."""
        given = {"diagnostics": [], "triggerKind": 1, **context}
        found: list[Message] = self.ask(
            "textDocument/codeAction", {"textDocument": {"uri": self.uri(name)}, "range": where, "context": given}
        )
        return found

    def hover(self, name: str, line: int, character: int) -> Message | None:
        """Request the hover at a position."""
        place = {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}}
        found: Message | None = self.ask("textDocument/hover", place)
        return found


def _message(stream: IO[bytes]) -> Message | None:
    length = 0
    while line := stream.readline().strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    found: Message | None = json.loads(stream.read(length)) if length else None
    return found


def place(found: Message) -> tuple[int, int, int, int]:
    """Return the lines and columns of a diagnostic or a range, from 0."""
    where = found.get("range", found)
    return (*where["start"].values(), *where["end"].values())


def at(line: int, start: int, end: int | None = None) -> Message:
    """Create a range on one line."""
    return {
        "start": {"line": line, "character": start},
        "end": {"line": line, "character": start if end is None else end},
    }


def edits_of(action: Message) -> list[Message]:
    """Return the edits of an action that changes one file."""
    (edits,) = action["edit"]["changes"].values()
    found: list[Message] = edits
    return found


def apply_lsp_edits(text: str, edits: list[Message]) -> str:
    """Apply LSP edits with UTF-16 columns to a text; lines end with LF, CR LF or CR."""
    data = text.encode("utf-16-le")
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(len(text[: index + 1].encode("utf-16-le")))

    def offset(position: Message) -> int:
        return starts[position["line"]] + 2 * int(position["character"])

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        data = data[:start] + edit["newText"].encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")
