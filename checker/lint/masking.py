"""Private numbers hidden in all that is shown: they are stars, character for character, but for the first two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from checker.lint.fingerprint import add_fingerprints
from checker.text.diagnostic import Diagnostic, Related, Suppression
from checker.text.document import Document
from checker.text.span import Span

_TELLING = 4
"""Digits of a private number that tell nothing."""


def masked_text(text: str, spans: Iterable[Span]) -> str:
    """The text with stars in the places of the spans' characters, but for the first two of each."""
    for span in spans:
        kept = min(span.start + 2, span.end)
        text = f"{text[:kept]}{'*' * (span.end - kept)}{text[span.end :]}"
    return text


def stars(document: Document, masked: Iterable[Span]) -> dict[str, str]:
    """Number → what stands for it."""
    text = masked_text(document.text, masked)
    return {span.of(document.text): span.of(text) for span in masked}


def shown(
    document: Document, diagnostics: list[Diagnostic], masked: list[Span], said: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """The diagnostics with fingerprints, and with no private number in anything that they show.

    ``said`` are the numbers in requests with their stars. Fingerprints are made of what is shown.
    """
    text = masked_text(document.text, masked)
    numbers = {**stars(document, masked), **said}
    if not numbers:
        return add_fingerprints(text, diagnostics)

    def hidden(words: str) -> str:
        for number, stars in numbers.items():
            # A message may quote a passage that is cut within the number.
            for length in range(len(number), _TELLING, -1):
                words = words.replace(number[:length], stars[:length])
        return words

    def related(item: Diagnostic) -> tuple[Related, ...]:
        return tuple(replace(other, message=hidden(other.message)) for other in item.related)

    def suppression(item: Diagnostic) -> Suppression | None:
        found = item.suppression
        return replace(found, reason=hidden(found.reason)) if found else None

    told = (
        replace(
            item,
            text=hidden(item.text) if item.origin is not None else item.span.of(text),
            message=hidden(item.message),
            mend=hidden(item.mend),
            related=related(item),
            fixes=tuple(replace(fix, title=hidden(fix.title)) for fix in item.fixes),
            suppression=suppression(item),
        )
        for item in diagnostics
    )
    return add_fingerprints(text, told)
