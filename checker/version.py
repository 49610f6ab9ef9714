"""The version of the tool and the address of its home page."""

VERSION = "0.1.0"

HOMEPAGE = ""
"""The address of the home page; outputs leave it out when it is empty."""
