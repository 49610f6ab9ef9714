from generate import outdated, pages
from helpers import ROOT


def test_rule_pages_are_up_to_date() -> None:
    assert outdated(pages()) == []


def test_design_is_in_the_house() -> None:
    assert (ROOT / "docs" / "design.md").is_file()


def test_nothing_names_a_machine() -> None:
    pages = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    for page in (*pages, *(ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        assert "/work/" not in text
        assert "/root/" not in text
