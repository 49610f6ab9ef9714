"""The page of a rule, for ``fazhi rule``, ``docs/rules`` and the rule descriptions of output formats."""

from __future__ import annotations

from collections.abc import Iterable

from checker.i18n.language import CHINESE, Language, Say
from checker.rules.kinds import KINDS
from checker.rules.rule import Example, Rule
from checker.text.diagnostic import Severity

_FACTS = ("级别", "把握", "修改", "适用", "查法")
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_CONFIDENCES = {"high": "高", "medium": "中", "low": "低"}
_FIXES = {"safe": "可自动修改", "unsafe": "可建议修改,须人工确认", "none": "须人工修改"}


def summary(rule: Rule, language: Language) -> str:
    """Return the summary of a rule in a language."""
    return rule.summary if language.code == CHINESE.code else rule.summary_en


def rule_page(rule: Rule, language: Language = CHINESE) -> str:
    """Return the page of a rule in Markdown.

    Headings and the summary are in ``language``; reasons, messages and examples are in the language of the rule.
    """
    say = language.say
    chinese = language.code == CHINESE.code
    lines = [
        f"# {rule.id} {rule.summary if chinese else rule.name}",
        "",
        f"`{rule.name}` {rule.summary_en}".rstrip() if chinese else f"**{rule.summary_en}** · {rule.summary}",
        "",
        f"| {' | '.join(map(say, _FACTS))} |",
        "|---|---|---|---|---|",
        _facts_row(rule, language),
        "",
        f"## {say('为什么')}",
        "",
        rule.why,
        "",
        say("依据:{source}", source=rule.source),
        "",
        f"## {say('说什么')}",
        "",
        f"- {_message(rule.severity, rule.message, say)}",
        *(
            f"- {_message(variant.severity, variant.message, say, say('({variant})', variant=name))}"
            for name, variant in rule.variants.items()
        ),
        "",
        f"## {say('怎么改')}",
        "",
        f"- {rule.mend}",
        *(
            f"- {say('({variant})', variant=name)}{variant.mend}"
            for name, variant in rule.variants.items()
            if variant.mend != rule.mend
        ),
        "",
        f"## {say('例子')}",
        "",
    ]
    for example in rule.examples:
        for label, text in (("上年报告:", example.previous), ("另一机关的报告:", example.other)):
            lines.extend((say(label), "", "```text", text.strip("\n"), "```", "") if text else ())
        lines.extend((say("正:" if example.good else "误:"), "", "```text", mark_spans(example).strip("\n"), "```", ""))
    return "\n".join(lines).rstrip("\n") + "\n"


def _message(severity: Severity, message: str, say: Say, variant: str = "") -> str:
    word = say(_SEVERITIES[str(severity)])
    return say("{severity}{variant}:{message}", severity=word, variant=variant, message=message)


def _facts_row(rule: Rule, language: Language) -> str:
    """Return the row of facts. The summary of the kind has no English translation; its name is in English."""
    say = language.say
    kind = f"`{rule.kind}`:{KINDS[rule.kind].summary}" if language.code == CHINESE.code else f"`{rule.kind}`"
    documents = say("年度报告" if rule.reports_only else "各类公文")
    documents += say("({year}年度起)", year=rule.since) if rule.since else ""
    words = (_SEVERITIES[str(rule.severity)], _CONFIDENCES[str(rule.confidence)], _FIXES[rule.fix])
    cells = (*map(say, words), documents, kind)
    return f"| {' | '.join(cells)} |"


def mark_spans(example: Example) -> str:
    """Return the text of an example with ⟦⟧ around the spans that the rule must find."""
    text = example.text
    for span in reversed(example.spans):
        text = f"{text[: span.start]}⟦{text[span.start : span.end]}⟧{text[span.end :]}"
    return text


def rule_index(rules: Iterable[Rule], families: dict[str, str]) -> str:
    """Return the index of all rules by family, in Markdown."""
    lines = ["# 规则", "", "本页和各规则页由 `make docs` 从 `rulesets/*.toml` 生成,请勿手改。", ""]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.extend(
                (
                    f"## {family} {families.get(family, '')}".rstrip(),
                    "",
                    "| 规则 | 名称 | 英文名 | 级别 | 把握 |",
                    "|---|---|---|---|---|",
                )
            )
        lines.append(
            f"| [{rule.id}]({rule.id}.md) | {rule.summary} | {rule.name} "
            f"| {_SEVERITIES[str(rule.severity)]} | {_CONFIDENCES[str(rule.confidence)]} |"
        )
    return "\n".join(_spaced(lines)) + "\n"


def _spaced(lines: list[str]) -> Iterable[str]:
    for index, line in enumerate(lines):
        if line.startswith("## ") and index and lines[index - 1]:
            yield ""
        yield line
