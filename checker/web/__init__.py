"""The desk (``fazhi desk``): a local web page for checking drafts, which come back as Word files.

``checking`` and ``downloads`` run in the processes of ``workers``, because a hostile file may end or hang the process
that reads it. ``drafts`` holds what was handed in, in memory only. ``views`` answers the page's requests, ``guard``
decides who may ask, ``app`` puts them together, ``serve`` runs it. May import ``outputs`` and the rooms below it.
"""
