"""The version of the tool and its address, the only place where they are written."""

VERSION = "0.1.0"

HOMEPAGE = ""
"""Where the tool can be read about; outputs that name an address leave it out while there is none."""
