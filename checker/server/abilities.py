"""What the editor can do, as far as it changes what it is told."""

from __future__ import annotations

from lsprotocol import types
from msgspec import Struct
from pygls.capabilities import get_capability


class Abilities(Struct, frozen=True):
    """``related`` places of a finding; edits for a ``versioned`` text; ``markdown`` in hovers.

    ``watching`` is whether it tells of changed files when asked to, ``asking`` whether it can be asked for settings.
    """

    related: bool = False
    versioned: bool = False
    markdown: bool = False
    watching: bool = False
    asking: bool = False


def abilities_of(client: types.ClientCapabilities) -> Abilities:
    """The abilities that a client names."""
    formats = get_capability(client, "text_document.hover.content_format") or ()
    return Abilities(
        bool(get_capability(client, "text_document.publish_diagnostics.related_information")),
        bool(get_capability(client, "workspace.workspace_edit.document_changes")),
        types.MarkupKind.Markdown in formats,
        bool(get_capability(client, "workspace.did_change_watched_files.dynamic_registration")),
        bool(get_capability(client, "workspace.configuration")),
    )
