"""Small .docx files whose content a test specifies exactly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments"}


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Build a document; ``parts`` are the contents of styles, numbering, footnotes and comments."""
    contents = dict(parts or {})
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_KINDS[name]}+xml"/>' for name in contents
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(contents, 1)
    )
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    for name, content in contents.items():
        files[f"word/{name}.xml"] = f"{HEAD}<w:{name} {NAMESPACES}>{content}</w:{name}>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def run(text: str, properties: str = "") -> str:
    content = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{content}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "", *, cut: bool = False) -> str:
    """Build a paragraph; ``cut`` gives every character a run of its own."""
    content = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    runs = "".join(run(character, "<w:b/>" if index % 2 else "") for index, character in enumerate(text))
    return f"<w:p>{content}{runs if cut else run(text)}</w:p>"


def from_text(text: str, *, cut: bool = False) -> bytes:
    """Build a document with one paragraph per line of a text."""
    return docx("".join(paragraph(line, cut=cut) for line in text.split("\n")))
