"""A generator of small .docx files, for the examples of rules about the appearance of documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from checker.formats.word.package import W

PARTS = ("run", "paragraph", "section", "footer", "behind")
"""The parts of an example, in WordprocessingML: properties of its runs, paragraphs and section, the content of a
footer, and elements after the run of every paragraph."""
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def sample(text: str, properties: Mapping[str, str]) -> bytes:
    """Return a .docx with a paragraph for each line; all runs and paragraphs have the same properties."""
    run, paragraph, section, footer, behind = (properties.get(part, "") for part in PARTS)
    body = "".join(
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(line)}</w:t></w:r>{behind}</w:p>'
        for line in text.split("\n")
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    if footer:
        parts["word/footer1.xml"] = f'<w:ftr xmlns:w="{W}"><w:p>{footer}</w:p></w:ftr>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{data}')
    return target.getvalue()
