"""Take the pictures of the guides: ``python docs/pictures.py`` starts the desk and a browser (Debian: chromium)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "web")]

from chromium import browser  # noqa: E402 - found on the path above
from desks import desk  # noqa: E402

IMAGES = ROOT / "docs" / "images"
_DRAFT = ROOT / "seeds" / "shenwan-2022.txt"


def main() -> None:
    """Write the pictures into ``docs/images``."""
    with tempfile.TemporaryDirectory() as profile, desk() as running, browser(Path(profile)) as page:
        page.visit(running.address, width=1100, height=430)
        page.picture(IMAGES / "desk-start.png")
        page.size(1100, 760)
        page.choose_files("#files", [_DRAFT])
        page.until("String(!document.getElementById('review').hidden)", "true")
        for _ in range(12):
            page.press("j")
            page.value("document.querySelector('.note.current .adopt')?.click()")
        page.picture(IMAGES / "desk-review.png")


if __name__ == "__main__":
    main()
