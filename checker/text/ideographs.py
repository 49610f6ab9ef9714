"""Ideographs that have a standard form: radicals and compatibility ideographs, which look the same."""

from __future__ import annotations

import unicodedata

_SUPPLEMENT_START = 0x2E80
_SUPPLEMENT = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂"
    "肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""The ideographs of U+2E80 to U+2EF3, after EquivalentUnifiedIdeograph.txt of Unicode 14; some have none and stand for
themselves. Unlike the Kangxi radicals these have no compatibility decomposition."""
_SIMPLIFIED = {"\u2f3e": "户"}
"""Fonts for simplified Chinese draw the radical as the simplified character (户), not as its decomposition."""
_RANGES = ((0x2F00, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def standard_form(character: str) -> str:
    """Return the standard ideograph for a radical or a compatibility ideograph; any other character is returned."""
    code = ord(character)
    if code < _SUPPLEMENT_START:
        return character
    if code < _SUPPLEMENT_START + len(_SUPPLEMENT):
        return _SUPPLEMENT[code - _SUPPLEMENT_START]
    if any(low <= code <= high for low, high in _RANGES):
        return _SIMPLIFIED.get(character) or unicodedata.normalize("NFKC", character)
    return character
