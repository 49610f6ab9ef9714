"""The description of a catalogued norm as of a year, for ``fazhi catalog``."""

from __future__ import annotations

from checker.i18n.language import CHINESE, Say
from checker.knowledge.catalog.keys import title_key
from checker.knowledge.catalog.known import Known
from checker.knowledge.catalog.rows import UNDATED, Superseded, Title, Validity
from checker.knowledge.catalog.store import Catalog

_ENDS = {
    Validity.REPEALED: "废止",
    Validity.PERIOD_OVER: "规划期满",
    Validity.OVERTAKEN: "已有新规定，未见正式废止",
    Validity.EDITION: "已有新版",
}
_IN_REPOSITORY = "@"
_UNSEEN = "general knowledge"
_MAX_DISTANCE = 3
"""Edits between the given name and the nearest title that is suggested for it."""


def describe(catalog: Catalog, name: str, year: int | None, say: Say = CHINESE.say) -> str:
    """Return lines that describe the norm called ``name``, or a hint at the nearest title when there is none.

    With a ``year``, the last line states whether a report on that year may cite the norm.
    """
    title, ended = catalog.title(name), catalog.superseded(name)
    known = catalog.known(name)
    if title is None and known and not catalog.forms.is_draft(name):
        lines = [f"《{known.title}》", *_known_lines(known, say)]
    elif title is None and ended is None:
        return _unknown(catalog, name, say)
    else:
        lines = []
    if title:
        lines.extend((f"《{title.title}》", *_title_lines(title, known, say)))
    elif ended and not lines:
        lines.append(f"《{ended.title}》")
    if ended:
        lines.extend(_ended_lines(ended, known, say))
    revision = catalog.revision(name)
    if revision:
        promulgated, effective = revision.promulgated, revision.effective
        line = say("  最近修订  {promulgated}（{effective}起施行）", promulgated=promulgated, effective=effective)
        lines.append(line)
    if year is not None:
        verdict = "没有查到失效的记录" if title is None and ended is None else _verdict(title, ended, year)
        lines.append(say("  {year}年度  {verdict}", year=year, verdict=say(verdict)))
    return "\n".join(lines) + "\n"


def _known_lines(known: Known, say: Say) -> list[str]:
    confidence = say("高" if known.certain else "中")
    evidence = say("{evidence}({confidence})", evidence=known.source, confidence=confidence)
    rows = (
        ("种类", known.kind),
        ("机关", known.issuer),
        ("文号", known.number),
        ("公布", known.promulgated),
        ("施行", known.effective),
        ("依据", evidence if known.source else ""),
    )
    return [f"  {say(name)}  {value}" for name, value in rows if value]


def _source(evidence: str, known: Known | None, say: Say) -> str:
    """Return evidence in words: a path in a repository says nothing to people."""
    if evidence == UNDATED:
        return say("法律法规汇编")
    if evidence == _UNSEEN:
        return say("一般知识，未见原件")
    if _IN_REPOSITORY in evidence:
        return known.source if known and known.source else say("法律法规汇编")
    return evidence


def _title_lines(title: Title, known: Known | None, say: Say) -> list[str]:
    evidence = _source(title.evidence, known, say)
    rows = (
        ("种类", title.kind),
        ("机关", title.issuer),
        ("公布", str(title.promulgated or "")),
        ("施行", str(title.effective or "")),
        ("依据", say("{evidence}({confidence})", evidence=evidence, confidence=say("高" if title.certain else "中"))),
    )
    return [f"  {say(name)}  {value}" for name, value in rows if value]


def _ended_lines(ended: Superseded, known: Known | None, say: Say) -> list[str]:
    successor = say("，由《{title}》接替", title=ended.replaced_by) if ended.replaced_by else ""
    how = say("{date}({end}{successor})", date=ended.last_valid, end=say(_ENDS[ended.validity]), successor=successor)
    return [f"  {say('失效')}  {how}", f"  {say('依据')}  {_source(ended.evidence, known, say)}"]


def _verdict(title: Title | None, ended: Superseded | None, year: int) -> str:
    if ended and year >= ended.error_from:
        return "不应再作为依据"
    if ended and year >= ended.warn_from:
        return "当年失效，注意时间"
    if title and title.promulgated and title.promulgated.year > year:
        return "当年尚未公布"
    if title and title.effective and title.effective.year > year:
        return "当年尚未施行"
    return "可以引用"


def _unknown(catalog: Catalog, name: str, say: Say) -> str:
    editions = catalog.editions(name)
    if editions:
        return say("没有《{title}》；现有《{editions}》", title=name, editions="》《".join(editions)) + "\n"
    near = catalog.near.nearest(title_key(name), _MAX_DISTANCE)
    if near:
        return say("没有《{title}》；最接近的是《{near}》", title=name, near=near.title) + "\n"
    return say("没有《{title}》", title=name) + "\n"
