"""Colours are legible on any background, and are used only when requested."""

from __future__ import annotations

import re

import pytest
from helpers import SEEDS, report
from pseudo_terminal import in_terminal

from checker.cli.terminal import wants_color
from checker.outputs.display import Display
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal import full
from checker.outputs.terminal.layout import FAINT
from checker.outputs.terminal.styles import PART_STYLES, STYLES
from checker.text.diagnostic import Severity

SEED = str(SEEDS / "shenwan-2022.txt")
CHECK = ["check", "--select", "FIG001,FIG004,DUP", SEED]
CODES = re.compile(r"\x1b\[([0-9;]*)m")

# The colours that terminals display for red and magenta, and their backgrounds.
PALETTES = {
    "xterm": ({"red": "cd0000", "magenta": "cd00cd"}, ("000000", "ffffff")),
    "VS Code, dark": ({"red": "cd3131", "magenta": "bc3fbc"}, ("1e1e1e",)),
    "VS Code, light": ({"red": "cd3131", "magenta": "bc05bc"}, ("ffffff",)),
    "GNOME": ({"red": "c01c28", "magenta": "a347ba"}, ("ffffff",)),
}


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


NAMES = {"31": "red", "35": "magenta"}


def used() -> set[str]:
    return {*STYLES.values(), *PART_STYLES.values()}


@pytest.mark.parametrize("palette", PALETTES)
def test_colours_stand_out_on_light_and_dark(palette: str) -> None:
    """WCAG requires a contrast of 3:1 for bold text and symbols."""
    colors, backgrounds = PALETTES[palette]
    found = {NAMES[code] for style in used() for code in style.split(";") if code in NAMES}
    assert found == {"red", "magenta"}
    for name in found:
        for background in backgrounds:
            assert contrast(colors[name], background) >= 3, (name, background)


def test_every_style_is_bold_and_none_is_faint() -> None:
    for style in used():
        assert "1" in style.split(";"), style
        assert FAINT not in style.split(";"), style


def shown(*, color: bool = True) -> str:
    sample = report((SEEDS / "shenwan-2022.txt").read_text(encoding="utf-8"))
    return full.write([sample], Display(color=color))


def stretches(written: str) -> list[tuple[set[str], str]]:
    """Split coloured text into pieces with their active codes."""
    found: list[tuple[set[str], str]] = []
    active: set[str] = set()
    for place, part in enumerate(CODES.split(written)):
        if place % 2:
            active = set() if part in ("", "0") else active | set(part.split(";"))
        elif part:
            found.append((set(active), part))
    return found


def test_levels_have_their_codes() -> None:
    written = shown()
    assert re.search(r"\x1b\[1;31m错误 金额小得与件数不相称\x1b\[0m FIG001", written)
    assert re.search(r"\x1b\[1;35m警告 [^\x1b]+\x1b\[0m \w{3}\d{3}", written)
    assert re.search(r"\x1b\[1m提示 [^\x1b]+\x1b\[0m \w{3}\d{3}", written)
    assert re.search(r"\x1b\[1;31m✗\x1b\[0m", written)


def test_nothing_but_bold_red_magenta_and_faint_lines() -> None:
    for codes, text in stretches(shown()):
        assert codes <= {"1", "2", "31", "35"}, (codes, text)
        if "2" in codes:
            assert not re.search(r"\w", text), f"faint, and tells something: {text!r}"


def test_the_words_are_the_same_without_colour() -> None:
    assert [line.rstrip() for line in CODES.sub("", shown()).splitlines()] == shown(color=False).splitlines()
    assert "\x1b" not in shown(color=False)


def test_severities_are_told_apart_without_colour() -> None:
    assert len(set(SEVERITIES.values())) == len(Severity)


@pytest.mark.parametrize(
    ("environment", "terminal", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ({"CLICOLOR_FORCE": "1"}, False, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR": "0"}, True, False),
        ({"CLICOLOR": "1"}, True, True),
        ({"CLICOLOR": "1"}, False, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_what_the_environment_asks_for(environment: dict[str, str], *, terminal: bool, wanted: bool) -> None:
    assert wants_color(environment, terminal=terminal) is wanted


@pytest.mark.parametrize(
    ("flags", "environment", "coloured"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        ([], {"CLICOLOR": "0"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
    ],
)
def test_in_a_terminal(flags: list[str], environment: dict[str, str], *, coloured: bool) -> None:
    code, seen, _, _ = in_terminal([*CHECK, *flags], variables=environment)
    assert code == 1
    assert ("\x1b[1;31m错误 金额小得与件数不相称\x1b[0m FIG001" in seen) is coloured
    assert "错误 金额小得与件数不相称" in seen
    assert coloured or "\x1b[" not in seen


@pytest.mark.parametrize(
    ("flags", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        (["--color", "always"], {}, True),
    ],
)
def test_in_a_pipe(flags: list[str], environment: dict[str, str], *, coloured: bool) -> None:
    _, _, piped, _ = in_terminal([*CHECK, *flags], streams=("stderr",), variables=environment)
    assert ("\x1b[1;31m" in piped) is coloured
