"""Settings of all tests."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile

from hypothesis import settings

# What tests keep is not the user's: a folder for all of them, gone when they are done.
os.environ["FAZHI_CACHE_DIR"] = tempfile.mkdtemp(prefix="fazhi-cache-")
atexit.register(shutil.rmtree, os.environ["FAZHI_CACHE_DIR"], ignore_errors=True)

# A shell that runs the tests in the background has interrupts ignored, by all that they start as well.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Machines are noisy: speed is measured by the benchmark, not by tests that run out of time.
settings.register_profile("untimed", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=3000)  # make properties
settings.load_profile("untimed")
