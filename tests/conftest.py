"""Settings of all tests."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile

from hypothesis import settings

# All tests share a temporary cache folder instead of that of the user.
os.environ["FAZHI_CACHE_DIR"] = tempfile.mkdtemp(prefix="fazhi-cache-")
atexit.register(shutil.rmtree, os.environ["FAZHI_CACHE_DIR"], ignore_errors=True)

# A shell that runs the tests in the background makes them, and their child processes, ignore interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadlines, because the load of machines varies; the benchmark measures speed.
settings.register_profile("untimed", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=3000)  # make properties
settings.load_profile("untimed")
