"""A rule whose finding has several right wordings, for outputs that let people choose."""

from __future__ import annotations

CHOICES = """[[rule]]
id = "WRD900"
name = "several-rights"
summary = "几种改法"
summary-en = "several rights"
why = "因为"
source = "常理"
kind = "wording"
severity = "warning"
message = "“{text}”应为“{right}”"
mend = "改为“{right}”"
fix = "unsafe"
[rule.options.words]
"桂花江" = "桂花奖|桂花乡"
[[rule.example]]
bad = "荣获⟦桂花江⟧。"
"""
