"""Pack the built program as a zip with a checksum beside it: ``python app/pack.py dist/app Windows``."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path


def pack(folder: Path, system: str) -> Path:
    """Return the zip of ``folder/fazhi``; its SHA-256 stands in a file beside it, as ``sha256sum --check`` reads it."""
    packed = Path(shutil.make_archive(str(folder / f"fazhi-{system}"), "zip", folder, "fazhi"))
    checksum = hashlib.sha256(packed.read_bytes()).hexdigest()
    packed.with_suffix(".zip.sha256").write_text(f"{checksum}  {packed.name}\n", encoding="ascii")
    return packed


if __name__ == "__main__":
    print(pack(Path(sys.argv[1]), sys.argv[2]))
