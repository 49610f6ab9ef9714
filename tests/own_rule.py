"""A ruleset with one rule, as users write it."""

from __future__ import annotations

GOOD = """[[rule]]
id = "FIG900"
name = "some-fault"
summary = "某种毛病"
summary-en = "some fault"
why = "因为"
source = "常理"
kind = "pattern"
severity = "warning"
message = "“{text}”有误"
mend = "改"
[rule.options]
patterns = ['甲(?&count)']
[[rule.example]]
bad = "⟦甲件⟧"
"""
