"""What an expression costs to compile, told from its text: counts inside counts multiply, and nothing limits that."""

from __future__ import annotations

import re

MAX_LENGTH = 20_000
"""Characters of an expression; with all units put in, the longest that ships has a tenth of this."""
MAX_COST = 100_000
"""Signs of an expression after every ``{n}`` is written out; the dearest that ships has a tenth of this."""
MAX_DEPTH = 60
"""Brackets inside brackets."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]?|\{(?P<low>\d*)(?P<comma>,?)(?P<high>\d*)\}|.", re.DOTALL)


def fault_of(source: str) -> str:
    """Return what is wrong with the size of an expression; an empty string where nothing is."""
    if len(source) > MAX_LENGTH:
        return f"表达式太长(最多 {MAX_LENGTH} 字)"
    levels = [0]
    last = 0
    for token in _TOKEN.finditer(source):
        sign = token.group()
        if sign == "(":
            levels.append(0)
            last = 0
            if len(levels) > MAX_DEPTH:
                return f"表达式的括号套得太深(最多 {MAX_DEPTH} 层)"
            continue
        if sign == ")":
            last = levels.pop() + 1 if len(levels) > 1 else 1
            levels[-1] += last
        elif sign[0] == "{" and (token.group("low") or token.group("high")):
            times = max(int((token.group("low") or "0")[:9]), int((token.group("high") or "0")[:9]), 1)
            levels[-1] += last * (times - 1)
            last *= times
        else:
            last = 1
            levels[-1] += 1
        if sum(levels) > MAX_COST:
            return "表达式里重复的次数相乘太多"
    return ""
