"""The client capabilities that affect what the server sends."""

from __future__ import annotations

from lsprotocol import types
from msgspec import Struct
from pygls.capabilities import get_capability


class Capabilities(Struct, frozen=True):
    """The client capabilities that the server uses.

    ``related_information`` of diagnostics; ``document_changes`` in workspace edits, which name the version of a text;
    ``markdown`` in hovers; dynamic registration for ``watched_files``; requests for the ``configuration``.
    """

    related_information: bool = False
    document_changes: bool = False
    markdown: bool = False
    watched_files: bool = False
    configuration: bool = False


def capabilities_of(client: types.ClientCapabilities) -> Capabilities:
    """Return the used capabilities among those that a client declares."""
    formats = get_capability(client, "text_document.hover.content_format") or ()
    return Capabilities(
        bool(get_capability(client, "text_document.publish_diagnostics.related_information")),
        bool(get_capability(client, "workspace.workspace_edit.document_changes")),
        types.MarkupKind.Markdown in formats,
        bool(get_capability(client, "workspace.did_change_watched_files.dynamic_registration")),
        bool(get_capability(client, "workspace.configuration")),
    )
