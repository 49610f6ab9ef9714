"""A hook of MkDocs: what pages say in the repository, they are to say on the site.

In the repository ``../ci/gitlab.yml`` leads to the file. On the site nothing lies above the pages, so that each file
that a page links to is put below ``source/`` and the link is led there. Lines of Chinese are joined without a space,
and a sign that had to be escaped in a table is the sign itself, in code too.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent.parent
FOLDER = "source"
_LITERAL = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_CELL = re.compile(r"<td\b.*?</td>", re.DOTALL)
_BROKEN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef“”,:;)])\n(?=[\u2e80-\u9fff\uff00-\uffef“”])")
_LINK = re.compile(r"\]\((?P<up>(?:\.\./)+)(?P<path>[^)#\s]+)(?P<anchor>#[^)]*)?\)")


def _outside(page: str, link: re.Match[str]) -> str:
    """The path from the repository's top of what a link leads to; empty for a file below docs."""
    target = (ROOT / "docs" / page).parent / link["up"] / link["path"]
    inside = target.resolve().relative_to(ROOT)
    return "" if inside.parts[:1] == ("docs",) else inside.as_posix()


def _served(path: str) -> str:
    """Where a file lies on the site; a page's ending would make it one of the site's own."""
    return f"{FOLDER}/{path}.txt" if path.endswith(".md") else f"{FOLDER}/{path}"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files that pages link to; one that is not there is left for MkDocs to complain about."""
    for page in list(files.documentation_pages()):
        for link in _LINK.finditer(page.content_string):
            path = _outside(page.src_uri, link)
            if path and (ROOT / path).is_file() and _served(path) not in files.src_uris:
                files.append(File.generated(config, _served(path), abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Lead the links there."""
    up = "../" * page.file.src_uri.count("/")

    def led(link: re.Match[str]) -> str:
        path = _outside(page.file.src_uri, link)
        there = path and _served(path) in files.src_uris
        return f"]({up}{_served(path)}{link['anchor'] or ''})" if there else link[0]

    return _LINK.sub(led, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Mend what Markdown for the web does otherwise than git services do."""
    parts = _LITERAL.split(html)
    parts[::2] = [_BROKEN.sub("", _CELL.sub(lambda cell: cell[0].replace("\\|", "|"), part)) for part in parts[::2]]
    return "".join(parts)
