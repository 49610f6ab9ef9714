"""Masking of private numbers in all output: each character after the first two becomes ``*``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from checker.lint.fingerprint import add_fingerprints
from checker.text.diagnostic import Diagnostic, Related, Suppression
from checker.text.document import Document
from checker.text.span import Span

_MAX_HARMLESS = 4
"""Leading digits of a private number that may be shown, because they identify nobody."""


def masked_text(text: str, spans: Iterable[Span]) -> str:
    """Return the text with stars for the characters of the spans, except the first two of each."""
    for span in spans:
        kept = min(span.start + 2, span.end)
        text = f"{text[:kept]}{'*' * (span.end - kept)}{text[span.end :]}"
    return text


def masked_numbers(document: Document, masked: Iterable[Span]) -> dict[str, str]:
    """Map each private number of a document to its masked form."""
    text = masked_text(document.text, masked)
    return {span.of(document.text): span.of(text) for span in masked}


def mask_diagnostics(
    document: Document, diagnostics: list[Diagnostic], masked: list[Span], request_numbers: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """Mask the private numbers in all texts of the diagnostics, and add fingerprints, computed from the masked texts.

    ``request_numbers`` maps the private numbers in suppression requests to their masked forms.
    """
    text = masked_text(document.text, masked)
    numbers = {**masked_numbers(document, masked), **request_numbers}
    if not numbers:
        return add_fingerprints(text, diagnostics)

    def mask(string: str) -> str:
        for number, stars in numbers.items():
            # A message may quote a passage that is truncated within the number.
            for length in range(len(number), _MAX_HARMLESS, -1):
                string = string.replace(number[:length], stars[:length])
        return string

    def related(item: Diagnostic) -> tuple[Related, ...]:
        return tuple(replace(place, message=mask(place.message)) for place in item.related)

    def suppression(item: Diagnostic) -> Suppression | None:
        found = item.suppression
        return replace(found, reason=mask(found.reason)) if found else None

    result = (
        replace(
            item,
            text=mask(item.text) if item.origin is not None else item.span.of(text),
            message=mask(item.message),
            mend=mask(item.mend),
            related=related(item),
            fixes=tuple(replace(fix, title=mask(fix.title)) for fix in item.fixes),
            suppression=suppression(item),
        )
        for item in diagnostics
    )
    return add_fingerprints(text, result)
