"""Try a target of ``tests/fuzzing.py`` with many inputs: ``python tests/fuzz/search.py TARGET [SECONDS] [FOLDER]``.

With atheris installed its fuzzer is used, which looks for inputs that come to new code; without it inputs are changed
at random. What fails is written to the folder (``tests/data/crashers``), and the search goes on.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

try:
    import atheris
except ImportError:
    atheris = None

if atheris:
    with atheris.instrument_imports(include=["checker"]):
        import fuzzing
else:
    import fuzzing
from mutation import mutated

SLOW = 2.0
"""Seconds of processor time for one input, of 60 kB at most, that are a fault of their own."""
_KEPT = 400
"""Inputs that others are made from, without a fuzzer that knows which are worth it."""


class Search:
    """What was tried and what was found; state lives here."""

    def __init__(self, name: str, seconds: float, folder: Path) -> None:
        self.name = name
        self.target = fuzzing.TARGETS[name]
        self.end = time.monotonic() + seconds
        self.folder = folder
        self.tried = 0
        self.accepted = 0
        self.faults: Counter[str] = Counter()

    def once(self, data: bytes) -> bool:
        """Try one input; a fault is kept by where it was raised, once each. Return False when it was refused."""
        self.tried += 1
        accepted = True
        begun = time.process_time()
        try:
            accepted = self.target(data) is not False
        except Exception as error:  # noqa: BLE001 - any exception is what is looked for
            frame = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(data, f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno} {str(error)[:90]!r}")
        if time.process_time() - begun > SLOW:
            self._keep(data, "slow")
        if time.monotonic() > self.end:
            self.tell()
            os._exit(bool(self.faults))
        self.accepted += accepted
        return accepted

    def _keep(self, data: bytes, fault: str) -> None:
        key = fault.partition(" '")[0]
        self.faults[key] += 1
        if self.faults[key] == 1:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = self.folder / f"{self.name}-{hashlib.sha256(data).hexdigest()[:8]}"
            file.write_bytes(data)
            print(f"{self.name}: {file.name} {len(data)} bytes: {fault}", flush=True)

    def tell(self) -> None:
        """What was tried."""
        print(
            f"{self.name}: {self.tried} inputs, {self.accepted} accepted, {len(self.faults)} kinds of faults {dict(self.faults)}",
            flush=True,
        )


def blindly(search: Search) -> None:
    """Change what is there, again and again; what was refused is not changed further, since it would be refused again."""
    chance = random.Random(os.urandom(8))
    pool = list(fuzzing.starts(search.name)) or [b""]
    good = len(pool)
    for data in pool:
        search.once(data)
    while True:
        data = mutated(chance.choice(pool), chance.choice(pool), chance)
        if search.once(data) and chance.random() < 0.1:
            pool = [*pool[:good], *pool[good:][-_KEPT:], data]


def guided(search: Search) -> None:
    """Let atheris choose."""
    pool = list(fuzzing.starts(search.name)) or [b""]
    corpus = fuzzing._folder() / "corpus"
    corpus.mkdir()
    for number, data in enumerate(pool):
        (corpus / str(number)).write_bytes(data)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        return mutated(data, chance.choice(pool), chance, most)[:most]

    def once(data: bytes) -> None:
        search.once(data)

    arguments = [sys.argv[0], str(corpus), "-max_len=60000", "-timeout=120", "-rss_limit_mb=4000", "-verbosity=0"]
    atheris.Setup(arguments, once, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    name, seconds, folder = (*sys.argv[1:], *("120", "")[len(sys.argv) - 2 :])
    found = Search(name, float(seconds), Path(folder or HERE.parent / "data" / "crashers"))
    (guided if atheris else blindly)(found)
