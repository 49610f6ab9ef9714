"""Reports for the tests of outputs: ordinary ones, and ones whose texts all try to break the format."""

from __future__ import annotations

from helpers import document, linter, report
from msgspec.structs import replace

from checker.lint.report import Report
from checker.outputs import WRITERS
from checker.outputs.display import Display
from checker.text.diagnostic import Confidence, Diagnostic, Edit, Fix, Related, Severity
from checker.text.document import Place
from checker.text.span import Span

TEXT = "云岭镇2024年法治政府建设年度报告\n\n全年成功调处矛盾纠纷@件,开展检查XX次。\n"
HOSTILE = "|`a`<script>alert(1)</script>\n::error::x\r\n@all #1 ![x](http://e.x)\x1b[2J\x00\ufffe\u202e]]>&"
HOSTILE_PATH = "a,b:c%0A|`<b>\n::error::@all.txt"


def write(name: str, *reports: Report, minimum: Severity = Severity.INFO) -> str:
    """Write reports in a format."""
    return WRITERS[name](reports, Display(minimum))


def ordinary() -> Report:
    """A report with two placeholders on line 3, and with missing parts."""
    return report(TEXT)


def clean(name: str = "clean.txt") -> Report:
    return report("云岭镇会议纪要\n\n会议审查了合同18件，通过。\n", name=name)


def hostile_report(text: str = HOSTILE, path: str = "a.txt", **changes: object) -> Report:
    """Create a report with one finding at the second character, whose texts are all ``text``."""
    read = replace(document("一二三四\n五六七八\n"), path=path)
    rule = linter().all_rules[0]
    item = Diagnostic(
        path=path, rule=rule.id, name=rule.name, severity=Severity.ERROR, confidence=Confidence.HIGH,
        message=text, mend=text, source=text, span=Span(1, 3), scope="span", text=text,
        place=Place(1, 2, "第1行第2列"), end_place=Place(1, 4, "第1行第4列"), related=(Related(Span(5, 6), text),),
        fixes=(Fix(text, "safe", (Edit(Span(1, 3), text),)),), fingerprint="0123456789abcdef",
    )  # fmt: skip
    item = replace(item, **changes)
    return Report(read, "", None, "generic", "", (), (item,), rules=(rule,))
