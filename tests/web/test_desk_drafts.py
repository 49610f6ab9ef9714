"""Drafts in memory: names that lead nowhere, limits, visitors who do not see each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.web import drafts
from checker.web.drafts import Checked, Draft, FullError, Refused, Store, Submission, plain_name

REFUSED = Refused("")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("报告.docx", "报告.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\报告.docx", "报告.docx"),
        ("/", "未命名.txt"),
        ("", "未命名.txt"),
        ("..", "未命名.txt"),
        (".fazhi.toml", "fazhi.toml"),
        ("a\x00b\n.txt", "ab.txt"),
    ],
)
def test_a_name_is_the_last_part_of_a_path(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text())
def test_no_name_has_a_folder_or_a_control_character(name: str) -> None:
    plain = plain_name(name)
    assert plain
    assert plain.isprintable()
    assert not plain.startswith(".")
    assert not set(plain) & set("/\\")


def kept(store: Store, token: str, size: int = 1, key: str = "") -> Draft:
    return store.keep(store.open(token), Submission("a.txt", b"x" * size), REFUSED, key)


def test_visitors_do_not_see_each_other() -> None:
    store = Store()
    draft = kept(store, "one")
    assert store.open("one").draft(draft.key) is draft
    assert store.open("two").draft(draft.key) is None
    assert kept(store, "two", key=draft.key) is not draft


def test_a_text_that_is_typed_stays_one_draft() -> None:
    store = Store()
    draft = kept(store, "one")
    again = store.keep(store.open("one"), Submission("a.txt", b"new"), Checked("", None, "", {}, (), (), ""), draft.key)
    assert again is draft
    assert draft.submission.data == b"new"
    assert isinstance(draft.result, Checked)
    assert len(store.open("one").drafts) == 1


def test_the_oldest_drafts_and_visitors_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 2)
    monkeypatch.setattr(drafts, "MAX_VISITORS", 2)
    store = Store()
    first, second, third = (kept(store, "one") for _ in range(3))
    assert list(store.open("one").drafts) == [second.key, third.key]
    assert first.key not in store.open("one").drafts
    store.open("two")
    store.open("three")
    assert store.find("one") is None
    assert store.find("two") is not None


def test_idle_visitors_are_forgotten_with_their_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    kept(store, "one", 10)
    monkeypatch.setattr(drafts, "IDLE_SECONDS", -1)
    assert store.find("one") is None
    assert store.size == 0


def test_there_is_room_for_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_KEPT", 100)
    store = Store()
    kept(store, "one", 60)
    with store.receiving(30), pytest.raises(FullError), store.receiving(20):
        pass
    with store.receiving(40):
        pass
