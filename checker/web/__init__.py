"""The desk (``fazhi desk``): a local web page on which drafts are dropped, read, corrected and taken back as Word files.

``checking`` and ``downloads`` run in the processes of ``workers``, because a hostile file may end or hang the process
that reads it. ``drafts`` holds what was handed in, in memory only. ``views`` answers the page's requests, ``guard``
decides who may ask, ``app`` puts them together, ``serve`` runs it. May import ``outputs`` and the rooms below it.
"""
