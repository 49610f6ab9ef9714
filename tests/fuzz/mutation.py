"""Inputs a little different from others: bytes of any kind, and what lies inside an archive."""

from __future__ import annotations

import io
import random
import zipfile

TOKENS = tuple(
    token.encode()
    for token in (
        *"\n \t\r \u3000 \ufeff \u2028 \x00 \x85 \x1b 𠮷 ， 。 ： ； 、 “ ” 《 》 （ ） 〔 〕 ① ㈠ ⼯ ０ １ ％ % @ 余 约 近 万 亿 元 件 年 月 日".split(" "),
        *"一、 （一） 1. （1） 第一条 一是 二是 2024年 2月30日 12.5万元 增长12% 同比 其中 分别 法治政府建设 《中华人民共和国民法典》".split(" "),
        *"<p> </p> <b> <!-- --> &nbsp; &#x10FFFF; &#xD800; &amp <table> <td> <script> <meta\tcharset=gbk> ]]> <![CDATA[ # ** | --- ``` [a](b)".split(" "),
        *"<w:p> </w:p> <w:t> <w:r> <w:tab/> <w:ins> <w:del> w:val= <w:tbl> <w:footnoteReference w:id= stream endstream obj xref /Type".split(" "),
        '"',
        '"""',
        "'''",
        *"fazhi: ignore[ ignore-file until=2024-02-30 until= 忽略 [[rule]] [rule. ] = 9999999999999999999 -1 nan 1e999 true [] {} (?P<a> (?&count) { } \\ \\p{Han} (a+)+$ [[ignore]] extend".split(" "),
    )
)  # fmt: skip


def mutated(data: bytes, other: bytes, chance: random.Random, most: int = 60_000) -> bytes:
    """The data after one to eight changes."""
    if data[:2] == b"PK" and chance.random() < 0.85:
        return _inside(data, chance)
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        _change(result, other, chance)
    return bytes(result[:most])


def _change(data: bytearray, other: bytes, chance: random.Random) -> None:
    place = chance.randrange(len(data) + 1)
    length = chance.choice((1, 2, 3, 8, 40, 400))
    end = min(len(data), place + length)
    way = chance.randrange(7)
    if way == 0:
        data[place:end] = chance.randbytes(length % 9)
    elif way == 1:
        data[place:place] = chance.choice(TOKENS)
    elif way == 2:
        del data[place:end]
    elif way == 3:
        data[place:place] = data[place:end] * chance.choice((1, 2, 20))
    elif way == 4:
        start = chance.randrange(len(other) + 1)
        data[place:end] = other[start : start + length]
    elif way == 5 and place < len(data):
        data[place] ^= 1 << chance.randrange(8)
    else:
        data[place:place] = chance.choice(TOKENS) * chance.choice((1, 1, 3, 100))


def _inside(data: bytes, chance: random.Random) -> bytes:
    """The same archive with one member changed; what is no archive any more is changed as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - a damaged archive fails in many ways
        return mutated(b"-" + data, data, chance)[1:]
    if not members:
        return data
    name = chance.choice(sorted(members))
    members[name] = mutated(members[name], members[chance.choice(sorted(members))], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for member, inside in members.items():
            archive.writestr(zipfile.ZipInfo(member), inside)
    return target.getvalue()
