"""What the catalogue knows about a norm, in words, as of a year."""

from __future__ import annotations

from checker.catalog.rows import UNDATED, Superseded, Title, Validity
from checker.catalog.store import Catalog

_ENDS = {
    Validity.REPEALED: "废止",
    Validity.PERIOD_OVER: "规划期满",
    Validity.OVERTAKEN: "已有新规定,未见正式废止",
    Validity.EDITION: "已有新版",
}
_NEAR = 3


def describe(catalog: Catalog, written: str, year: int | None) -> str:
    """Lines about the norm of that name; about the nearest name when there is none."""
    title, ended = catalog.title(written), catalog.superseded(written)
    if title is None and ended is None:
        return _unknown(catalog, written)
    lines: list[str] = []
    if title:
        lines.extend((f"《{title.title}》", *_title_lines(title)))
    elif ended:
        lines.append(f"《{ended.title}》")
    if ended:
        lines.extend(_ended_lines(ended))
    revision = catalog.revision(written)
    if revision:
        lines.append(f"  最近修订  {revision.promulgated}({revision.effective}起施行)")
    if year is not None:
        lines.append(f"  {year}年度  {_verdict(title, ended, year)}")
    return "\n".join(lines) + "\n"


def _title_lines(title: Title) -> list[str]:
    evidence = "法律法规汇编" if title.evidence == UNDATED else title.evidence
    rows = (
        ("种类", title.kind),
        ("机关", title.issuer),
        ("公布", str(title.promulgated or "")),
        ("施行", str(title.effective or "")),
        ("依据", f"{evidence}({'高' if title.certain else '中'})"),
    )
    return [f"  {name}  {value}" for name, value in rows if value]


def _ended_lines(ended: Superseded) -> list[str]:
    successor = f",由《{ended.replaced_by}》接替" if ended.replaced_by else ""
    return [f"  失效  {ended.last_valid}({_ENDS[ended.validity]}{successor})", f"  依据  {ended.evidence}"]


def _verdict(title: Title | None, ended: Superseded | None, year: int) -> str:
    if ended and year >= ended.error_from:
        return "不应再作为依据"
    if ended and year >= ended.warn_from:
        return "当年失效,注意时间"
    if title and title.promulgated and title.promulgated.year > year:
        return "当年尚未公布"
    if title and title.effective and title.effective.year > year:
        return "当年尚未施行"
    return "可以引用"


def _unknown(catalog: Catalog, written: str) -> str:
    editions = catalog.editions(written)
    if editions:
        return f"没有《{written}》;现有《{'》《'.join(editions)}》\n"
    near = catalog.near(written, _NEAR)
    return f"没有《{written}》" + (f";最接近的是《{near.title}》\n" if near else "\n")
